import { roundedUsd } from './amounts.ts';
import type { RunState } from './run-state.ts';

type Spending = Pick<RunState, 'budget' | 'spentUsd' | 'spentTokens'>;

/** Null: not limited. */
interface Amounts {
  readonly usd: number | null;
  readonly tokens: number | null;
}

/**
 * What is left of the limits of a run, never less than nothing. What runs at this moment has not said yet what of it is
 * used up.
 */
export const leftOfRun = ({ budget, spentUsd, spentTokens }: Spending): Amounts => {
  const { runUsd = null, runTokens = null } = budget ?? {};
  return {
    usd: runUsd === null ? null : roundedUsd(Math.max(0, runUsd - spentUsd)),
    tokens: runTokens === null ? null : Math.max(0, runTokens - spentTokens),
  };
};

/** What an attempt that begins now may use up: its own limit, or what is left of the run's where that is less. */
export const allowance = (spending: Spending): Amounts => {
  const left = leftOfRun(spending);
  const { attemptUsd = null, attemptTokens = null } = spending.budget ?? {};
  return { usd: smaller(attemptUsd, left.usd), tokens: smaller(attemptTokens, left.tokens) };
};

const smaller = (a: number | null, b: number | null): number | null => {
  if (a === null || b === null) return a ?? b;
  return Math.min(a, b);
};
