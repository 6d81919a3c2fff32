import { compareIds } from '../domain/ids.ts';
import type { AchievementId } from '../domain/ids.ts';
import type { Condition, Status } from '../domain/status.ts';
import type { RunFacts } from './run-facts.ts';

export interface AchievementCondition {
  /** Null for what is complete, skipped, or failed and not being worked on. */
  readonly condition: Condition | null;
  /** Blocked: the failed ones it depends on, directly or not. Waiting: the direct unsatisfied ones. In id order. */
  readonly blockedBy: readonly AchievementId[];
}

/**
 * What the graph and the runs say beyond the status. `dependencies` are the direct ones. What stands behind a dependency
 * that is satisfied holds nobody up any more, so a failure there does not block.
 */
export const conditions = (
  dependencies: ReadonlyMap<AchievementId, readonly AchievementId[]>,
  statuses: ReadonlyMap<AchievementId, Status>,
  facts: RunFacts,
): ReadonlyMap<AchievementId, AchievementCondition> => {
  const isSatisfied = (id: AchievementId): boolean => {
    const status = statuses.get(id);
    // A FIX on something merged takes the merge back, until it is resolved.
    return status === 'complete' || status === 'skipped' || (facts.merged.has(id) && status !== 'failed');
  };
  const dependents = new Map<AchievementId, AchievementId[]>();
  for (const [id, on] of dependencies) {
    for (const dependency of on) {
      const list = dependents.get(dependency);
      if (list === undefined) dependents.set(dependency, [id]);
      else list.push(id);
    }
  }

  const failures = new Map<AchievementId, AchievementId[]>();
  const failed = [...statuses]
    .filter(([, status]) => status === 'failed')
    .map(([id]) => id)
    .sort(compareIds);
  for (const failure of failed) {
    const seen = new Set([failure]);
    const open = [failure];
    for (let id = open.pop(); id !== undefined; id = open.pop()) {
      for (const dependent of dependents.get(id) ?? []) {
        if (seen.has(dependent)) continue;
        seen.add(dependent);
        if (isSatisfied(dependent)) continue;
        const list = failures.get(dependent);
        if (list === undefined) failures.set(dependent, [failure]);
        else list.push(failure);
        open.push(dependent);
      }
    }
  }

  const conditionOf = (id: AchievementId, status: Status): AchievementCondition => {
    if (status === 'complete' || status === 'skipped') return { condition: null, blockedBy: [] };
    if (facts.running.has(id)) return { condition: 'running', blockedBy: [] };
    if (status === 'failed') return { condition: null, blockedBy: [] };
    if (facts.awaitingApproval.has(id)) return { condition: 'awaiting_approval', blockedBy: [] };
    const blockedBy = failures.get(id) ?? [];
    if (blockedBy.length > 0) return { condition: 'blocked', blockedBy };
    const unsatisfied = (dependencies.get(id) ?? []).filter((dependency) => !isSatisfied(dependency));
    if (unsatisfied.length === 0) return { condition: 'ready', blockedBy: [] };
    return { condition: 'waiting', blockedBy: [...new Set(unsatisfied)].sort(compareIds) };
  };
  return new Map([...statuses].map(([id, status]) => [id, conditionOf(id, status)]));
};
