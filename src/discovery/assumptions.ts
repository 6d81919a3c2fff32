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

/** What somebody says of a pair, which an assumption gives way to. */
export interface SaidOfPairs {
  /** `from` does not need `on`. */
  readonly isRefused: (from: AchievementId, on: AchievementId) => boolean;
  /** The two run side by side. */
  readonly areBeside: (a: AchievementId, b: AchievementId) => boolean;
}

/**
 * What scope 2 assumes where nothing is said: an achievement waits for every achievement of the nearest lower priority,
 * unless its own dependencies are `given`. Where two priorities are said to run side by side, both wait for the one
 * below them, and what comes after waits for both.
 */
export const assumeByPriority = (
  plan: ParsedPlan,
  index: PlanIndex,
  stated: ReadonlyMap<AchievementId, readonly Dependency[]>,
  given: ReadonlySet<AchievementId>,
  { isRefused, areBeside }: SaidOfPairs,
): Assumptions => {
  const numbers = [...index.priorities.keys()];
  const lowerOf = new Map(numbers.map((number, at) => [number, at === 0 ? undefined : numbers[at - 1]]));
  const priorityOf = new Map(plan.achievements.map((a) => [a.id, a.priority?.number]));
  const waiting = plan.achievements
    .filter(({ id, priority }) => priority !== null && lowerOf.get(priority.number) !== undefined && !given.has(id))
    .sort((a, b) => compareIds(a.id, b.id));

  const idsOf = (number: number): readonly AchievementId[] => index.priorities.get(number) ?? [];
  const overlaps = new Map<number, boolean>();
  /** Whether anything of a priority runs beside something of the one below it. */
  const overlapsLower = (number: number): boolean => {
    const lower = lowerOf.get(number);
    const known = overlaps.get(number);
    const does = known ?? (lower !== undefined && idsOf(number).some((a) => idsOf(lower).some((b) => areBeside(a, b))));
    overlaps.set(number, does);
    return does;
  };
  /** The priorities that `id` is assumed to wait for, nearest first. */
  const awaited = (id: AchievementId, own: number): readonly number[] => {
    const numbers: number[] = [];
    for (let number = lowerOf.get(own); number !== undefined; number = lowerOf.get(number)) {
      numbers.push(number);
      if (!overlapsLower(number) && !idsOf(number).some((on) => areBeside(id, on))) break;
    }
    return numbers;
  };

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
    const behind = mayClose(priority!.number) ? dependentsOf(id, dependents) : undefined;
    const row: Dependency[] = [];
    const own = new Set(stated.get(id)?.map(({ on }) => on));
    for (const lower of awaited(id, priority!.number)) {
      const text = `Priority ${priority!.number} comes after Priority ${lower}, and nothing else is said of ${id}.`;
      const { line, column } = position;
      const evidence: Evidence = { kind: 'assumption', file: plan.file, line, column, text };
      const shared = [evidence];
      for (const on of idsOf(lower).slice(isShortened ? -most : 0)) {
        if (own.has(on) || isRefused(id, on) || areBeside(id, on)) continue;
        if (behind?.has(on)) leftOut.push({ from: id, on, evidence });
        else row.push({ on, strength: 'assumed', evidence: shared });
      }
    }
    row.sort((a, b) => compareIds(a.on, b.on));
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
