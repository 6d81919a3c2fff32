import { achievementView, type AchievementInput, type AchievementView } from './achievement-view.ts';
import { shareText } from './estimate-text.ts';
import { listing, type Listing } from './listing.ts';
import { baseName, code, inline } from './markdown-text.ts';
import type { SubplanForTask } from './read-subplan-for-task.ts';

export interface ExecutionTaskInput extends AchievementInput {
  /** The SUBPLAN that the task belongs to, as seen from the folder of the task. */
  readonly subplanFile: string;
  /** What that SUBPLAN says. */
  readonly subplan: SubplanForTask;
  /** Number of the task within its achievement, from 1. */
  readonly taskNumber: number;
  /** E.g. "single execution". */
  readonly taskKind: string;
}

export interface ExecutionTaskView extends AchievementView {
  /** In a code span, as seen from the document. */
  readonly subplanFile: string;
  /** The file's bare name. */
  readonly subplanName: string;
  /** Two digits or more: "01". */
  readonly taskNumber: string;
  readonly taskKind: string;
  /** The SUBPLAN's words; the plan's goal where it has none. */
  readonly objective: Listing<string>;
  /** Empty while the SUBPLAN's designer has not written it. */
  readonly approach: Listing<string>;
  /** The SUBPLAN's words; the plan's where it has none. */
  readonly criteria: Listing<string>;
  /** Shares of the estimate, null without one. A proposal, not a rule. */
  readonly durations: {
    readonly prepare: string | null;
    readonly build: string | null;
    readonly prove: string | null;
    readonly handOver: string | null;
  };
}

/** Together with the fixed part of the template these stay below 200 lines. */
const room = {
  goal: 3,
  deliverables: 8,
  successCriteria: 8,
  tests: 6,
  dependencies: 5,
  evidence: 1,
  dependents: 3,
  conflicts: 4,
} as const;
const approachLines = 8;

/** What an EXECUTION_TASK shows of an achievement and of its SUBPLAN. */
export const executionTaskView = (input: ExecutionTaskInput): ExecutionTaskView => {
  const view = achievementView(input, room);
  const subplanFile = code(input.subplanFile);
  const { objective, approach, successCriteria } = input.subplan;
  const { estimate } = input.achievement;
  const share = (part: number): string | null => (estimate === null ? null : shareText(estimate, part));
  return {
    ...view,
    subplanFile,
    subplanName: inline(baseName(input.subplanFile)),
    taskNumber: String(input.taskNumber).padStart(2, '0'),
    taskKind: inline(input.taskKind),
    objective: objective.length === 0 ? view.goal : listing(objective.map(inline), room.goal, subplanFile),
    approach: listing(approach.map(inline), approachLines, subplanFile),
    criteria:
      successCriteria.length === 0
        ? view.successCriteria
        : listing(successCriteria.map(inline), room.successCriteria, subplanFile),
    durations: { prepare: share(0.1), build: share(0.6), prove: share(0.2), handOver: share(0.1) },
  };
};
