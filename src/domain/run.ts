import type { RetryClass } from './retry-class.ts';
import type { AchievementId } from './ids.ts';

/** What a run schedules. Today every node is an achievement of the plan. */
export type NodeId = AchievementId;

/** Where the scheduler has a node. The last five, and `failed`, are ends: nothing happens to them by itself. */
export const nodeStates = [
  'pending',
  'ready',
  'running',
  'backing_off',
  'verifying',
  'merging',
  'succeeded',
  'failed',
  'conflicted',
  'blocked',
  'skipped',
  'cancelled',
] as const;

export type NodeState = (typeof nodeStates)[number];

export const attemptOutcomes = [
  'succeeded',
  'failed',
  'timed_out',
  'idle_timed_out',
  'cancelled',
  'interrupted',
  /** No evidence, or a check failed. */
  'rejected',
  /** The work is there and proved, but cannot be merged. */
  'conflicted',
] as const;

export type AttemptOutcome = (typeof attemptOutcomes)[number];

export const runOutcomes = ['succeeded', 'partial', 'failed', 'cancelled', 'paused'] as const;

export type RunOutcome = (typeof runOutcomes)[number];

/** When to try again, and after how long. */
export interface RetryPolicy {
  /** Counts the first one; at least 1. */
  readonly maxAttempts: number;
  /** Wait before attempt 2. */
  readonly baseMs: number;
  /** Each further wait is so many times the one before. */
  readonly factor: number;
  /** `full`: anything between nothing and the wait. */
  readonly jitter: 'none' | 'full';
}

/**
 * What becomes of a node when its last attempt has failed. `fail`: what needs it is blocked, the rest goes on. `escalate`:
 * the same, and the run ends as `paused`, for a person to decide. `skip`: it is left out, and what needs it goes on.
 */
export type FailureStrategy = 'fail' | 'escalate' | 'skip';

/** How work reaches the result. `clone`: git; `copy`: a copy of the folder; `none`: all work in the one folder. */
export type WorktreeMode = 'clone' | 'copy' | 'none';

/** A node as a run has it: settled when the run is opened, and kept in its journal. */
export interface RunNode {
  readonly id: NodeId;
  readonly title: string;
  /** 0-based, in the whole plan. */
  readonly level: number;
  /** The middle of the estimate; null where there is none. */
  readonly hours: number | null;
  readonly priority: number | null;
  readonly pool: string;
  /** Of the nodes of this run, in id order; what was satisfied before is not among them. */
  readonly dependencies: readonly NodeId[];
  /** The first one, then those to fall back on when its attempts are used up. At least one name. */
  readonly executors: readonly string[];
  /** For each executor anew. */
  readonly retry: RetryPolicy;
  readonly onFailure: FailureStrategy;
  /** Null: no limit. */
  readonly timeoutMs: number | null;
  /** Without any output; null: no limit. */
  readonly idleTimeoutMs: number | null;
  /** `none`: it need not change anything. */
  readonly evidence: 'diff' | 'none';
  /** Paths relative to the root of the workspace: files, folders or globs. */
  readonly deliverables: readonly string[];
  /** Path relative to the root of the workspace, or null. */
  readonly validationScript: string | null;
  /** The FIX that was open when the run began, by the digest of its text; absent where none was. */
  readonly fix?: string;
}

/** What a run, and each of its attempts, may cost. Null: no limit. */
export interface BudgetLimits {
  readonly runUsd: number | null;
  readonly attemptUsd: number | null;
  /** Of all kinds together. */
  readonly runTokens: number | null;
  readonly attemptTokens: number | null;
  /** When that of the run is reached: nothing new starts (`drain`), or what runs is ended too (`stop`). */
  readonly onReached: 'drain' | 'stop';
}

export interface RunSettings {
  readonly maxExecutors: number;
  /** Slots by pool; a pool that is not named has `maxExecutors`. */
  readonly pools: Readonly<Record<string, number>>;
  readonly conflicts: readonly { readonly a: NodeId; readonly b: NodeId }[];
  /** A level starts only when the one before has ended. */
  readonly barrier: boolean;
  readonly mode: WorktreeMode;
  /** Absent: nothing is limited. */
  readonly budget?: BudgetLimits;
  /** The executor that judges work before it is merged; absent: nobody does. */
  readonly reviewer?: string;
}

/** The process that writes a journal. A pid alone may belong to somebody else after a restart. */
export interface ProcessIdentity {
  readonly bootId: string;
  readonly pid: number;
  /** When the process began, as the system tells it; empty where it does not. */
  readonly startTime: string;
}

/** Tokens and money of one attempt, as the attempt reported it. */
export interface AttemptUsage {
  readonly inputTokens: number;
  readonly outputTokens: number;
  readonly cacheReadTokens: number;
  readonly cacheWriteTokens: number;
  readonly model: string | null;
}

/** A node that was settled before this run began. */
export interface SettledNode {
  readonly id: NodeId;
  readonly title: string;
  readonly level: number;
  readonly why: 'complete' | 'skipped' | 'merged';
  /** A run before has mended what a FIX sent it back for. */
  readonly mended?: MendedFix;
}

/** A FIX whose achievement a run has worked on since it was written, and merged. */
export interface MendedFix {
  readonly runId: string;
  /** The digest of the text that was to be mended. */
  readonly fix: string;
}

/** How a check or a validation script ended. */
export interface CheckResult {
  /** The command as a person would type it. */
  readonly name: string;
  /** `not_run`: nobody has trusted it; or it passed and does not count, because the attempt wrote it itself. */
  readonly outcome: 'passed' | 'failed' | 'not_run';
  /** Why it was not run, or the line of what it printed that tells most. */
  readonly detail: string;
  readonly seconds: number;
}

/** What an attempt left behind, as git and the checks tell it; nothing of it is the attempt's own word. */
export interface AttemptEvidence {
  /** Paths that differ from the attempt's base, in path order. */
  readonly changed: readonly string[];
  /** Those of `changed` that the base does not have; absent where nobody looked. */
  readonly created?: readonly string[];
  /** Changes that were put back: approvals, the PLAN, other achievements' documents. */
  readonly takenBack: readonly string[];
  /** Changed files that a check is frozen by. */
  readonly protectedChanged: readonly string[];
  /** Files that git ignores and that stay behind. */
  readonly ignored: readonly string[];
  readonly checks: readonly CheckResult[];
  /** Nothing but the attempt itself says that the work is right: no check counts. */
  readonly unverified: boolean;
  /** Odd things worth a look, in sentences: the scripts of package.json were changed, say. */
  readonly remarks: readonly string[];
}

/**
 * Everything that happens in a run. *Facts* come from the world; *decisions* are what the scheduler makes of them. Both
 * are written to the journal before anything is done about them, and the run's state is their fold.
 */
export type RunEvent = RunFact | RunDecision;

export type RunFact =
  | {
      readonly type: 'opened';
      readonly runId: string;
      readonly plan: { readonly name: string; readonly title: string; readonly file: string };
      readonly process: ProcessIdentity;
      /** The commit that the run starts from; null without git. */
      readonly baseCommit: string | null;
      /** Where the integration branch begins: the base, with the plan's documents and what earlier runs merged. */
      readonly tip: string | null;
      /** Short name of the branch; null without git. */
      readonly integrationBranch: string | null;
      /** The unaccepted run whose branch this one goes on from. */
      readonly after: string | null;
      readonly configDigest: string;
      /** Of the configuration's text as it is kept with the run. */
      readonly configFileDigest?: string;
      readonly settings: RunSettings;
      readonly nodes: readonly RunNode[];
      readonly settled: readonly SettledNode[];
    }
  | {
      readonly type: 'reopened';
      readonly process: ProcessIdentity;
      /** What holds from now on; absent: what held before. */
      readonly budget?: BudgetLimits;
    }
  /** The program runs; `group` is its process group, by which it is found again. */
  | { readonly type: 'attempt_spawned'; readonly node: NodeId; readonly attempt: number; readonly group: number }
  /** The session of an agent, by which its work can be taken up again after a crash. */
  | { readonly type: 'attempt_session'; readonly node: NodeId; readonly attempt: number; readonly session: string }
  /** The program ended well; now it has to be proved. */
  | { readonly type: 'verifying'; readonly node: NodeId; readonly attempt: number }
  | {
      readonly type: 'attempt_ended';
      readonly node: NodeId;
      readonly attempt: number;
      readonly outcome: Exclude<AttemptOutcome, 'conflicted'>;
      readonly exitCode: number | null;
      /** Why, in one sentence; empty when it succeeded. */
      readonly message: string;
      /** The work as a commit in the store; null where nothing was committed. */
      readonly commit: string | null;
      readonly evidence: AttemptEvidence | null;
      /** What the attempt says it did, in its own words. */
      readonly summary: string | null;
      readonly usage: AttemptUsage | null;
      readonly costUsd: number | null;
      /** Of the program alone, without making the clone and the checks. */
      readonly seconds: number;
      /** Of an agent that did not succeed: whether, and when, to try again. */
      readonly retryClass?: RetryClass;
      /** Not before so many milliseconds, where the agent was told. */
      readonly retryAfterMs?: number;
    }
  | { readonly type: 'backed_off'; readonly node: NodeId }
  | {
      readonly type: 'merged';
      readonly node: NodeId;
      readonly attempt: number;
      /** The merge commit; it is the tip of the integration branch. */
      readonly commit: string;
      /** The APPROVED file that went in with it, relative to the root; null where a person has to approve. */
      readonly approved: string | null;
    }
  | {
      readonly type: 'merge_failed';
      readonly node: NodeId;
      readonly attempt: number;
      readonly reason: 'conflict' | 'check';
      /** Paths in conflict; empty for a check. */
      readonly paths: readonly string[];
      readonly message: string;
    }
  /**
   * A resume has found the work of this attempt in the integration branch, and the journal did not say so: planloom died
   * in between, or the end of the journal is gone. `work` is the attempt's commit, `commit` its merge.
   */
  | {
      readonly type: 'merge_found';
      readonly node: NodeId;
      readonly attempt: number;
      readonly work: string;
      readonly commit: string;
      readonly approved: string | null;
    }
  /**
   * A resume has not found what the journal says was proved or merged. `merge`: the work is there, and is merged again;
   * `attempt`: it is gone, too, and is done again. The branch is at `tip`.
   */
  | {
      readonly type: 'merge_lost';
      readonly node: NodeId;
      readonly attempt: number;
      readonly again: 'merge' | 'attempt';
      readonly tip: string;
    }
  /** The tip of the integration branch is in the user's repository. */
  | { readonly type: 'published'; readonly commit: string }
  /** Failed, conflicted and cancelled nodes are to be tried again, with what they blocked. */
  | { readonly type: 'retry_asked'; readonly nodes: readonly NodeId[] }
  | { readonly type: 'skip_asked'; readonly node: NodeId }
  /** The attempts that work on these nodes are to be ended; the rest goes on. */
  | { readonly type: 'cancel_asked'; readonly nodes: readonly NodeId[] }
  /** Nothing new starts until `go_on_asked`; what runs is finished. */
  | { readonly type: 'pause_asked' }
  | { readonly type: 'go_on_asked' }
  /** `drain`: nothing new starts; `stop`: what runs is ended too. */
  | { readonly type: 'stop_asked'; readonly how: 'drain' | 'stop' }
  | { readonly type: 'accepted'; readonly commit: string; readonly into: string }
  /** A person has given its branch up: what it has merged counts no more. */
  | { readonly type: 'discarded' }
  /** A person has approved it on the integration branch, by the file at `path`; `commit` is the branch's new tip. */
  | { readonly type: 'approved'; readonly achievement: NodeId; readonly path: string; readonly commit: string };

export type RunDecision =
  | {
      readonly type: 'attempt_started';
      readonly node: NodeId;
      readonly attempt: number;
      readonly executor: string;
      /** The lowest free number from 1: who works on it. */
      readonly slot: number;
      readonly reason: 'first' | 'retry' | 'fallback' | 'conflict' | 'check' | 'asked';
    }
  /** `untilMs`: milliseconds since 1970. */
  | { readonly type: 'backing_off'; readonly node: NodeId; readonly attempt: number; readonly untilMs: number }
  | { readonly type: 'merge_started'; readonly node: NodeId; readonly attempt: number }
  | { readonly type: 'node_succeeded'; readonly node: NodeId; readonly attempt: number; readonly unverified: boolean }
  | {
      readonly type: 'node_failed';
      readonly node: NodeId;
      readonly state: 'failed' | 'conflicted';
      readonly escalated: boolean;
      readonly message: string;
    }
  | { readonly type: 'node_skipped'; readonly node: NodeId; readonly message: string }
  /** `nodes` can not be reached any more because `by` did not succeed. */
  | { readonly type: 'blocked'; readonly nodes: readonly NodeId[]; readonly by: NodeId }
  | { readonly type: 'cancelled'; readonly nodes: readonly NodeId[] }
  /** The run has spent what it may: nothing new starts; `stop`: what runs is ended too. What is proved is still merged. */
  | {
      readonly type: 'budget_reached';
      readonly unit: 'usd' | 'tokens';
      readonly limit: number;
      readonly spent: number;
      readonly then: 'drain' | 'stop';
    }
  | { readonly type: 'closed'; readonly outcome: RunOutcome };

/** A line of the journal. `at`: milliseconds since 1970. */
export interface JournalEntry {
  readonly at: number;
  readonly event: RunEvent;
}
