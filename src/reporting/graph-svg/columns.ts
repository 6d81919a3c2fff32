import type { AchievementId } from '../../domain/ids.ts';
import type { GraphView } from '../graph-view.ts';

/** A column of boxes. A level has one, or several side by side when it is too high for one. */
export interface Column {
  readonly level: number;
  readonly ids: readonly AchievementId[];
}

/** As many boxes as a column may hold: about as high as a screen, or a square picture of a large plan. */
const mostRows = (count: number): number => Math.max(14, Math.ceil(Math.sqrt(count) * 1.8));

/**
 * The columns from left to right. In a level that needs several, what has no edge stands left and what others wait for
 * stands right, next to them: so few edges as possible pass a column.
 */
export const columnsOf = ({ levels, drawn, plan }: GraphView): readonly Column[] => {
  const needed = new Set(drawn.map(({ on }) => on));
  const needing = new Set(drawn.map(({ from }) => from));
  const place = (id: AchievementId): number => (needed.has(id) ? 2 : needing.has(id) ? 1 : 0);
  const rows = mostRows(plan.achievements.length);
  return levels.flatMap(({ level, achievements }) => {
    if (achievements.length <= rows) return [{ level, ids: achievements }];
    const sorted = achievements.toSorted((a, b) => place(a) - place(b));
    const count = Math.ceil(sorted.length / rows);
    const each = Math.ceil(sorted.length / count);
    return Array.from({ length: count }, (_, index) => ({
      level,
      ids: sorted.slice(index * each, (index + 1) * each),
    }));
  });
};
