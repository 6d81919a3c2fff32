import { achievementView, type AchievementInput, type AchievementView } from './achievement-view.ts';
import { code } from './markdown-text.ts';

export interface SubplanInput extends AchievementInput {
  /** The first EXECUTION_TASK of the achievement, as seen from the folder of the SUBPLAN. */
  readonly executionTaskFile: string;
}

export interface SubplanView extends AchievementView {
  /** In a code span. */
  readonly executionTaskFile: string;
}

/** Together with the fixed part of the template these stay below 600 lines. */
const room = {
  goal: 30,
  deliverables: 70,
  successCriteria: 50,
  tests: 50,
  dependencies: 30,
  evidence: 3,
  dependents: 40,
  conflicts: 40,
} as const;

/** What a SUBPLAN shows of an achievement. */
export const subplanView = (input: SubplanInput): SubplanView => ({
  ...achievementView(input, room),
  executionTaskFile: code(input.executionTaskFile),
});
