import type { AchievementId } from '../domain/ids.ts';
import type { Plan } from '../domain/plan.ts';
import { conflictBoundHours } from '../graph/conflict-bound.ts';
import { criticalPath } from '../graph/critical-path.ts';
import { dispatchRules } from '../graph/dispatch-rules.ts';
import { enoughExecutors } from '../graph/enough-executors.ts';
import type { Graph } from '../graph/graph.ts';
import { improve } from '../graph/improve.ts';
import { lowerBoundHours, totalHours } from '../graph/lower-bound.ts';
import { simulate } from '../graph/simulate.ts';
import { withWrongEstimates } from '../graph/wrong-estimates.ts';
import { roundedHours } from './plan-graph.ts';
import { scheduleGraph } from './schedule-graph.ts';
import { waitsOf } from './schedule-waits.ts';
import type { Wait } from './schedule-waits.ts';

/** Estimates are off by a factor of e^0.5 or more either way for one achievement in three. */
const deviation = 0.5;

export interface ScheduleOptions {
  /** At least 1. */
  readonly executors: number;
  readonly pools?: Readonly<Record<string, number>>;
  /** The pool of an achievement, where it is not the usual one. */
  readonly poolOf?: Readonly<Record<string, string>>;
  /** Rounds of forward-backward improvement; 0 for none. */
  readonly improveRounds: number;
  /** Rounds with wrong estimates; 0 for none. */
  readonly rounds: number;
  readonly seed: number;
  /** Hours of an achievement without an estimate. */
  readonly defaultHours?: number;
  /** What needs not be done any more. */
  readonly done?: ReadonlySet<AchievementId>;
}

/** One achievement in a schedule. Hours count from its start. */
export interface ScheduledAchievement extends Wait {
  readonly id: AchievementId;
  readonly title: string;
  readonly level: number;
  readonly isCritical: boolean;
  /** From 1. */
  readonly executor: number;
  readonly startHours: number;
  readonly endHours: number;
}

/** Who does what when, and what that is to be compared with. Hours to two places. */
export interface Schedule {
  readonly plan: { readonly name: string; readonly title: string };
  readonly executors: number;
  /** Slots of the pools that limit it. */
  readonly pools: Readonly<Record<string, number>>;
  /** In the order of starting. */
  readonly assignments: readonly ScheduledAchievement[];
  readonly makespanHours: number;
  /** No schedule on so many executors is shorter. */
  readonly lowerBoundHours: number;
  /** Level after level, each starting when the one before is finished. */
  readonly barrierHours: number;
  readonly sequentialHours: number;
  /** More executors than `executors` make it no shorter than `makespanHours`. */
  readonly enough: { readonly executors: number; readonly makespanHours: number };
  readonly criticalPath: { readonly achievements: readonly AchievementId[]; readonly hours: number };
  /** How long it takes when estimates are wrong, and nobody plans anew. */
  readonly wrongEstimates: {
    readonly rounds: number;
    readonly seed: number;
    readonly medianHours: number;
    readonly ninetiethHours: number;
  } | null;
  readonly improvement: { readonly rounds: number; readonly beforeHours: number } | null;
  readonly withoutEstimate: readonly AchievementId[];
  readonly defaultHours: number | null;
  /** Achievements of the plan that are left out because they are done. */
  readonly leftOut: number;
}

/** Schedules a checked plan. Throws for less than one executor. */
export const schedule = (whole: Plan, options: ScheduleOptions): Schedule => {
  const { executors, pools = {}, improveRounds, rounds, seed, defaultHours, done = new Set() } = options;
  const { graph, plan, withoutEstimate } = scheduleGraph(whole, done, defaultHours, options.poolOf);
  const limits = { pools, conflicts: plan.conflicts };
  const before = simulate(graph, { ...limits, executors });
  const { simulation, order } = improve(graph, { ...limits, executors }, improveRounds);
  const path = criticalPath(graph);
  const enough = enoughExecutors(
    graph,
    (count) => improve(graph, { ...limits, executors: count }, improveRounds).simulation,
  );
  const spread =
    rounds === 0
      ? null
      : withWrongEstimates(
          graph,
          { ...limits, executors, order: order ?? usualOrder(graph) },
          { rounds, seed, deviation },
        );
  const waits = waitsOf(graph, simulation.assignments, plan.conflicts);
  const titles = new Map(plan.achievements.map(({ id, title }) => [id, title]));
  const onPath = new Set(path.ids);
  return {
    plan: { name: plan.name, title: plan.title },
    executors,
    pools: Object.fromEntries(Object.entries(pools).filter(([name]) => graph.pools.includes(name))),
    assignments: simulation.assignments.map(({ id, executor, startHours, endHours }) => ({
      id,
      title: titles.get(id) ?? '',
      level: graph.levelOf[graph.numbers.get(id)]!,
      isCritical: onPath.has(id),
      executor,
      startHours: roundedHours(startHours),
      endHours: roundedHours(endHours),
      ...roundedWait(waits.get(id)!),
    })),
    makespanHours: roundedHours(simulation.makespanHours),
    lowerBoundHours: roundedHours(
      Math.max(lowerBoundHours(graph, executors, pools), conflictBoundHours(graph, plan.conflicts)),
    ),
    barrierHours: roundedHours(simulate(graph, { ...limits, executors, barrier: true }).makespanHours),
    sequentialHours: roundedHours(totalHours(graph)),
    enough: { executors: enough.executors, makespanHours: roundedHours(enough.makespanHours) },
    criticalPath: { achievements: path.ids, hours: roundedHours(path.hours) },
    wrongEstimates:
      spread === null
        ? null
        : {
            rounds,
            seed,
            medianHours: roundedHours(spread.medianHours),
            ninetiethHours: roundedHours(spread.ninetiethHours),
          },
    improvement:
      improveRounds === 0 ? null : { rounds: improveRounds, beforeHours: roundedHours(before.makespanHours) },
    withoutEstimate,
    defaultHours: defaultHours ?? null,
    leftOut: whole.achievements.length - plan.achievements.length,
  };
};

const usualOrder = (graph: Graph<AchievementId>): AchievementId[] =>
  dispatchRules(graph, { maxExecutors: Infinity }).byRank.map((node) => graph.ids[node]!);

const roundedWait = ({ readyHours, conflicts }: Wait): Wait => ({
  readyHours: roundedHours(readyHours),
  conflicts: conflicts.map((held) => ({
    with: held.with,
    fromHours: roundedHours(held.fromHours),
    toHours: roundedHours(held.toHours),
  })),
});
