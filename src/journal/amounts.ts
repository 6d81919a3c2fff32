import type { AttemptUsage } from '../domain/run.ts';

export type TokenCounts = Omit<AttemptUsage, 'model'>;

/** All tokens, whatever they were for: that is what a limit is meant for. */
export const allTokens = (tokens: TokenCounts): number =>
  tokens.inputTokens + tokens.outputTokens + tokens.cacheReadTokens + tokens.cacheWriteTokens;

/** A millionth of a dollar is enough: 0.1 + 0.2 is 0.3. */
export const roundedUsd = (usd: number): number => Math.round(usd * 1e6) / 1e6;
