import type { AttemptUsage } from './run.ts';

/** Both together; named is the model where it is the same one. */
export const addUsage = (a: AttemptUsage | null, b: AttemptUsage | null): AttemptUsage | null =>
  a === null || b === null
    ? (a ?? b)
    : {
        inputTokens: a.inputTokens + b.inputTokens,
        outputTokens: a.outputTokens + b.outputTokens,
        cacheReadTokens: a.cacheReadTokens + b.cacheReadTokens,
        cacheWriteTokens: a.cacheWriteTokens + b.cacheWriteTokens,
        model: a.model === b.model ? a.model : null,
      };
