import type { AchievementId } from '../../domain/ids.ts';
import type { OpenPart } from '../open-parts.ts';
import type { WorkPromptKind } from './work-prompt-kinds.ts';

/** A text and the file that it stands in, relative to the root of the workspace. */
export interface PromptText {
  readonly file: string;
  readonly text: string;
}

/** An EXECUTION_TASK, and what its status says, in words. */
export interface PromptTask extends PromptText {
  readonly says: string;
}

/** The achievement that a prompt is about. What its kind does not need is empty, or null. */
export interface PromptAchievement {
  readonly id: AchievementId;
  readonly title: string;
  /** A sentence: how far the work is, by what its documents and runs say. */
  readonly claim: string;
  readonly goal: string | null;
  readonly successCriteria: readonly string[];
  /** Paths where they name one. */
  readonly deliverables: readonly string[];
  readonly validationScript: string | null;
  /** `place`: file and lines. */
  readonly section: { readonly place: string; readonly text: string };
  readonly needs: readonly {
    readonly id: AchievementId;
    readonly title: string;
    readonly status: string;
    readonly subplan: string | null;
  }[];
  /** Those of them that are not complete, and so hold it up. */
  readonly waitsFor: readonly AchievementId[];
  readonly conflicts: readonly {
    readonly id: AchievementId;
    readonly title: string;
    readonly paths: readonly string[];
  }[];
  /** Where its SUBPLAN is, or will be. */
  readonly subplanFile: string;
  readonly subplan: string | null;
  readonly subplanOpen: readonly OpenPart[];
  readonly tasks: readonly PromptTask[];
  readonly taskOpen: readonly OpenPart[];
  /** EXECUTION_TASKs of the achievement that are not shown. */
  readonly otherTasks: readonly Omit<PromptTask, 'text'>[];
  /** The EXECUTION_TASK that is made next; `isFirst`: planloom makes it. */
  readonly nextTask: { readonly file: string; readonly isFirst: boolean };
  /** The text is null where only its name is wanted. */
  readonly fix: { readonly file: string; readonly text: string | null } | null;
  readonly resolution: PromptText | null;
  /** Where a RESOLUTION is, or will be. */
  readonly resolutionFile: string;
}

/** Where a plan stands. */
export interface PromptState {
  readonly goal: string | null;
  /** A sentence. */
  readonly counts: string;
  /** A sentence; null where the plan has no estimates. */
  readonly hours: string | null;
  readonly achievements: readonly {
    readonly id: AchievementId;
    readonly title: string;
    readonly status: string;
    readonly waitsFor: readonly AchievementId[];
    /** Files of work that is going on or was sent back. */
    readonly files: readonly string[];
  }[];
  readonly next: readonly { readonly say: string; readonly command?: string }[];
  /** Sentences, with their places. */
  readonly differences: readonly string[];
  /** Deliverables of finished achievements that are not on disk. */
  readonly missing: readonly { readonly id: AchievementId; readonly paths: readonly string[] }[];
  /** `place`: file and lines. */
  readonly handoff: { readonly place: string; readonly text: string } | null;
}

/** Everything that a prompt is made from. Files are relative to the root of the workspace. */
export interface WorkPromptInput {
  readonly kind: WorkPromptKind;
  readonly plan: {
    readonly name: string;
    readonly title: string;
    readonly file: string;
    /** How a command names it. */
    readonly argument: string;
  };
  /** Null for a prompt about the plan as a whole. */
  readonly achievement: PromptAchievement | null;
  /** Null for a prompt about one achievement. */
  readonly state: PromptState | null;
}
