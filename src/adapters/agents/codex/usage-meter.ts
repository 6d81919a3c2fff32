import type { EarlierUse } from '../../../domain/agent.ts';
import type { AttemptUsage } from '../../../domain/run.ts';
import type { Fields } from '../fields.ts';
import { usageSum } from '../usage-sum.ts';
import { usageOf } from './usage-of.ts';

const kinds = ['inputTokens', 'outputTokens', 'cacheReadTokens', 'cacheWriteTokens'] as const;

/**
 * Adds up what an attempt uses: every call, as the log tells them. Where it tells none, what the end of the turn says
 * counts. That is of the whole session, without the turns that were cut off: Codex forgets what these have used.
 */
export class UsageMeter {
  readonly #earlier: EarlierUse | null;
  readonly #model: string | null;
  readonly #calls = usageSum();
  #ofSession: AttemptUsage | null = null;

  constructor(earlier: EarlierUse | null, model: string | null) {
    this.#earlier = earlier;
    this.#model = model;
  }

  /** A call to a model, with its own figures. */
  call(usage: AttemptUsage): void {
    this.#calls.add(usage, null);
  }

  /** The figures of the session; gives what is new in them, or null where all calls are known. */
  session(tokens: Fields): AttemptUsage | null {
    this.#ofSession = this.#withoutEarlier(usageOf(tokens, this.#model));
    return this.#calls.usage().length > 0 ? null : this.#ofSession;
  }

  /** What was used so far, by model. */
  usage(): readonly AttemptUsage[] {
    const calls = this.#calls.usage();
    if (calls.length > 0) return calls;
    return this.#ofSession === null ? [] : [this.#ofSession];
  }

  #withoutEarlier(total: AttemptUsage): AttemptUsage {
    const before = (kind: (typeof kinds)[number]): number =>
      (this.#earlier?.usage ?? []).reduce((sum, one) => sum + one[kind], 0);
    if (kinds.some((kind) => total[kind] < before(kind))) return total;
    const rest = (kind: (typeof kinds)[number]): number => total[kind] - before(kind);
    return {
      inputTokens: rest('inputTokens'),
      outputTokens: rest('outputTokens'),
      cacheReadTokens: rest('cacheReadTokens'),
      cacheWriteTokens: rest('cacheWriteTokens'),
      model: total.model,
    };
  }
}
