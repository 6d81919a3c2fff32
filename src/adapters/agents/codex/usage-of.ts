import type { AttemptUsage } from '../../../domain/run.ts';
import { amountOf } from '../fields.ts';
import type { Fields } from '../fields.ts';

/** Figures of OpenAI, where what is read from a cache is part of the input, as ours, where it is not. */
export const usageOf = (tokens: Fields, model: string | null): AttemptUsage => {
  const cacheReadTokens = amountOf(tokens.cached_input_tokens) ?? 0;
  const cacheWriteTokens = amountOf(tokens.cache_write_input_tokens) ?? 0;
  return {
    inputTokens: Math.max(0, (amountOf(tokens.input_tokens) ?? 0) - cacheReadTokens - cacheWriteTokens),
    outputTokens: amountOf(tokens.output_tokens) ?? 0,
    cacheReadTokens,
    cacheWriteTokens,
    model,
  };
};
