import { reviewPrompt } from '../../documents/review-prompt.ts';
import { fail, ok } from '../../domain/result.ts';
import type { Result } from '../../domain/result.ts';
import schema from '../../generated/review-answer-text.js';
import { askTwice } from '../asking/ask-twice.ts';
import type { Ask, CallsMade, NoAnswer } from '../asking/ask-twice.ts';
import { numberedDiff, numberedFiles } from './numbered-work.ts';
import { readReviewAnswer } from './read-review-answer.ts';
import type { CriterionJudged, FixWanted } from './read-review-answer.ts';

/** What was done: a diff of git, or files as they are now. */
export type WorkToReview =
  | { readonly kind: 'diff'; readonly text: string }
  | {
      readonly kind: 'files';
      readonly files: readonly { readonly path: string; readonly text: string }[];
      /** What cannot be shown, a sentence each. */
      readonly missing: readonly string[];
    };

export interface ReviewInput {
  readonly planName: string;
  readonly achievement: { readonly id: string; readonly title: string; readonly goal: string | null };
  /** The text of its section in the plan; may be empty. */
  readonly section: string;
  readonly subplan: string | null;
  /** Where there are none, the goal is judged. */
  readonly criteria: readonly string[];
  readonly tests: readonly string[];
  readonly work: WorkToReview;
}

/** What an agent thinks of work. It is an opinion: nothing is approved by it. */
export interface Review {
  readonly verdict: 'approve' | 'fix';
  /** All criteria, in their order. */
  readonly criteria: readonly CriterionJudged[];
  /** At least one where the verdict is `fix`. */
  readonly fixes: readonly FixWanted[];
  readonly summary: string | null;
  readonly made: CallsMade;
}

/**
 * Has an agent judge work against its success criteria. An answer that leaves a criterion out, contradicts itself, or cites
 * lines that are not in the work is asked for once more.
 */
export const reviewWork = async (
  { planName, achievement, section, subplan, criteria, tests, work }: ReviewInput,
  { name, ask }: { readonly name: string; readonly ask: Ask },
): Promise<Result<Review, NoAnswer>> => {
  const { id, title, goal } = achievement;
  const judged = criteria.length > 0 ? criteria : [`It is reached: ${goal ?? title}`];
  const shown = work.kind === 'diff' ? numberedDiff(work.text) : numberedFiles(work.files);
  const answered = await askTwice(
    {
      agent: name,
      prompt: (refused) =>
        reviewPrompt({
          planName,
          id,
          title,
          goal,
          section,
          subplan,
          criteria: judged,
          tests,
          isDiff: work.kind === 'diff',
          work: shown.text,
          missing: work.kind === 'diff' ? [] : work.missing,
          schema,
          refused,
        }),
      read: (file, text) => readReviewAnswer(file, text, judged, shown.lines),
    },
    ask,
  );
  return answered.ok ? ok({ ...answered.value.value, made: answered.value.made }) : fail(answered.error);
};
