import { compareIds } from '../domain/ids.ts';
import type { AchievementId } from '../domain/ids.ts';
import type { ConflictPair } from '../graph/dispatch-rules.ts';
import { buildGraph } from '../graph/graph.ts';
import { unknownHours } from '../graph/hours.ts';
import { totalHours } from '../graph/lower-bound.ts';
import { simulate } from '../graph/simulate.ts';

/**
 * What working side by side is worth for the complete achievements: their hours one after the other, against those that
 * they take when each starts as soon as it can, and no conflicting pair at the same time. By the estimates; nobody has
 * measured it. Of a plan that is complete it is what the plan's graph says.
 */
export interface Saving {
  readonly sequentialHours: number;
  readonly parallelHours: number;
  readonly savedHours: number;
}

/** An achievement that is complete. */
interface DoneWork {
  readonly id: AchievementId;
  readonly hours: number | null;
  readonly priority: number | null;
  readonly dependencies: readonly AchievementId[];
}

/** Sums of quarter hours and thirds stay readable. */
const rounded = (hours: number): number => Math.round(hours * 100) / 100;

/** The saving of what is done; what else the plan has counts for nothing. */
export const savingOf = (done: readonly DoneWork[], conflicts: readonly ConflictPair<AchievementId>[]): Saving => {
  const ids = new Set(done.map(({ id }) => id));
  const graph = buildGraph(
    done.map(({ id, hours, priority }) => ({ id, hours: hours ?? unknownHours, priority })),
    done.flatMap(({ id, dependencies }) =>
      [...new Set(dependencies)].filter((on) => ids.has(on)).map((on) => ({ from: id, on })),
    ),
    compareIds,
  );
  const sequentialHours = rounded(totalHours(graph));
  const { makespanHours } = simulate(graph, {
    executors: Infinity,
    conflicts: conflicts.filter(({ a, b }) => ids.has(a) && ids.has(b)),
  });
  const parallelHours = rounded(makespanHours);
  return { sequentialHours, parallelHours, savedHours: rounded(sequentialHours - parallelHours) };
};
