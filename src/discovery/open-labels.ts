import type { Label } from './label.ts';

interface OpenHeading {
  readonly depth: number;
  readonly label: Label;
  readonly above: OpenHeading | null;
}

interface OpenSlot {
  readonly slot: number;
  readonly makeLabel: () => Label | null;
  /** Once it was made. */
  label?: Label | null;
  readonly above: OpenSlot | null;
}

/**
 * The labels that are open while the blocks of a document go by. A slot is a list depth, or half a step more for a
 * paragraph between lists. What is open is held in chains that never change, so that `all` and `above` can be asked
 * for later: the labels themselves are made only when something below them is read.
 */
export class OpenLabels {
  #heading: OpenHeading | null = null;
  #slot: OpenSlot | null = null;

  heading(depth: number, label: Label): void {
    let above = this.#heading;
    while (above !== null && above.depth >= depth) above = above.above;
    this.#heading = { depth, label, above };
    this.#slot = null;
  }

  /** Closes what a block at `slot` ends. */
  closeFrom(slot: number): void {
    while (this.#slot !== null && this.#slot.slot >= slot) this.#slot = this.#slot.above;
  }

  open(slot: number, makeLabel: () => Label | null): void {
    this.#slot = { slot, makeLabel, above: this.#slot };
  }

  /** The headings that a heading of `depth` stands under, nearest first. The document's title is no label. */
  above(depth: number): readonly Label[] {
    return headingsAbove(this.#heading, depth);
  }

  /** Gives all that are open now, nearest first. */
  get all(): () => readonly Label[] {
    const [slot, heading] = [this.#slot, this.#heading];
    return () => {
      const own: Label[] = [];
      for (let one = slot; one !== null; one = one.above) {
        if (one.label === undefined) one.label = one.makeLabel();
        if (one.label !== null) own.push(one.label);
      }
      return [...own, ...headingsAbove(heading, 7)];
    };
  }
}

const headingsAbove = (nearest: OpenHeading | null, depth: number): Label[] => {
  const labels: Label[] = [];
  for (let one = nearest; one !== null; one = one.above) {
    if (one.depth > 1 && one.depth < depth) labels.push(one.label);
  }
  return labels;
};
