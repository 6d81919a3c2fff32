import type { Claim, Conflict, Contradiction, Dependency, PairNote } from '../domain/evidence.ts';
import type { AchievementId } from '../domain/ids.ts';
import type { Discovery } from './discovery.ts';
import type { Independence } from './findings.ts';
import type { RemovedEvidence } from './unite.ts';

/** An edge with its reasons: `from` needs `dependency.on`. */
export interface ExplainedEdge {
  readonly from: AchievementId;
  readonly dependency: Dependency;
}

/** Why there is an edge between two achievements, or none. */
export interface Explanation {
  readonly a: AchievementId;
  readonly b: AchievementId;
  /** Ids asked for that the plan does not have; then all else is empty. */
  readonly unknown: readonly AchievementId[];
  /**
   * How the one comes to need the other: a single edge if directly, else a shortest way through others, from the one
   * that needs to the one that is needed. Empty: there is no order between the two.
   */
  readonly way: readonly ExplainedEdge[];
  readonly conflict: Conflict | null;
  readonly notes: readonly PairNote[];
  /** Evidence that a denial or a person took away. */
  readonly removed: readonly RemovedEvidence[];
  readonly denials: readonly Claim[];
  readonly independence: readonly Independence[];
  readonly contradictions: readonly Contradiction[];
}

/** Everything that was found about the pair, in both directions. */
export const explain = (discovery: Discovery, a: AchievementId, b: AchievementId): Explanation => {
  const rows = new Map(discovery.achievements.map(({ id, dependencies }) => [id, dependencies]));
  const unknown = [...new Set([a, b])].filter((id) => !rows.has(id));
  const isPair = (x: AchievementId, y: AchievementId): boolean => (x === a && y === b) || (x === b && y === a);
  const isEdge = ({ from, on }: { readonly from: AchievementId; readonly on: AchievementId }): boolean =>
    isPair(from, on);
  const forward = shortestWay(rows, a, b);
  return {
    a,
    b,
    unknown,
    way: forward.length > 0 ? forward : shortestWay(rows, b, a),
    conflict: discovery.conflicts.find((conflict) => isPair(conflict.a, conflict.b)) ?? null,
    notes: discovery.notes.filter(isEdge),
    removed: discovery.removed.filter(isEdge),
    denials: discovery.denials.filter(isEdge),
    independence: discovery.independence.filter(({ between }) => {
      const side = between.findIndex((ids) => ids.includes(a));
      return side >= 0 && between.some((ids, at) => at !== side && ids.includes(b));
    }),
    contradictions: discovery.contradictions.filter((one) => isPair(one.a, one.b)),
  };
};

const shortestWay = (
  rows: ReadonlyMap<AchievementId, readonly Dependency[]>,
  from: AchievementId,
  to: AchievementId,
): readonly ExplainedEdge[] => {
  const cameBy = new Map<AchievementId, ExplainedEdge>();
  const queue = [from];
  for (const next of queue) {
    for (const dependency of rows.get(next) ?? []) {
      if (cameBy.has(dependency.on)) continue;
      cameBy.set(dependency.on, { from: next, dependency });
      if (dependency.on === to) return wayBack(cameBy, from, to);
      queue.push(dependency.on);
    }
  }
  return [];
};

const wayBack = (
  cameBy: ReadonlyMap<AchievementId, ExplainedEdge>,
  from: AchievementId,
  to: AchievementId,
): readonly ExplainedEdge[] => {
  const way: ExplainedEdge[] = [];
  let at = to;
  do {
    const edge = cameBy.get(at)!;
    way.unshift(edge);
    at = edge.from;
  } while (at !== from);
  return way;
};
