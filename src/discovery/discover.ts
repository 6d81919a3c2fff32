import type { Claim, Dependency } from '../domain/evidence.ts';
import type { AchievementId } from '../domain/ids.ts';
import { compareIds } from '../domain/ids.ts';
import type { ParsedPlan, ParsedSubplan, PlannedAchievement, Scope } from '../domain/plan.ts';
import type { Problem } from '../domain/problem.ts';
import { findCycles } from '../graph/cycles.ts';
import { buildGraph } from '../graph/graph.ts';
import { hasPath, reachability } from '../graph/reachability.ts';
import { assumeByPriority } from './assumptions.ts';
import { attributeDifferences } from './attribute-differences.ts';
import { findConflicts } from './conflicts.ts';
import { findContradictions } from './contradictions.ts';
import type { Discovery } from './discovery.ts';
import type { Independence } from './findings.ts';
import { planClaims } from './plan-claims.ts';
import type { PlanIndex } from './plan-index.ts';
import { indexPlan } from './plan-index.ts';
import {
  cycleProblems,
  leftOutProblems,
  recordedProblems,
  selfProblems,
  shortenedProblems,
  unknownProblems,
} from './problems.ts';
import { subplanClaims } from './subplan-claims.ts';
import { touchedPaths } from './touched-paths.ts';
import { unite } from './unite.ts';

export interface DiscoverInput {
  readonly plan: ParsedPlan;
  readonly subplans?: readonly ParsedSubplan[];
  /** What people, agents and imports put into parallel.json, and what a person took away (`denials`, kind `manual`). */
  readonly recorded?: { readonly claims: readonly Claim[]; readonly denials: readonly Claim[] };
  /** 2 if not given. */
  readonly scope?: Scope;
  /** Whether the scope's default holds where nothing is said; `scope` if not given. */
  readonly assume?: 'none' | 'scope';
}

/** The graph of a plan from all its sources: the union of the evidence, what is assumed, and what is wrong with it. */
export const discover = ({
  plan,
  subplans = [],
  recorded = { claims: [], denials: [] },
  scope = 2,
  assume = 'scope',
}: DiscoverInput): Discovery => {
  const index = indexPlan(plan);
  const own = subplans.filter(({ achievement }) => index.order.has(achievement));
  const inPlan = planClaims(plan, index);
  const inSubplans = subplanClaims(own, plan, index);
  const isKnown = ({ from, on }: Claim): boolean => index.order.has(from) && index.order.has(on);

  const claims = [...inPlan.claims, ...inSubplans.claims, ...recorded.claims.filter(isKnown)];
  const denials = [...inPlan.denials, ...inSubplans.denials, ...recorded.denials.filter(isKnown)];
  const union = unite(claims, denials);

  const given = new Set(
    [...inPlan.given, ...inSubplans.given].flatMap((one) => (one.what === 'needs' ? [one.achievement] : [])),
  );
  const refused = new Set(denials.map(({ from, on }) => `${from} ${on}`));
  const assumed =
    scope === 2 && assume === 'scope'
      ? assumeByPriority(plan, index, union.dependencies, given, {
          isRefused: (from, on) => refused.has(`${from} ${on}`),
          areBeside: besideEachOther(inPlan.independence),
        })
      : { dependencies: new Map<AchievementId, readonly Dependency[]>(), leftOut: [], isShortened: false };
  const dependencies = joined(union.dependencies, assumed.dependencies);

  const byId = new Map(plan.achievements.map((achievement) => [achievement.id, achievement]));
  const achievements = index.ids.map((id): PlannedAchievement => ({
    ...byId.get(id)!,
    dependencies: dependencies.get(id) ?? [],
  }));
  const { cycles, areOrdered } = orderOf(achievements);
  const { conflicts, cutShort } = findConflicts(touchedPaths(plan, own), areOrdered);

  return {
    file: plan.file,
    name: plan.name,
    title: plan.title,
    metadata: plan.metadata,
    scope,
    achievements,
    conflicts,
    contradictions: findContradictions({
      dependencies,
      denials,
      independence: inPlan.independence,
      given: [...inPlan.given, ...inSubplans.given],
    }),
    groupStatements: inPlan.groupStatements,
    notes: inSubplans.notes,
    independence: inPlan.independence,
    denials,
    removed: union.removed,
    problems: [
      ...plan.problems,
      ...own.flatMap((subplan) => subplan.problems),
      ...unknownProblems(inPlan.unknown, index, true),
      ...unknownProblems(inSubplans.unknown, index, false),
      ...selfProblems([...inPlan.selves, ...inSubplans.selves]),
      ...shortenedProblems(inPlan.shortened),
      ...recordedProblems(recorded.claims, index),
      ...cycleProblems(cycles, dependencies, plan),
      ...leftOutProblems(assumed.leftOut),
      ...(assumed.isShortened ? [tooManyAssumptions(plan)] : []),
      ...attributeDifferences(plan, own),
      ...(cutShort ? [tooManyConflicts(plan, index)] : []),
    ],
  };
};

/** Whether a line puts two achievements side by side. */
const besideEachOther = (independence: readonly Independence[]) => {
  const sidesOf = new Map<AchievementId, ReadonlyMap<AchievementId, number>[]>();
  for (const { between } of independence) {
    const sides = new Map(between.flatMap((ids, side) => ids.map((id) => [id, side] as const)));
    for (const id of sides.keys()) sidesOf.set(id, [...(sidesOf.get(id) ?? []), sides]);
  }
  return (a: AchievementId, b: AchievementId): boolean =>
    sidesOf.get(a)?.some((sides) => sides.has(b) && sides.get(a) !== sides.get(b)) === true;
};

const joined = (
  stated: ReadonlyMap<AchievementId, readonly Dependency[]>,
  assumed: ReadonlyMap<AchievementId, readonly Dependency[]>,
): ReadonlyMap<AchievementId, readonly Dependency[]> => {
  const all = new Map(stated);
  for (const [id, row] of assumed) {
    const said = stated.get(id);
    all.set(id, said ? [...said, ...row].sort((a, b) => compareIds(a.on, b.on)) : row);
  }
  return all;
};

const orderOf = (achievements: readonly PlannedAchievement[]) => {
  const nodes = achievements.map(({ id }) => ({ id, hours: 0, priority: null }));
  const edges = achievements.flatMap(({ id, dependencies }) => dependencies.map(({ on }) => ({ from: id, on })));
  const graph = buildGraph(nodes, edges, compareIds);
  const cycles = findCycles(graph);
  // All pairs at once take memory by the square of the plan: asked for only when the first pair is looked at.
  let all: ReturnType<typeof reachability<AchievementId>> | undefined;
  const leads = (from: AchievementId, to: AchievementId): boolean =>
    cycles.length > 0 ? hasPath(graph, from, to) : (all ??= reachability(graph)).hasPath(from, to);
  return { cycles, areOrdered: (a: AchievementId, b: AchievementId): boolean => leads(a, b) || leads(b, a) };
};

const tooManyConflicts = (plan: ParsedPlan, { ids }: PlanIndex): Problem => ({
  rule: 'too-many-conflicts',
  severity: 'warning',
  at: { file: plan.file },
  message: `So many of the ${ids.length} achievements touch the same paths that not every conflict is listed.`,
  advice: 'Name the files of each achievement more narrowly, or run this plan without parallel work.',
});

const tooManyAssumptions = (plan: ParsedPlan): Problem => ({
  rule: 'too-many-assumptions',
  severity: 'warning',
  at: { file: plan.file },
  message:
    'The priorities are so large that each achievement is assumed to wait only for the nearest of the one below.',
  advice: 'Give the achievements Dependencies fields, or use scope 3, which assumes nothing.',
});
