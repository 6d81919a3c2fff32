import type { Claim } from '../domain/evidence.ts';
import type { AchievementId } from '../domain/ids.ts';
import type { Status } from '../domain/status.ts';
import { dependentsOf } from '../graph/graph.ts';
import { reachability } from '../graph/reachability.ts';
import type { ParallelContent } from '../parallel-json/parallel-content.ts';
import type { ParallelFile } from '../parallel-json/parallel-file.ts';
import { personal } from '../parallel-json/personal.ts';
import type { PersonalClaims } from '../parallel-json/personal.ts';
import { estimatedHours, roundedHours } from './plan-graph.ts';
import type { PlanGraph } from './plan-graph.ts';

/** Up to so many achievements all pairs that may run side by side are listed; beyond, only those of the same level. */
const mostForAllPairs = 1000;

/** Who may run beside whom: no way between them, and no path that both touch. */
const partners = ({ plan, graph, levels }: PlanGraph): ReadonlyMap<AchievementId, readonly AchievementId[]> => {
  const apart = new Map<AchievementId, Set<AchievementId>>(plan.achievements.map(({ id }) => [id, new Set()]));
  for (const { a, b } of plan.conflicts) {
    apart.get(a)?.add(b);
    apart.get(b)?.add(a);
  }
  const together = (id: AchievementId, others: readonly AchievementId[]): readonly AchievementId[] =>
    others.filter((other) => other !== id && apart.get(id)?.has(other) === false);
  if (plan.achievements.length <= mostForAllPairs) {
    const pairs = reachability(graph);
    return new Map(plan.achievements.map(({ id }) => [id, together(id, pairs.independentOf(id))]));
  }
  return new Map(
    levels.flatMap(({ achievements }) => achievements.map((id) => [id, together(id, achievements)] as const)),
  );
};

/**
 * What parallel.json shows of a plan. `folder` is the plan's, named as the files of the evidence are; `proposed` is what
 * an answer adds to what `previous` holds.
 */
export const parallelContent = (
  planGraph: PlanGraph,
  folder: string,
  previous: ParallelFile | null,
  withStatus?: ReadonlyMap<AchievementId, Status>,
  proposed?: PersonalClaims,
): ParallelContent => {
  const { plan, graph, levels, criticalPath, savings } = planGraph;
  const beside = partners(planGraph);
  const denials = [...(previous === null ? [] : personal(previous).denials), ...(proposed?.denials ?? [])];
  const isPersons = ({ evidence }: Claim): boolean => evidence.kind === 'manual';
  const removed = denials.filter(isPersons);
  const silenced = denials.filter((denial) => !isPersons(denial));
  const hours = new Map(plan.achievements.map((achievement) => [achievement.id, estimatedHours(achievement) ?? 0]));
  return {
    folder,
    planName: plan.name,
    scope: plan.scope,
    achievements: plan.achievements.map((achievement) => ({
      id: achievement.id,
      title: achievement.title,
      priority: achievement.priority?.number ?? null,
      estimate: achievement.estimate,
      dependencies: achievement.dependencies,
      removed: removed.filter(({ from }) => from === achievement.id).map(({ on }) => on),
      silenced: silenced.filter(({ from }) => from === achievement.id),
      blocks: dependentsOf(graph, achievement.id),
      parallelizableWith: beside.get(achievement.id) ?? [],
      deliverables: achievement.deliverables,
      validationScript: achievement.validationScript,
    })),
    levels: levels.map(({ level, achievements, groups }) => ({
      level,
      achievements,
      groups,
      hours: roundedHours(groups.reduce((sum, group) => sum + Math.max(...group.map((id) => hours.get(id) ?? 0)), 0)),
    })),
    conflicts: plan.conflicts,
    criticalPath,
    savings,
    contradictions: plan.contradictions,
    ...(withStatus === undefined ? {} : { withStatus }),
  };
};
