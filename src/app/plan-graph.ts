import type { Dependency } from '../domain/evidence.ts';
import { compareIds } from '../domain/ids.ts';
import type { AchievementId } from '../domain/ids.ts';
import type { Plan, PlannedAchievement } from '../domain/plan.ts';
import { criticalPath } from '../graph/critical-path.ts';
import { dispatch } from '../graph/dispatch.ts';
import { dispatchRules } from '../graph/dispatch-rules.ts';
import { buildGraph } from '../graph/graph.ts';
import type { Graph } from '../graph/graph.ts';
import { groups } from '../graph/groups.ts';
import { unknownHours } from '../graph/hours.ts';
import { levels } from '../graph/levels.ts';
import { totalHours } from '../graph/lower-bound.ts';
import { transitiveReduction } from '../graph/reduction.ts';
import { simulate } from '../graph/simulate.ts';

/** A plan, and what the graph says about it. */
export interface PlanGraph {
  readonly plan: Plan;
  readonly graph: Graph<AchievementId>;
  /** Lowest first. A group is a round of the level without conflicts inside. */
  readonly levels: readonly {
    readonly level: number;
    readonly achievements: readonly AchievementId[];
    readonly groups: readonly (readonly AchievementId[])[];
  }[];
  readonly levelOf: ReadonlyMap<AchievementId, number>;
  /** All achievements in the order in which a run would start them if all were ready: longest way to the end first. */
  readonly order: readonly AchievementId[];
  readonly criticalPath: { readonly achievements: readonly AchievementId[]; readonly hours: number };
  /** `parallelHours`: everything starts as soon as it can, and no conflicting pair runs at the same time. */
  readonly savings: {
    readonly sequentialHours: number;
    readonly parallelHours: number;
    readonly reductionPercent: number;
  };
  /** The edges to draw: those that no longer way says already. An assumed way never hides an edge with a reason. */
  readonly drawn: readonly { readonly from: AchievementId; readonly on: AchievementId }[];
}

/** Hours to two places: sums of halves and thirds stay readable. */
export const roundedHours = (hours: number): number => Math.round(hours * 100) / 100;

/** The middle of an estimate in hours, or null where there is none. */
export const estimatedHours = ({ estimate }: Pick<PlannedAchievement, 'estimate'>): number | null =>
  estimate === null ? null : roundedHours((estimate.minHours + estimate.maxHours) / 2);

const graphOf = (plan: Plan, counts: (dependency: Dependency) => boolean): Graph<AchievementId> =>
  buildGraph(
    plan.achievements.map((achievement) => ({
      id: achievement.id,
      hours: estimatedHours(achievement) ?? unknownHours,
      priority: achievement.priority?.number ?? null,
    })),
    plan.achievements.flatMap(({ id, dependencies }) =>
      dependencies.filter(counts).map(({ on }) => ({ from: id, on })),
    ),
    compareIds,
  );

const drawnEdges = (plan: Plan, graph: Graph<AchievementId>): PlanGraph['drawn'] => {
  const whole = transitiveReduction(graph);
  const shown = new Set(whole.map(({ from, on }) => `${from} ${on}`));
  const believed = transitiveReduction(graphOf(plan, ({ strength }) => strength !== 'assumed'));
  return [...whole, ...believed.filter(({ from, on }) => !shown.has(`${from} ${on}`))].sort(
    (a, b) => compareIds(a.from, b.from) || compareIds(a.on, b.on),
  );
};

/** The levels and figures of a checked plan. */
export const planGraph = (plan: Plan): PlanGraph => {
  const graph = graphOf(plan, () => true);
  const byLevel = levels(graph);
  const path = criticalPath(graph);
  const sequentialHours = roundedHours(totalHours(graph));
  const { makespanHours } = simulate(graph, { executors: Infinity, conflicts: plan.conflicts });
  const parallelHours = roundedHours(makespanHours);
  const reduction = sequentialHours === 0 ? 0 : 1 - parallelHours / sequentialHours;
  return {
    plan,
    graph,
    levels: byLevel.map((achievements, level) => ({
      level,
      achievements,
      groups: groups(achievements, plan.conflicts),
    })),
    levelOf: new Map(byLevel.flatMap((achievements, level) => achievements.map((id) => [id, level] as const))),
    order: dispatch(dispatchRules(graph, { maxExecutors: Infinity }), { ready: graph.ids, running: [] }),
    criticalPath: { achievements: path.ids, hours: roundedHours(path.hours) },
    savings: { sequentialHours, parallelHours, reductionPercent: Math.round(reduction * 1000) / 10 },
    drawn: drawnEdges(plan, graph),
  };
};
