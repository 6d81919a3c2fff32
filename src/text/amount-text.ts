import { tokenText } from './token-text.ts';
import { usdText } from './usd-text.ts';

/** `$2.50`, or `500 k tokens`. */
export const amountText = (unit: 'usd' | 'tokens', amount: number): string =>
  unit === 'usd' ? usdText(amount) : `${tokenText(amount)} tokens`;
