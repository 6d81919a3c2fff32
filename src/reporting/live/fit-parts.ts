/** A part of a view that can be drawn in more or fewer lines. */
export interface Part {
  readonly heading: string | null;
  /** The greater, the sooner it gets room. */
  readonly weight: number;
  /** Lines below the heading without which it is not worth showing; 0: shown only when the others have all they want. */
  readonly least: number;
  /** Lines that it can fill; with 0 there is nothing to show. */
  readonly most: number;
  readonly lines: (room: number) => readonly string[];
}

/**
 * Parts one below the other, an empty line before each, in at most `room` lines: first each gets what it needs at least,
 * then, in the order of their weight, what they can use. Where even the least is too much, the lightest are left out.
 */
export const fitParts = (parts: readonly Part[], room: number): readonly string[] => {
  const chosen = new Map<Part, number>();
  const inOrder = parts.filter(({ most }) => most > 0).toSorted((a, b) => b.weight - a.weight);
  let left = room;
  const choose = (part: Part, least: number): void => {
    const needed = 1 + (part.heading === null ? 0 : 1) + least;
    if (needed > left) return;
    chosen.set(part, least);
    left -= needed;
  };
  const extend = (part: Part): void => {
    const lines = chosen.get(part) ?? 0;
    const more = Math.min(left, part.most - lines);
    if (lines === 0 || more <= 0) return;
    chosen.set(part, lines + more);
    left -= more;
  };
  for (const part of inOrder) if (part.least > 0) choose(part, Math.min(part.least, part.most));
  for (const part of inOrder) extend(part);
  for (const part of inOrder) {
    if (part.least > 0) continue;
    choose(part, 1);
    extend(part);
  }
  return parts.flatMap((part) => {
    const height = chosen.get(part);
    if (height === undefined) return [];
    return ['', ...(part.heading === null ? [] : [part.heading]), ...part.lines(height).slice(0, height)];
  });
};
