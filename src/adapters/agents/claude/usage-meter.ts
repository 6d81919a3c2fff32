import type { EarlierUse } from '../../../domain/agent.ts';
import type { AttemptUsage } from '../../../domain/run.ts';
import { amountOf, fieldsOf, textOf } from '../fields.ts';
import type { Fields } from '../fields.ts';

const kinds = ['inputTokens', 'outputTokens', 'cacheReadTokens', 'cacheWriteTokens'] as const;

type Tokens = Record<(typeof kinds)[number], number>;

/** Messages that are remembered one by one, to know what comes about them again. */
const maxOpen = 200;

/**
 * Adds up what an attempt uses. What a result says counts, since it knows of calls that are not told (titles, summaries,
 * the last words of a helper); what comes after the last result, or without one, is added up message by message.
 */
export class UsageMeter {
  readonly #earlier: EarlierUse | null;
  /** By model, as results have told it. */
  readonly #settled = new Map<string, Tokens>();
  /** By model, of messages since the last result that are no longer open. */
  readonly #told = new Map<string, Tokens>();
  /** By id. */
  readonly #open = new Map<string, { readonly model: string; readonly tokens: Tokens }>();
  #costUsd: number | null = null;

  constructor(earlier: EarlierUse | null) {
    this.#earlier = earlier;
  }

  /**
   * What a message has used so far. It is told several times, with the figures of its beginning or of its end, so the
   * larger one of each kind counts.
   */
  message(id: string, model: string, usage: Fields): AttemptUsage {
    const known = this.#open.get(id);
    const tokens = tokensOf(usage);
    if (known === undefined) this.#open.set(id, { model, tokens });
    else for (const kind of kinds) known.tokens[kind] = Math.max(known.tokens[kind], tokens[kind]);
    for (const [oldest, message] of this.#open) {
      if (this.#open.size <= maxOpen) break;
      add(this.#told, message.model, message.tokens);
      this.#open.delete(oldest);
    }
    const now = known ?? { model, tokens };
    return { ...now.tokens, model: now.model };
  }

  /** The figures of a result, which are those of all messages before it. */
  result(result: Fields): void {
    const sinceLast = fieldsOf(result.model_usage_since_last_result);
    const isOwn = Object.keys(sinceLast).length > 0;
    const byModel = isOwn ? sinceLast : fieldsOf(result.modelUsage);
    const entries = Object.entries(byModel).map(([name, value]) => {
      const fields = fieldsOf(value);
      return {
        model: textOf(fields.canonicalModel) || name.replace(/\[\w+\]$/, ''),
        tokens: modelTokens(fields),
        cost: amountOf(fields.costUSD),
      };
    });
    if (entries.length === 0) return;

    // Older versions tell nothing but the sum: of the process, or of the session where an earlier part ended in order.
    const earlier = isOwn ? null : this.#earlier;
    const total = entries.reduce((sum, { tokens }) => sum + all(tokens), 0);
    const before = (earlier?.usage ?? []).reduce((sum, one) => sum + all(one), 0);
    const isCumulative = before > 0 && total - this.#seen() > before / 2;
    if (!isOwn) this.#settled.clear();
    for (const { model, tokens } of entries) add(this.#settled, model, tokens);
    if (isCumulative) for (const one of earlier?.usage ?? []) subtract(this.#settled, one);
    const cost = entries.reduce((sum, one) => sum + (one.cost ?? 0), 0);
    const costOfThis = isCumulative ? Math.max(0, cost - (earlier?.costUsd ?? 0)) : cost;
    this.#costUsd = isOwn ? (this.#costUsd ?? 0) + costOfThis : costOfThis;
    this.#open.clear();
    this.#told.clear();
  }

  /** What was used so far, by model. */
  usage(): readonly AttemptUsage[] {
    const sums = new Map<string, Tokens>();
    for (const [model, tokens] of this.#settled) add(sums, model, tokens);
    for (const [model, tokens] of this.#told) add(sums, model, tokens);
    for (const { model, tokens } of this.#open.values()) add(sums, model, tokens);
    return [...sums].map(([model, tokens]) => ({ ...tokens, model }));
  }

  /** Dollars; null where the program has not said what all of it costs. */
  costUsd(): number | null {
    return this.#open.size > 0 || this.#told.size > 0 ? null : this.#costUsd;
  }

  #seen(): number {
    return this.usage().reduce((sum, one) => sum + all(one), 0);
  }
}

const tokensOf = (usage: Fields): Tokens => ({
  inputTokens: amountOf(usage.input_tokens) ?? 0,
  outputTokens: amountOf(usage.output_tokens) ?? 0,
  cacheReadTokens: amountOf(usage.cache_read_input_tokens) ?? 0,
  cacheWriteTokens: amountOf(usage.cache_creation_input_tokens) ?? 0,
});

const modelTokens = (usage: Fields): Tokens => ({
  inputTokens: amountOf(usage.inputTokens) ?? 0,
  outputTokens: amountOf(usage.outputTokens) ?? 0,
  cacheReadTokens: amountOf(usage.cacheReadInputTokens) ?? 0,
  cacheWriteTokens: amountOf(usage.cacheCreationInputTokens) ?? 0,
});

const all = (tokens: Readonly<Tokens>): number => kinds.reduce((sum, kind) => sum + tokens[kind], 0);

const add = (sums: Map<string, Tokens>, model: string, tokens: Readonly<Tokens>): void => {
  const sum = sums.get(model);
  if (sum === undefined) sums.set(model, { ...tokens });
  else for (const kind of kinds) sum[kind] += tokens[kind];
};

const subtract = (sums: Map<string, Tokens>, { model, ...tokens }: AttemptUsage): void => {
  const sum = sums.get(model ?? '');
  if (sum === undefined) return;
  for (const kind of kinds) sum[kind] = Math.max(0, sum[kind] - tokens[kind]);
};
