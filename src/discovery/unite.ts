import type { Claim, Dependency, Evidence } from '../domain/evidence.ts';
import type { AchievementId } from '../domain/ids.ts';
import { compareIds } from '../domain/ids.ts';
import { compareEvidence, rankOf, strengthOf } from './evidence-rank.ts';

/** Evidence for an edge that a denial took away. `stands`: stronger evidence keeps the edge. */
export interface RemovedEvidence {
  readonly from: AchievementId;
  readonly on: AchievementId;
  readonly by: Evidence;
  readonly evidence: readonly Evidence[];
  readonly stands: boolean;
}

export interface Union {
  /** What each achievement needs, in id order. Achievements that need nothing are missing. */
  readonly dependencies: ReadonlyMap<AchievementId, readonly Dependency[]>;
  readonly removed: readonly RemovedEvidence[];
}

/**
 * The union of all claims. A denial removes the evidence for its edge that ranks behind it; an edge without evidence
 * is none. Claims that an achievement needs itself are dropped.
 */
export const unite = (claims: readonly Claim[], denials: readonly Claim[]): Union => {
  const denied = new Map<string, Evidence>();
  for (const { from, on, evidence } of denials) {
    const key = `${from} ${on}`;
    const strongest = denied.get(key);
    if (strongest === undefined || compareEvidence(evidence, strongest) < 0) denied.set(key, evidence);
  }

  const edges = new Map<AchievementId, Map<AchievementId, Evidence[]>>();
  for (const { from, on, evidence } of claims) {
    if (from === on) continue;
    const row = edges.get(from) ?? new Map<AchievementId, Evidence[]>();
    edges.set(from, row);
    const known = row.get(on);
    if (known === undefined) row.set(on, [evidence]);
    else known.push(evidence);
  }

  const removed: RemovedEvidence[] = [];
  const dependencies = new Map<AchievementId, readonly Dependency[]>();
  for (const [from, row] of edges) {
    const kept: Dependency[] = [];
    for (const [on, all] of row) {
      const by = denied.size === 0 ? undefined : denied.get(`${from} ${on}`);
      const evidence = (by === undefined ? all : all.filter((one) => rankOf(one) <= rankOf(by))).sort(compareEvidence);
      if (by !== undefined && evidence.length < all.length) {
        const gone = all.filter((one) => !evidence.includes(one)).sort(compareEvidence);
        removed.push({ from, on, by, evidence: gone, stands: evidence.length > 0 });
      }
      const strongest = evidence[0];
      if (strongest !== undefined) kept.push({ on, strength: strengthOf(strongest.kind), evidence });
    }
    if (kept.length > 0)
      dependencies.set(
        from,
        kept.sort((a, b) => compareIds(a.on, b.on)),
      );
  }
  removed.sort((a, b) => compareIds(a.from, b.from) || compareIds(a.on, b.on));
  return { dependencies, removed };
};
