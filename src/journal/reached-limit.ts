import type { RunDecision } from '../domain/run.ts';
import type { RunState } from './run-state.ts';

type Reached = Extract<RunDecision, { type: 'budget_reached' }>;

/** The limit that a run has reached or passed, that of money first; undefined where it may go on. */
export const reachedLimit = ({ budget, spentUsd, spentTokens }: RunState): Reached | undefined => {
  if (budget === null) return undefined;
  const { runUsd, runTokens, onReached: then } = budget;
  const type = 'budget_reached';
  if (runUsd !== null && spentUsd >= runUsd) return { type, unit: 'usd', limit: runUsd, spent: spentUsd, then };
  if (runTokens === null || spentTokens < runTokens) return undefined;
  return { type, unit: 'tokens', limit: runTokens, spent: spentTokens, then };
};
