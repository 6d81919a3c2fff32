import { roundedUsd } from './amounts.ts';
import type { RunState } from './run-state.ts';

/**
 * What an attempt that begins now may use up: its own limit, or what is left of the run's where that is less; null where
 * neither is limited. What others use at the same time is not known, and not in it.
 */
export const allowance = ({
  budget,
  spentUsd,
  spentTokens,
}: Pick<RunState, 'budget' | 'spentUsd' | 'spentTokens'>): {
  readonly usd: number | null;
  readonly tokens: number | null;
} => {
  if (budget === null) return { usd: null, tokens: null };
  const { runUsd, attemptUsd, runTokens, attemptTokens } = budget;
  return {
    usd: smaller(attemptUsd, runUsd === null ? null : roundedUsd(Math.max(0, runUsd - spentUsd))),
    tokens: smaller(attemptTokens, runTokens === null ? null : Math.max(0, runTokens - spentTokens)),
  };
};

const smaller = (a: number | null, b: number | null): number | null => {
  if (a === null || b === null) return a ?? b;
  return Math.min(a, b);
};
