import type { BudgetLimits } from '../../domain/run.ts';
import { leftOfRun } from '../../journal/allowance.ts';
import type { RunState } from '../../journal/run-state.ts';
import { attemptsOf, spentBy } from './spent.ts';
import type { Spent } from './spent.ts';

export interface BudgetState {
  readonly limits: BudgetLimits;
  readonly run: Spent;
  /** What is left of the run's limits (`leftOfRun`). */
  readonly leftUsd: number | null;
  readonly leftTokens: number | null;
}

/** What a run has cost so far, and what is left of its limits. */
export const budgetState = (state: RunState, limits: BudgetLimits): BudgetState => {
  const { usd, tokens } = leftOfRun({ ...state, budget: limits });
  return { limits, run: spentBy(attemptsOf(state)), leftUsd: usd, leftTokens: tokens };
};
