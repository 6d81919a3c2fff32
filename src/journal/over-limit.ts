import type { BudgetLimits } from '../domain/run.ts';
import { tokenText } from '../text/token-text.ts';
import { usdText } from '../text/usd-text.ts';
import { allTokens } from './amounts.ts';
import type { AttemptRun } from './run-state.ts';

/** What an attempt took beyond the limit of each attempt, as a sentence; null where it kept to it, or said nothing. */
export const overLimit = ({ costUsd, usage }: AttemptRun, budget: BudgetLimits | null): string | null => {
  if (budget === null) return null;
  const { attemptUsd, attemptTokens } = budget;
  if (attemptUsd !== null && costUsd !== null && costUsd > attemptUsd) {
    return `It cost ${usdText(costUsd)}, more than the ${usdText(attemptUsd)} that an attempt may cost, and is not repeated.`;
  }
  const used = usage === null ? 0 : allTokens(usage);
  if (attemptTokens === null || used <= attemptTokens) return null;
  return `It used ${tokenText(used)} tokens, more than the ${tokenText(attemptTokens)} that an attempt may use, and is not repeated.`;
};
