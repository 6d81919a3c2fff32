import type { BudgetLimits } from '../domain/run.ts';

/** Nothing is limited. */
export const noLimits: BudgetLimits = {
  runUsd: null,
  attemptUsd: null,
  runTokens: null,
  attemptTokens: null,
  onReached: 'drain',
};

/** The budget that follows from `before` and what was asked for on top of it, limit by limit; null where nothing is limited. */
export const runBudget = (before: Partial<BudgetLimits>, asked: Partial<BudgetLimits>): BudgetLimits | null => {
  const budget = { ...noLimits, ...before, ...asked };
  const { runUsd, attemptUsd, runTokens, attemptTokens } = budget;
  return [runUsd, attemptUsd, runTokens, attemptTokens].every((limit) => limit === null) ? null : budget;
};
