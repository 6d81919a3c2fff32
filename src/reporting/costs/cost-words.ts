import type { CostForecast } from '../../app/run/cost-forecast.ts';
import { allTokens } from '../../journal/amounts.ts';
import type { TokenCounts } from '../../journal/amounts.ts';
import type { Spent } from '../../app/run/spent.ts';
import type { Range } from '../../app/run/likely-range.ts';
import { tokenText } from '../../text/token-text.ts';
import { usdText } from '../../text/usd-text.ts';
import { countOf } from '../words.ts';

/** `12.4 k in (9.1 k from a cache), 800 out`. */
export const tokensInWords = (tokens: TokenCounts): string => {
  const { outputTokens, cacheReadTokens } = tokens;
  const cached = cacheReadTokens > 0 ? ` (${tokenText(cacheReadTokens)} from a cache)` : '';
  return `${tokenText(allTokens(tokens) - outputTokens)} in${cached}, ${tokenText(outputTokens)} out`;
};

/** Both ends in the same words, and only one where they read the same: `about $1.20 to $2.10`. */
const aboutText = ({ low, high }: Range, text: (value: number) => string): string =>
  text(low) === text(high) ? `about ${text(high)}` : `about ${text(low)} to ${text(high)}`;

/** `about $1.20 to $2.10, about 80 k to 140 k tokens`; empty where nothing is known. */
export const costForecastText = ({ usd, tokens }: Pick<CostForecast, 'usd' | 'tokens'>): string =>
  [
    ...(usd === null ? [] : [aboutText(usd, usdText)]),
    ...(tokens === null ? [] : [`${aboutText(tokens, tokenText)} tokens`]),
  ].join(', ');

/**
 * What is not in a sum of money, or of tokens: `2 attempts of 5 told tokens and no price, 1 did not say`. `all`:
 * the number that `of` names; without it none is named. Empty where nothing is missing.
 */
export const missingText = ({ withoutUsd, withoutTokens, unpriced }: Spent, isMoney: boolean, all?: number): string => {
  const of = (count: number): string => `${countOf(count, 'attempt')}${all === undefined ? '' : ` of ${all}`}`;
  const silent = isMoney ? withoutUsd - unpriced : withoutTokens;
  if (!isMoney || unpriced === 0) return silent === 0 ? '' : `${of(silent)} did not say`;
  return `${of(unpriced)} told tokens and no price${silent === 0 ? '' : `, ${silent} did not say`}`;
};
