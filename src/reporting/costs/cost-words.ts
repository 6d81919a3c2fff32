import type { CostForecast } from '../../app/run/cost-forecast.ts';
import { allTokens } from '../../journal/amounts.ts';
import type { TokenCounts } from '../../journal/amounts.ts';
import type { Range } from '../../app/run/likely-range.ts';
import { tokenText } from '../../text/token-text.ts';
import { usdText } from '../../text/usd-text.ts';

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
