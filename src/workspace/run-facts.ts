import type { AchievementId } from '../domain/ids.ts';
import type { MendedFix } from '../domain/run.ts';

/** The newest run of a plan, when nobody works on it and something is to be done with it. */
export interface OpenRun {
  readonly runId: string;
  /** `retry`: it has failed at `nodes`; `resume`: it was stopped or interrupted; `accept`: what it did waits to be taken over. */
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
  /** Worked on and merged since a FIX sent it back; as long as the FIX reads as it did then. */
  readonly mended: ReadonlyMap<AchievementId, MendedFix>;
  /** Approved on the branch of that run, by the file of this path there. */
  readonly approved: ReadonlyMap<AchievementId, string>;
  /** Null: there is none, or it needs nobody. */
  readonly open: OpenRun | null;
}

/** What is known where nothing was run. */
export const emptyRunFacts: RunFacts = {
  running: new Set(),
  awaitingApproval: new Set(),
  merged: new Set(),
  mended: new Map(),
  approved: new Map(),
  open: null,
};
