import type { AttemptUsage } from './run.ts';

/** Both together, as far as there are both; named is the model where it is the same one. */
export const addUsage = (a: AttemptUsage, b: AttemptUsage | null | undefined): AttemptUsage =>
  b == null
    ? a
    : {
        inputTokens: a.inputTokens + b.inputTokens,
        outputTokens: a.outputTokens + b.outputTokens,
        cacheReadTokens: a.cacheReadTokens + b.cacheReadTokens,
        cacheWriteTokens: a.cacheWriteTokens + b.cacheWriteTokens,
        model: a.model === b.model ? a.model : null,
      };
