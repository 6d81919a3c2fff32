import { tokenText } from './token-text.ts';
import { usdText } from './usd-text.ts';

/** `$2.50`, or `500 k tokens`. */
export const amountText = (unit: 'usd' | 'tokens', amount: number): string =>
  unit === 'usd' ? usdText(amount) : `${tokenText(amount)} tokens`;

/** `$20.00 and 500 k tokens`; what is null is left out. */
export const amountsText = (usd: number | null, tokens: number | null): string =>
  [...(usd === null ? [] : [amountText('usd', usd)]), ...(tokens === null ? [] : [amountText('tokens', tokens)])].join(
    ' and ',
  );
