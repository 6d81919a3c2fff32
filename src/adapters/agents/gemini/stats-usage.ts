import type { AttemptUsage } from '../../../domain/run.ts';
import { amountOf, fieldsOf } from '../fields.ts';
import type { Fields } from '../fields.ts';

/**
 * Tokens by model, of the figures with which a program ends. They are those of the program alone, also where it has taken
 * up a session. Cached tokens are among `input_tokens`; what the model thought is in the total only.
 */
export const statsUsage = (stats: unknown, model: string | null): readonly AttemptUsage[] => {
  const whole = fieldsOf(stats);
  const models = Object.entries(fieldsOf(whole.models)).map(([name, one]) => usageOf(fieldsOf(one), name));
  const used = models.filter(hasAny);
  return used.length > 0 ? used : [usageOf(whole, model)].filter(hasAny);
};

const usageOf = (figures: Fields, model: string | null): AttemptUsage => {
  const input = amountOf(figures.input_tokens) ?? 0;
  const cached = Math.min(input, amountOf(figures.cached) ?? 0);
  const output = amountOf(figures.output_tokens) ?? 0;
  return {
    inputTokens: input - cached,
    outputTokens: Math.max(output, (amountOf(figures.total_tokens) ?? 0) - input),
    cacheReadTokens: cached,
    cacheWriteTokens: 0,
    model,
  };
};

const hasAny = (usage: AttemptUsage): boolean => usage.inputTokens + usage.outputTokens + usage.cacheReadTokens > 0;
