import type { BudgetState } from './run/budget.ts';

/** A budget in the form of `--json`; null: no limit. */
export const budgetJson = ({ limits, run, leftUsd, leftTokens }: BudgetState): Readonly<Record<string, unknown>> => ({
  usd: limits.runUsd,
  tokens: limits.runTokens,
  attemptUsd: limits.attemptUsd,
  attemptTokens: limits.attemptTokens,
  onReached: limits.onReached,
  leftUsd,
  leftTokens,
  attemptsWithoutCost: run.withoutUsd,
  attemptsWithoutTokens: run.withoutTokens,
});
