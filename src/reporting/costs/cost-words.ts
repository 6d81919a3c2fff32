import type { CostForecast } from '../../app/run/cost-forecast.ts';
import { allTokens } from '../../app/run/spent.ts';
import type { TokenCounts } from '../../app/run/spent.ts';
import type { Range } from '../../app/run/likely-range.ts';

/** Dollars: to the cent, and to a hundredth of one below ten cents. */
export const usdText = (usd: number): string => `$${usd.toFixed(usd >= 0.1 || usd === 0 ? 2 : 4)}`;

const units: readonly (readonly [number, string])[] = [
  [1e9, ' G'],
  [1e6, ' M'],
  [1e3, ' k'],
];

/** A count of tokens in three digits: `940`, `12.4 k`, `3.08 M`. */
export const tokenText = (tokens: number): string => {
  const [unit, name] = units.find(([least]) => Number(tokens.toPrecision(3)) >= least) ?? [1, ''];
  const parts = tokens / unit;
  return unit === 1 ? String(Math.round(parts)) : `${String(Number(parts.toPrecision(3)))}${name}`;
};

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
