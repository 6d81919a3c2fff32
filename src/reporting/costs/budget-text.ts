import type { BudgetState } from '../../app/run/budget.ts';
import { allTokens } from '../../journal/amounts.ts';
import { amountText } from '../../text/amount-text.ts';
import { limitsText } from './limits-text.ts';

/** `$2.10 of $20.00 spent, $17.90 left; $2.00 an attempt`: what a budget allows, and what of it is used up. */
export const budgetText = ({ limits, run, leftUsd, leftTokens }: BudgetState): string => {
  const used = run.tokens === null ? 0 : allTokens(run.tokens);
  const part = (unit: 'usd' | 'tokens', spent: number, limit: number | null, left: number | null): readonly string[] =>
    limit === null || left === null
      ? []
      : [`${amountText(unit, spent)} of ${amountText(unit, limit)} spent, ${amountText(unit, left)} left`];
  const parts = [
    ...part('usd', run.usd ?? 0, limits.runUsd, leftUsd),
    ...part('tokens', used, limits.runTokens, leftTokens),
  ];
  if (parts.length === 0) return limitsText(limits).replace(/^budget /, '');
  const { attemptUsd, attemptTokens } = limits;
  const ofAttempt = attemptUsd !== null || attemptTokens !== null;
  const own = limitsText({ ...limits, runUsd: null, runTokens: null }).replace(/^budget /, '');
  return [...parts, ...(ofAttempt ? [own] : [])].join('; ');
};
