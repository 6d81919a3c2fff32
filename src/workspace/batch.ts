import type { AchievementId } from '../domain/ids.ts';
import type { Problem } from '../domain/problem.ts';
import type { AchievementReport } from './status-report.ts';

export type BatchKind = 'subplan' | 'execution';

/** What a batch makes, and what becomes of the achievements that it looked at and makes nothing for. */
export interface BatchSelection {
  readonly kind: BatchKind;
  /** The level it is about; null for one achievement, for all, and when nothing is ready. */
  readonly level: number | null;
  /** `path` is relative to the plan's folder. */
  readonly make: readonly { readonly id: AchievementId; readonly path: string }[];
  /** Not made before what they depend on is done. */
  readonly waiting: readonly { readonly id: AchievementId; readonly blockedBy: readonly AchievementId[] }[];
  /** They have the document already. */
  readonly exists: readonly { readonly id: AchievementId; readonly path: string }[];
  /** They cannot be made: an EXECUTION_TASK wants its own SUBPLAN. */
  readonly failed: readonly { readonly id: AchievementId; readonly problem: Problem }[];
  /** Complete or skipped without the document, which nobody needs any more. */
  readonly finished: readonly AchievementId[];
  /** Why there is nothing to make, as one sentence; null when there is something. */
  readonly reason: string | null;
}

export const existingDocument = (kind: BatchKind, { documents }: AchievementReport): string | null =>
  kind === 'subplan' ? documents.subplan : (documents.executionTasks[0] ?? null);

/** Complete or skipped: nothing of it is left to do. */
export const isFinished = ({ status }: Pick<AchievementReport, 'status'>): boolean =>
  status === 'complete' || status === 'skipped';

/** Whether the document is still to be made: not for work that has begun or is over without it. */
export const lacksDocument = (kind: BatchKind, achievement: AchievementReport): boolean =>
  existingDocument(kind, achievement) === null && achievement.status !== 'in_progress' && !isFinished(achievement);
