import type { Label } from './label.ts';

/**
 * The labels that are open while the blocks of a document go by. A slot is a list depth, or half a step more for a
 * paragraph between lists. Labels of lists are made only when something below them is read.
 */
export class OpenLabels {
  #headings: { depth: number; label: Label }[] = [];
  #slots: { slot: number; label: Label | null | (() => Label | null) }[] = [];

  heading(depth: number, label: Label): void {
    this.#headings = this.#headings.filter((heading) => heading.depth < depth);
    this.#headings.push({ depth, label });
    this.#slots = [];
  }

  /** Closes what a block at `slot` ends. */
  closeFrom(slot: number): void {
    while ((this.#slots.at(-1)?.slot ?? -1) >= slot) this.#slots.pop();
  }

  open(slot: number, label: () => Label | null): void {
    this.#slots.push({ slot, label });
  }

  /** The headings that a heading of `depth` stands under, nearest first. The document's title is no label. */
  above(depth: number): readonly Label[] {
    return this.#headings.flatMap((one) => (one.depth > 1 && one.depth < depth ? [one.label] : [])).reverse();
  }

  /** All of them, nearest first. */
  get all(): readonly Label[] {
    const own = this.#slots.flatMap((one) => {
      if (typeof one.label === 'function') one.label = one.label();
      return one.label === null ? [] : [one.label];
    });
    return [...own.reverse(), ...this.above(7)];
  }
}
