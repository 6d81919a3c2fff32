import { roundedUsd } from '../../journal/amounts.ts';
import type { TokenCounts } from '../../journal/amounts.ts';
import type { AttemptRun, RunState } from '../../journal/run-state.ts';

/** What attempts cost, as far as they said it. */
export interface Spent {
  readonly attempts: number;
  /** Of `attempts`: have not ended, so nobody knows yet. */
  readonly open: number;
  /** Null when no attempt said it. */
  readonly usd: number | null;
  readonly tokens: TokenCounts | null;
  /** Of `attempts`: ran a program to its end that said nothing of its cost: what they cost comes on top. */
  readonly withoutUsd: number;
  readonly withoutTokens: number;
  /** Of `withoutUsd`: told their tokens, and only the price is not known. */
  readonly unpriced: number;
}

/** All attempts of a run. */
export const attemptsOf = ({ nodes }: RunState): readonly AttemptRun[] =>
  [...nodes.values()].flatMap(({ attempts }) => attempts);

/** The sum of what attempts cost. */
export const spentBy = (attempts: readonly AttemptRun[]): Spent => {
  const ended = attempts.filter(({ outcome }) => outcome !== null);
  // Without a program, because preparing failed or was only pretended, there are no costs.
  const silent = ended.filter(({ group }) => group !== null);
  const costs = ended.flatMap(({ costUsd }) => (costUsd === null ? [] : [costUsd]));
  const usages = ended.flatMap(({ usage }) => (usage === null ? [] : [usage]));
  return {
    attempts: attempts.length,
    open: attempts.length - ended.length,
    usd: costs.length === 0 ? null : roundedUsd(costs.reduce((sum, cost) => sum + cost, 0)),
    tokens: usages.length === 0 ? null : usages.reduce(plus, noTokens),
    withoutUsd: silent.filter(({ costUsd }) => costUsd === null).length,
    withoutTokens: silent.filter(({ usage }) => usage === null).length,
    unpriced: silent.filter(({ costUsd, usage }) => costUsd === null && usage !== null).length,
  };
};

const noTokens: TokenCounts = { inputTokens: 0, outputTokens: 0, cacheReadTokens: 0, cacheWriteTokens: 0 };

const plus = (a: TokenCounts, b: TokenCounts): TokenCounts => ({
  inputTokens: a.inputTokens + b.inputTokens,
  outputTokens: a.outputTokens + b.outputTokens,
  cacheReadTokens: a.cacheReadTokens + b.cacheReadTokens,
  cacheWriteTokens: a.cacheWriteTokens + b.cacheWriteTokens,
});
