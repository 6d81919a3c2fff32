import type { AchievementId } from '../domain/ids.ts';

/** Sizes of a plan, with how many achievements each is expected to have; null: no most. */
export const complexityBands = {
  simple: { least: 1, most: 3 },
  medium: { least: 3, most: 8 },
  complex: { least: 8, most: null },
} as const;

export type ComplexityLevel = keyof typeof complexityBands;

/** An achievement as somebody planned it; texts are as they came. */
export interface DraftAchievement {
  readonly id: AchievementId;
  readonly title: string;
  readonly description: string;
  /** The first part of its id. */
  readonly priority: number;
  /** Null: nothing is said. */
  readonly effort: 'low' | 'medium' | 'high' | null;
  readonly hours: { readonly least: number; readonly most: number } | null;
  /** Null: nothing is said, which is not the same as none. */
  readonly dependencies: readonly AchievementId[] | null;
  /** Paths relative to the root of the workspace. */
  readonly files: readonly string[];
  readonly deliverables: readonly string[];
  readonly successCriteria: readonly string[];
  readonly tests: readonly string[];
}

/** What a PLAN is to say, before there is a document. */
export interface PlanDraft {
  readonly title: string;
  readonly goal: string;
  readonly complexity: { readonly level: ComplexityLevel; readonly reasons: readonly string[] };
  readonly keyFeatures: readonly string[];
  readonly technicalComponents: readonly string[];
  /** Words for a priority, by its number; one without has a number alone. */
  readonly priorities: ReadonlyMap<number, string>;
  /** In id order. */
  readonly achievements: readonly DraftAchievement[];
  readonly coordination: readonly string[];
  readonly risks: readonly string[];
}
