import type { AttemptUsage } from '../../domain/run.ts';

/** Adds up what the calls to models used, by model. */
export interface UsageSum {
  /** `costUsd`: of this call; null: not told. */
  add(usage: AttemptUsage, costUsd: number | null): void;
  usage(): readonly AttemptUsage[];
  /** Dollars; null where no call told any, or where all were told to be free: then the prices are not known to it. */
  costUsd(): number | null;
}

export const usageSum = (): UsageSum => {
  const byModel = new Map<string | null, AttemptUsage>();
  let cost = 0;
  return {
    add: (usage, costUsd) => {
      cost += costUsd ?? 0;
      if (usage.inputTokens + usage.outputTokens + usage.cacheReadTokens + usage.cacheWriteTokens === 0) return;
      const before = byModel.get(usage.model);
      byModel.set(usage.model, before === undefined ? usage : sumOf(before, usage));
    },
    usage: () => [...byModel.values()],
    costUsd: () => (cost > 0 ? cost : null),
  };
};

const sumOf = (a: AttemptUsage, b: AttemptUsage): AttemptUsage => ({
  inputTokens: a.inputTokens + b.inputTokens,
  outputTokens: a.outputTokens + b.outputTokens,
  cacheReadTokens: a.cacheReadTokens + b.cacheReadTokens,
  cacheWriteTokens: a.cacheWriteTokens + b.cacheWriteTokens,
  model: a.model,
});
