import type { NextStep } from './next-step.ts';
import type { AchievementId } from '../domain/ids.ts';
import type { Problem } from '../domain/problem.ts';
import type { Condition, Status } from '../domain/status.ts';

export interface AchievementStatus {
  readonly id: AchievementId;
  readonly title: string;
  readonly level: number;
  readonly status: Status;
  readonly condition: Condition | null;
  /** In id order: the failed ones it is blocked by, or the direct dependencies it waits for. */
  readonly blockedBy: readonly AchievementId[];
  /** Middle of the estimate; null where the plan gives none. */
  readonly hours: number | null;
}

/** What the files show of a plan, and what follows from it. */
export interface StatusReport {
  readonly plan: { readonly name: string; readonly title: string };
  readonly achievements: readonly AchievementStatus[];
  readonly hours: { readonly total: number; readonly done: number; readonly left: number };
  /** Hours that working in parallel has saved so far on what is done, and their share of the hours done. */
  readonly saved: { readonly hours: number; readonly percent: number } | null;
  /** Where the text of the plan and the files do not agree, and whatever else is worth knowing. */
  readonly problems: readonly Problem[];
  readonly next: readonly NextStep[];
}
