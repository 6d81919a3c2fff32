import type { Look } from '../look.ts';

/** A part of a view that can be drawn in more or fewer lines. */
export interface Part {
  readonly heading: string | null;
  /** The greater, the sooner it gets room. */
  readonly weight: number;
  /** Lines below the heading without which it is not worth showing. */
  readonly least: number;
  /** Lines that it can fill; with 0 there is nothing to show. */
  readonly most: number;
  readonly lines: (room: number) => readonly string[];
}

/**
 * Parts one below the other, an empty line before each, in at most `room` lines: first each gets what it needs at least,
 * then, in the order of their weight, what they can use. The ones of least weight are left out when nothing else helps.
 */
export const fitParts = (parts: readonly Part[], room: number, _look: Look): readonly string[] => {
  const chosen = new Map<Part, number>();
  const inOrder = parts.filter(({ most }) => most > 0).toSorted((a, b) => b.weight - a.weight);
  let left = room;
  for (const part of inOrder) {
    const least = Math.min(part.least, part.most);
    const needed = 1 + (part.heading === null ? 0 : 1) + least;
    if (needed > left) continue;
    chosen.set(part, least);
    left -= needed;
  }
  for (const [part, lines] of chosen) {
    const more = Math.min(left, part.most - lines);
    chosen.set(part, lines + more);
    left -= more;
  }
  return parts.flatMap((part) => {
    const height = chosen.get(part);
    if (height === undefined) return [];
    const lines = part.lines(height).slice(0, height);
    const space = part.heading === null ? 0 : 0;
    return ['', ...(part.heading === null ? [] : [part.heading]), ...lines, ...Array.from({ length: space }, () => '')];
  });
};
