import type { AchievementId } from '../domain/ids.ts';

/** What runs add to the files, and all that they add. */
export interface RunFacts {
  /** An attempt of a live run works on it. */
  readonly running: ReadonlySet<AchievementId>;
  /** Merged, and nobody has approved it yet. */
  readonly awaitingApproval: ReadonlySet<AchievementId>;
  /** Merged and checked in the newest run that is not accepted: what depends on it may start. */
  readonly merged: ReadonlySet<AchievementId>;
  /** Approved on the branch of that run, by the file of this path there. */
  readonly approved: ReadonlyMap<AchievementId, string>;
}

/** What is known where nothing was run. */
export const emptyRunFacts: RunFacts = {
  running: new Set(),
  awaitingApproval: new Set(),
  merged: new Set(),
  approved: new Map(),
};
