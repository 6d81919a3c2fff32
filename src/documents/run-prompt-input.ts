import type { PermissionLevel } from '../domain/agent.ts';
import type { AchievementId } from '../domain/ids.ts';
import type { RunNode, WorktreeMode } from '../domain/run.ts';

/** What was done in an achievement that this one needs. */
export interface DoneBefore {
  readonly id: AchievementId;
  readonly title: string;
  /** In the words of the attempt that did it; null where it left none. */
  readonly summary: string | null;
  /** Relative to the root of the workspace. */
  readonly changed: readonly string[];
  /** Its SUBPLAN and its logs, relative to the root of the workspace. */
  readonly documents: readonly string[];
}

/** An achievement that others work on, and files of it, relative to the root of the workspace. */
export interface OtherWork {
  readonly id: AchievementId;
  readonly title: string;
  readonly paths: readonly string[];
}

/** What an attempt may use up; null: not limited. */
export interface AttemptLimits {
  readonly timeoutMs: number | null;
  readonly idleTimeoutMs: number | null;
  readonly usd: number | null;
  readonly tokens: number | null;
  readonly turns: number | null;
}

/** Why there is another attempt. Texts are as they were printed. */
export type EarlierAttempt =
  | {
      readonly reason: 'failed';
      /** Why it did not count, in sentences. */
      readonly message: string;
      /** The last lines that the program or a check printed; may be empty. */
      readonly lastLines: string;
    }
  | {
      /** It was cut off by no fault of its work. Its session goes on, and what it had done is in the folder. */
      readonly reason: 'continued';
      readonly message: string;
    }
  | {
      /** The work was proved, and did not merge with what others had done meanwhile. */
      readonly reason: 'conflict';
      readonly message: string;
      readonly paths: readonly string[];
      /** Unified diff of what the others did since the earlier attempt began; it is in the tree now. */
      readonly others: string;
      /** Unified diff of what the earlier attempt did; it is not in the tree. */
      readonly own: string;
    }
  | {
      /** The work merged, and a check failed on the merged tree only. */
      readonly reason: 'check';
      readonly message: string;
      readonly lastLines: string;
      readonly others: string;
      readonly own: string;
    };

/** Everything that the prompt of an attempt is made from. No absolute path and no name of a repository belongs in here. */
export interface RunPromptInput {
  readonly plan: { readonly name: string; readonly title: string };
  readonly achievement: { readonly id: AchievementId; readonly title: string; readonly goal: string | null };
  /** How it is to be done: the SUBPLAN, else the PLAN's own section. `file` is relative to the root of the workspace. */
  readonly instructions: { readonly kind: 'subplan' | 'section'; readonly file: string; readonly text: string };
  /** Relative to the root of the workspace: files, folders or globs. */
  readonly deliverables: readonly string[];
  readonly successCriteria: readonly string[];
  readonly tests: readonly string[];
  /** The open FIX that sent it back; `file` is relative to the root of the workspace. Null: there is none. */
  readonly fix: { readonly file: string; readonly text: string } | null;
  readonly dependencies: readonly DoneBefore[];
  /** Others that are at work when the attempt begins, with their deliverables. */
  readonly running: readonly OtherWork[];
  /** Achievements that are not finished and touch the same paths. */
  readonly conflicts: readonly OtherWork[];
  /** Commands as a person would type them. */
  readonly checks: readonly string[];
  /** Globs of files that are put back before the checks run, as far as they are named. */
  readonly protectedFiles: readonly string[];
  readonly validationScript: string | null;
  readonly evidence: RunNode['evidence'];
  readonly mode: WorktreeMode;
  /** The pool that it has a slot of; some have a word of their own on what matters. */
  readonly pool: string;
  readonly limits: AttemptLimits;
  /** What an agent may do; null: who works on it is no agent. */
  readonly permissions: PermissionLevel | null;
  /** From 1. */
  readonly attempt: number;
  /** Null at the first attempt. */
  readonly earlier: EarlierAttempt | null;
}
