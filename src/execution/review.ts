import { addUsage } from '../domain/add-usage.ts';
import type { RetryClass } from '../domain/retry-class.ts';
import type { AttemptUsage, CheckResult, NodeId } from '../domain/run.ts';
import type { AttemptExit } from '../ports/executor.ts';
import { asSentences } from '../text/as-sentence.ts';
import type { Ending } from './ending.ts';

/** What an agent that is not the author thinks of work. */
export type ReviewOutcome = {
  /** As it stands among the checks. */
  readonly check: CheckResult;
  readonly usage: AttemptUsage | null;
  readonly costUsd: number | null;
} & (
  | { readonly kind: 'passed' }
  /** `reasons`: what to mend, a sentence each. */
  | { readonly kind: 'sent_back'; readonly reasons: readonly string[] }
  /** There is no judgement that could be used. */
  | { readonly kind: 'not_judged'; readonly why: string; readonly retryClass: RetryClass | null }
);

/** Judges proved work, as a unified diff. Never rejects for what the reviewer does. */
export type ReviewGate = (
  work: { readonly node: NodeId; readonly diff: string },
  signal: AbortSignal,
) => Promise<ReviewOutcome>;

/**
 * How an attempt ends that was proved, and then reviewed. The reviewer's word can send work back; it is no check that
 * proves something. What the review cost is part of what the attempt cost.
 */
export const afterReview = (ending: Ending, review: ReviewOutcome, isStopped: boolean): Ending => {
  const evidence =
    ending.evidence === null ? null : { ...ending.evidence, checks: [...ending.evidence.checks, review.check] };
  const exit = withCost(ending.exit, review);
  if (isStopped) {
    return { ...ending, exit, evidence, outcome: 'cancelled', message: 'It was stopped while it was reviewed.' };
  }
  switch (review.kind) {
    case 'passed':
      return { ...ending, exit, evidence };
    case 'sent_back':
      return { ...ending, exit, evidence, outcome: 'rejected', message: asSentences(review.reasons) };
    case 'not_judged': {
      // The work is good as far as anybody can say: the next attempt goes on from it.
      const retryClass = review.retryClass ?? 'crashed';
      return { ...ending, exit: { ...exit, retryClass }, evidence, outcome: 'failed', message: review.why };
    }
  }
};

const withCost = (exit: AttemptExit, { usage, costUsd }: ReviewOutcome): AttemptExit => ({
  ...exit,
  usage: usage === null ? exit.usage : addUsage(usage, exit.usage),
  costUsd: costUsd === null ? exit.costUsd : (exit.costUsd ?? 0) + costUsd,
});
