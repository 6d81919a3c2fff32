import { addUsage } from '../../domain/add-usage.ts';
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
      byModel.set(usage.model, addUsage(usage, byModel.get(usage.model)));
    },
    usage: () => [...byModel.values()],
    costUsd: () => (cost > 0 ? cost : null),
  };
};
