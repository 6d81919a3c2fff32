import type { RunState } from '../../journal/run-state.ts';

/** How to go on with a run; where its budget is reached, with a larger one. */
export const resumeCommand = (runId: string, budgetReached: RunState['budgetReached'], more = ''): string =>
  budgetReached === null ? `planloom resume ${runId}${more}` : budgetCommand(runId, budgetReached, more);

/** How to go on with a run whose budget is reached: with twice as much as it had, or as it has spent. */
export const budgetCommand = (
  runId: string,
  { unit, limit, spent }: NonNullable<RunState['budgetReached']>,
  more = '',
): string => `planloom resume ${runId}${more} --budget ${limitText(unit, 2 * Math.max(limit, spent))}`;

/** A limit as it is typed, rounded up to two digits. */
const limitText = (unit: 'usd' | 'tokens', amount: number): string => {
  const step = 10 ** (Math.floor(Math.log10(amount)) - 1);
  const digits = Math.max(0, -Math.floor(Math.log10(step) + 1e-9));
  const rounded = Number((Math.ceil(amount / step - 1e-9) * step).toFixed(digits));
  return unit === 'usd' ? String(rounded) : `${String(Math.round(rounded))}tokens`;
};
