import type { BudgetLimits } from '../../domain/run.ts';
import { amountText } from '../../text/amount-text.ts';

/** `budget $20.00, 500 k tokens; $2.00 an attempt; at the end of it what runs is ended`. */
export const limitsText = ({ runUsd, runTokens, attemptUsd, attemptTokens, onReached }: BudgetLimits): string => {
  const run = amounts(runUsd, runTokens);
  const attempt = amounts(attemptUsd, attemptTokens);
  const parts = [
    ...(run === '' ? [] : [`budget ${run}`]),
    ...(attempt === '' ? [] : [`${run === '' ? 'budget ' : ''}${attempt} an attempt`]),
    ...(run !== '' && onReached === 'stop' ? ['when it is reached, what runs is ended'] : []),
  ];
  return parts.length === 0 ? 'without a budget' : parts.join('; ');
};

const amounts = (usd: number | null, tokens: number | null): string =>
  [...(usd === null ? [] : [amountText('usd', usd)]), ...(tokens === null ? [] : [amountText('tokens', tokens)])].join(
    ' and ',
  );
