import type { ModelPrice, Provider } from '@pydantic/genai-prices';
import type { AttemptUsage } from '../../../domain/run.ts';

/** What runs on a machine of one's own has no price, however the model is called. */
const free = /^(?:ollama|lm-?studio|llama\.?cpp|vllm|localai|local)$/i;

/**
 * Models that the table does not have yet, in dollars for a million tokens, by the figures that Claude Code 2.1.329 itself
 * reckons with. What the table has outweighs them.
 */
const newer: Readonly<Record<string, ModelPrice>> = {
  'claude-haiku-5-5': { input_mtok: 0.1, output_mtok: 0.5, cache_read_mtok: 0.01, cache_write_mtok: 0.125 },
  'claude-fable-5-2': { input_mtok: 8, output_mtok: 40, cache_read_mtok: 0.2, cache_write_mtok: 10 },
};

/** Short names of Claude Code stand for the newest model of a family. */
const families = /^(?:claude-)?(haiku|sonnet|opus)(?:-latest)?$/i;

/**
 * Dollars of what was used, by the table of prices that comes with planloom; null where it does not have the model. Where a
 * long prompt costs more, the price is that of a short one: the usage is of many calls, and their lengths are not known.
 */
export const priceOf = async (usage: AttemptUsage): Promise<number | null> => {
  if (usage.model === null) return null;
  // It is large, and few commands need it.
  const { calcPrice, findProvider } = await import('@pydantic/genai-prices');
  const pricesFor = (model: string, provider?: Provider): ModelPrice | null => {
    const options = provider === undefined ? {} : { provider };
    return calcPrice({ input_tokens: 0, output_tokens: 0 }, model, options)?.model_price ?? null;
  };

  const [model, ...owners] = usage.model
    // `[1m]`: the size of the context.
    .replace(/\[[^\]]*\]$/, '')
    .split('/')
    .reverse() as [string, ...string[]];
  if (owners.some((owner) => free.test(owner))) return null;
  const family = families.exec(model)?.[1]?.toLowerCase();
  const name = family === undefined ? model : newestOf(family, findProvider({ providerId: 'anthropic' }));
  const seller = owners.length === 0 ? undefined : findProvider({ providerId: owners.at(-1)! });
  const whole = [name, ...owners.slice(0, -1)].reverse().join('/');
  const prices =
    (seller === undefined ? null : pricesFor(whole, seller)) ??
    pricesFor(name) ??
    ofBedrock(name, pricesFor) ??
    newer[name.replace(/-\d{8}$/, '')];
  return prices == null ? null : dollars(usage, prices);
};

/** `us.anthropic.claude-sonnet-4-5-20250929-v1:0` -> `claude-sonnet-4-5-20250929` */
const ofBedrock = (name: string, pricesFor: (model: string) => ModelPrice | null): ModelPrice | null => {
  const inner = /^(?:[a-z]+\.)?anthropic\.(.+?)(?:-v\d+(?::\d+)?)?$/.exec(name)?.[1];
  return inner === undefined ? null : pricesFor(inner);
};

const newestOf = (family: string, provider: Provider | undefined): string => {
  const newest = (provider?.models ?? [])
    .map(({ id }) => ({ id, version: new RegExp(`^claude-${family}-(\\d+)(?:-(\\d{1,2}))?$`).exec(id) }))
    .filter(({ version }) => version !== null)
    .sort((a, b) => number(b.version, 1) - number(a.version, 1) || number(b.version, 2) - number(a.version, 2))[0];
  return newest?.id ?? family;
};

const number = (found: RegExpExecArray | null, group: number): number => Number(found?.[group] ?? 0);

const dollars = (usage: AttemptUsage, prices: ModelPrice): number | null => {
  const input = perMillion(prices.input_mtok);
  const output = perMillion(prices.output_mtok);
  if (input === null || output === null) return null;
  const cacheRead = perMillion(prices.cache_read_mtok) ?? input;
  const cacheWrite = perMillion(prices.cache_write_mtok) ?? input;
  return (
    (usage.inputTokens * input +
      usage.outputTokens * output +
      usage.cacheReadTokens * cacheRead +
      usage.cacheWriteTokens * cacheWrite) /
    1e6
  );
};

const perMillion = (price: ModelPrice[string]): number | null =>
  price === undefined ? null : typeof price === 'number' ? price : price.base;
