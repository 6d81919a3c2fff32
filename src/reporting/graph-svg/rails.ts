import type { Conflict } from '../../domain/evidence.ts';
import type { AchievementId } from '../../domain/ids.ts';
import type { Slot } from './threads.ts';

/** A conflict inside a column: a line beside it, in a lane that no other conflict uses at that height. */
export interface Rail {
  readonly a: AchievementId;
  readonly b: AchievementId;
  readonly upper: Slot;
  readonly lower: Slot;
  /** 0 is the lane next to the boxes. */
  readonly lane: number;
}

/**
 * The rails of one column, and how many lanes they take. Pairs over the same paths share a lane: of three achievements
 * that write one file, the lines lie on one another.
 */
export const railsOf = (
  column: readonly Slot[],
  conflicts: readonly Conflict[],
): { readonly rails: readonly Rail[]; readonly lanes: number } => {
  const places = new Map(column.map((slot, place) => [slot.id, { slot, place }]));
  const groups = new Map<string, { from: number; to: number; pairs: Omit<Rail, 'lane'>[] }>();
  for (const { a, b, paths } of conflicts) {
    const [one, other] = [places.get(a), places.get(b)];
    if (one === undefined || other === undefined) continue;
    const [upper, lower] = one.place < other.place ? [one, other] : [other, one];
    const key = paths.join('\n');
    const group = groups.get(key) ?? { from: Infinity, to: -Infinity, pairs: [] };
    group.from = Math.min(group.from, upper.place);
    group.to = Math.max(group.to, lower.place);
    group.pairs.push({ a, b, upper: upper.slot, lower: lower.slot });
    groups.set(key, group);
  }
  // Short ones first, so that they lie next to the boxes and long ones around them.
  const sorted = [...groups.values()].sort((a, b) => a.to - a.from - (b.to - b.from) || a.from - b.from);
  const lanes: { from: number; to: number }[][] = [];
  const rails = sorted.flatMap((group) => {
    const free = lanes.findIndex((lane) => lane.every(({ from, to }) => to < group.from || from > group.to));
    const lane = free === -1 ? lanes.push([]) - 1 : free;
    lanes[lane]?.push(group);
    return group.pairs.map((pair) => ({ ...pair, lane }));
  });
  return { rails, lanes: lanes.length };
};
