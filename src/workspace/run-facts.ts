import type { AchievementId } from '../domain/ids.ts';
import type { MendedFix } from '../domain/run.ts';

/** Something to be done with the newest run of a plan, on which nobody works. */
export interface OpenRun {
  readonly runId: string;
  /** `retry`: it has failed at `nodes`; `resume`: it was stopped or interrupted; `accept`: `nodes` wait to be taken over. */
  readonly step: 'retry' | 'resume' | 'accept';
  readonly nodes: readonly AchievementId[];
  /** The command that does it. */
  readonly command: string;
}

/** What runs add to the files, and all that they add. */
export interface RunFacts {
  /** An attempt of a live run works on it. */
  readonly running: ReadonlySet<AchievementId>;
  /** Merged, and nobody has approved it yet. */
  readonly awaitingApproval: ReadonlySet<AchievementId>;
  /** Merged and checked in the newest run that is not accepted: what depends on it may start. */
  readonly merged: ReadonlySet<AchievementId>;
  /** The newest run has failed at it. */
  readonly failed: ReadonlyMap<AchievementId, string>;
  /** Worked on and merged since a FIX sent it back; as long as the FIX reads as it did then. */
  readonly mended: ReadonlyMap<AchievementId, MendedFix>;
  /** Approved on the branch of that run, by the file of this path there. */
  readonly approved: ReadonlyMap<AchievementId, string>;
  /** Merged on the branch of a run that is not accepted, and nowhere else; null where nothing is. */
  readonly unaccepted: { readonly runId: string; readonly achievements: ReadonlySet<AchievementId> } | null;
  /** What can be done with the newest run, the recommended first. */
  readonly open: readonly OpenRun[];
}

/** What is known where nothing was run. */
export const emptyRunFacts: RunFacts = {
  running: new Set(),
  awaitingApproval: new Set(),
  merged: new Set(),
  failed: new Map(),
  mended: new Map(),
  approved: new Map(),
  unaccepted: null,
  open: [],
};
