import type { Dependency, Evidence } from '../domain/evidence.ts';
import type { AchievementId } from '../domain/ids.ts';
import { compareIds } from '../domain/ids.ts';
import type { ParsedPlan } from '../domain/plan.ts';
import type { PlanIndex } from './plan-index.ts';

export interface Assumptions {
  /** What each achievement is assumed to need, in id order. */
  readonly dependencies: ReadonlyMap<AchievementId, readonly Dependency[]>;
  /** Edges that were not assumed because they would have closed a cycle. */
  readonly leftOut: readonly {
    readonly from: AchievementId;
    readonly on: AchievementId;
    readonly evidence: Evidence;
  }[];
  /** The plan is so large that each achievement waits only for the nearest of the lower priority. */
  readonly isShortened: boolean;
}

/** Edges that are assumed at most: two priorities of five thousand each would make 25 million. */
const mostEdges = 2_000_000;

/**
 * What scope 2 assumes where nothing is said: an achievement waits for every achievement of the nearest lower priority,
 * unless its own dependencies are `given`. `isRefused` tells the pairs that somebody denied.
 */
export const assumeByPriority = (
  plan: ParsedPlan,
  index: PlanIndex,
  stated: ReadonlyMap<AchievementId, readonly Dependency[]>,
  given: ReadonlySet<AchievementId>,
  isRefused: (from: AchievementId, on: AchievementId) => boolean,
): Assumptions => {
  const numbers = [...index.priorities.keys()];
  const lowerOf = new Map(numbers.map((number, at) => [number, at === 0 ? undefined : numbers[at - 1]]));
  const priorityOf = new Map(plan.achievements.map((a) => [a.id, a.priority?.number]));
  const waiting = plan.achievements
    .filter(({ id, priority }) => priority !== null && lowerOf.get(priority.number) !== undefined && !given.has(id))
    .sort((a, b) => compareIds(a.id, b.id));

  const lowerIds = (number: number): readonly AchievementId[] => index.priorities.get(lowerOf.get(number)!) ?? [];
  const all = waiting.reduce((sum, { priority }) => sum + lowerIds(priority!.number).length, 0);
  const isShortened = all > mostEdges;
  const most = isShortened ? Math.max(1, Math.floor(mostEdges / waiting.length)) : Infinity;

  const dependents = new Map<AchievementId, AchievementId[]>();
  const addDependent = (from: AchievementId, on: AchievementId): void => {
    const known = dependents.get(on);
    if (known === undefined) dependents.set(on, [from]);
    else known.push(from);
  };
  for (const [from, row] of stated) for (const { on } of row) addDependent(from, on);
  // Assumed edges lead down; a cycle with one of `id` needs an edge that leads up past the priority of `id`.
  const upward = [...stated]
    .flatMap(([from, row]) =>
      row.map(({ on }) => [priorityOf.get(from) ?? -Infinity, priorityOf.get(on) ?? Infinity] as const),
    )
    .filter(([from, on]) => from < on);
  const mayClose = (number: number): boolean => upward.some(([from, on]) => from < number && number <= on);

  const dependencies = new Map<AchievementId, readonly Dependency[]>();
  const leftOut: Assumptions['leftOut'][number][] = [];
  for (const achievement of waiting) {
    const { id, position, priority } = achievement;
    const lower = lowerOf.get(priority!.number)!;
    const text = `Priority ${priority!.number} comes after Priority ${lower}, and nothing else is said of ${id}.`;
    const evidence: Evidence = {
      kind: 'assumption',
      file: plan.file,
      line: position.line,
      column: position.column,
      text,
    };
    const shared = [evidence];
    const behind = mayClose(priority!.number) ? dependentsOf(id, dependents) : undefined;
    const row: Dependency[] = [];
    const own = new Set(stated.get(id)?.map(({ on }) => on));
    for (const on of lowerIds(priority!.number).slice(isShortened ? -most : 0)) {
      if (own.has(on) || isRefused(id, on)) continue;
      if (behind?.has(on)) leftOut.push({ from: id, on, evidence });
      else row.push({ on, strength: 'assumed', evidence: shared });
    }
    if (row.length === 0) continue;
    dependencies.set(id, row);
    if (upward.length > 0) for (const { on } of row) addDependent(id, on);
  }
  return { dependencies, leftOut, isShortened };
};

/** Everything that needs `id`, directly or through others. */
const dependentsOf = (
  id: AchievementId,
  dependents: ReadonlyMap<AchievementId, readonly AchievementId[]>,
): ReadonlySet<AchievementId> => {
  const seen = new Set<AchievementId>();
  const queue = [id];
  for (const next of queue) {
    for (const one of dependents.get(next) ?? []) {
      if (seen.has(one)) continue;
      seen.add(one);
      queue.push(one);
    }
  }
  return seen;
};
