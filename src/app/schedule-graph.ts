import { compareIds } from '../domain/ids.ts';
import type { AchievementId } from '../domain/ids.ts';
import type { Plan } from '../domain/plan.ts';
import { buildGraph } from '../graph/graph.ts';
import type { Graph } from '../graph/graph.ts';
import { unknownHours } from '../graph/hours.ts';
import { estimatedHours } from './plan-graph.ts';

/** What is still to be scheduled of a plan. */
export interface ScheduleGraph {
  readonly graph: Graph<AchievementId>;
  readonly plan: Plan;
  /** Achievements that the plan gives no hours for. */
  readonly withoutEstimate: readonly AchievementId[];
}

/**
 * The graph of a plan without the achievements of `done`, which nothing has to wait for any more. One without an
 * estimate takes `defaultHours`; without those it takes next to nothing, and only keeps its place in the order.
 */
export const scheduleGraph = (
  whole: Plan,
  done: ReadonlySet<AchievementId>,
  defaultHours: number | undefined,
  poolOf: Readonly<Record<string, string>> = {},
): ScheduleGraph => {
  const achievements = whole.achievements.filter(({ id }) => !done.has(id));
  const nodes = achievements.map((achievement) => ({
    id: achievement.id,
    hours: estimatedHours(achievement) ?? defaultHours ?? unknownHours,
    priority: achievement.priority?.number ?? null,
    ...(Object.hasOwn(poolOf, achievement.id) ? { pool: poolOf[achievement.id]! } : {}),
  }));
  const edges = achievements.flatMap(({ id, dependencies }) =>
    dependencies.filter(({ on }) => !done.has(on)).map(({ on }) => ({ from: id, on })),
  );
  const conflicts = whole.conflicts.filter(({ a, b }) => !done.has(a) && !done.has(b));
  return {
    graph: buildGraph(nodes, edges, compareIds),
    plan: { ...whole, achievements, conflicts },
    withoutEstimate: achievements.filter(({ estimate }) => estimate === null).map(({ id }) => id),
  };
};
