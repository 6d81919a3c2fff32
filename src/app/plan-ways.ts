import type { Dependency } from '../domain/evidence.ts';
import type { AchievementId } from '../domain/ids.ts';

/** What each achievement needs. */
export type Needs = ReadonlyMap<AchievementId, readonly Dependency[]>;

/** Whether more than an assumption speaks for an edge. */
export const believed = ({ strength }: Dependency): boolean => strength !== 'assumed';

/** The edge that says that `from` needs `on`, if there is one. */
export const dependencyOf = (needs: Needs, from: AchievementId, on: AchievementId): Dependency | undefined =>
  needs.get(from)?.find((one) => one.on === on);

/** Everything that `from` waits for, directly or by way of others. */
export const reach = (needs: Needs, from: AchievementId): ReadonlySet<AchievementId> => {
  const seen = new Set<AchievementId>();
  const queue = [from];
  for (const id of queue) {
    for (const { on } of needs.get(id) ?? []) {
      if (seen.has(on)) continue;
      seen.add(on);
      queue.push(on);
    }
  }
  return seen;
};

/** The edges of a shortest way by which `from` comes to need `to`; empty when it does not. */
export const wayBetween = (
  needs: Needs,
  from: AchievementId,
  to: AchievementId,
): readonly (Dependency & { readonly from: AchievementId })[] => {
  const cameBy = new Map<AchievementId, Dependency & { readonly from: AchievementId }>();
  const queue = [from];
  for (const id of queue) {
    for (const dependency of needs.get(id) ?? []) {
      if (cameBy.has(dependency.on)) continue;
      cameBy.set(dependency.on, { ...dependency, from: id });
      if (dependency.on !== to) queue.push(dependency.on);
      else {
        const way: (Dependency & { readonly from: AchievementId })[] = [];
        for (
          let edge = cameBy.get(to);
          edge !== undefined;
          edge = edge.from === from ? undefined : cameBy.get(edge.from)
        ) {
          way.unshift(edge);
        }
        return way;
      }
    }
  }
  return [];
};
