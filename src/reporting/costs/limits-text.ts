import type { BudgetLimits } from '../../domain/run.ts';
import { amountsText } from '../../text/amount-text.ts';

/** `budget $20.00, 500 k tokens; $2.00 an attempt; at the end of it what runs is ended`. */
export const limitsText = ({ runUsd, runTokens, attemptUsd, attemptTokens, onReached }: BudgetLimits): string => {
  const run = amountsText(runUsd, runTokens);
  const attempt = amountsText(attemptUsd, attemptTokens);
  const parts = [
    ...(run === '' ? [] : [`budget ${run}`]),
    ...(attempt === '' ? [] : [`${run === '' ? 'budget ' : ''}${attempt} an attempt`]),
    ...(run !== '' && onReached === 'stop' ? ['when it is reached, what runs is ended'] : []),
  ];
  return parts.length === 0 ? 'without a budget' : parts.join('; ');
};
