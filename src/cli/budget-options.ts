import type { BudgetLimits } from '../domain/run.ts';
import { fail, ok } from '../domain/result.ts';
import type { Result } from '../domain/result.ts';
import type { Call } from './command-spec.ts';
import { text, usageProblem } from './print.ts';

type Asked = Partial<BudgetLimits>;

/** What the options of `run` and `resume` say of the budget, checked; nothing for what is not given. */
export const budgetOptions = (call: Call): Result<Asked> => {
  const run = readLimits('--budget', text(call, 'budget'));
  if (!run.ok) return run;
  const attempt = readLimits('--attempt-budget', text(call, 'attemptBudget'));
  if (!attempt.ok) return attempt;
  const onReached = text(call, 'onBudget');
  if (onReached !== undefined && onReached !== 'drain' && onReached !== 'stop') {
    return refuse(`--on-budget ${onReached} is not known.`, 'Give drain or stop.');
  }
  return ok({
    ...(run.value.usd === undefined ? {} : { runUsd: run.value.usd }),
    ...(run.value.tokens === undefined ? {} : { runTokens: run.value.tokens }),
    ...(attempt.value.usd === undefined ? {} : { attemptUsd: attempt.value.usd }),
    ...(attempt.value.tokens === undefined ? {} : { attemptTokens: attempt.value.tokens }),
    ...(onReached === undefined ? {} : { onReached }),
  });
};

/** Undefined: not said; null: no limit. */
interface Limits {
  readonly usd?: number | null;
  readonly tokens?: number | null;
}

const advice =
  'Give dollars such as 20 or 2.50, tokens such as 500ktokens or 2Mtokens, both as 20,500ktokens, or none.';
const shellAdvice =
  'Give a limit above 0, or none, and leave out the $: a shell takes $2 for a variable, and $20 becomes 0.';

const readLimits = (option: string, words: string | undefined): Result<Limits> => {
  if (words === undefined) return ok({});
  if (words.trim().toLowerCase() === 'none') return ok({ usd: null, tokens: null });
  if (words.trim() === '') return refuse(`${option} needs a limit.`, shellAdvice);
  if (words.includes('$') || Number(words) === 0) return refuse(`${option} ${words} is no limit.`, shellAdvice);
  let limits: Limits = {};
  for (const part of words.split(',')) {
    const limit = readLimit(part.trim());
    if (limit === null) return refuse(`${option} ${words} is no limit that can be understood.`, advice);
    if (Object.keys(limit).some((unit) => unit in limits)) {
      return refuse(`${option} ${words} gives two limits of one kind.`, advice);
    }
    limits = { ...limits, ...limit };
  }
  return ok(limits);
};

const factors: Readonly<Record<string, number>> = { '': 1, k: 1e3, m: 1e6 };

const readLimit = (words: string): Limits | null => {
  const found = /^(\d+(?:\.\d+)?|\.\d+)(?: ?usd| ?([km]?) ?tok(?:ens?)?)?$/i.exec(words);
  if (found === null) return null;
  const [, digits, factor] = found;
  const amount = Number(digits);
  if (factor === undefined) return isLimit(amount) ? { usd: amount } : null;
  // Decimals are not exact: 1.1 times a million is a little more than that.
  const tokens = Math.round(amount * factors[factor.toLowerCase()]! * 1000) / 1000;
  return isLimit(tokens) && Number.isInteger(tokens) ? { tokens } : null;
};

const isLimit = (amount: number): boolean => amount > 0 && amount <= Number.MAX_SAFE_INTEGER;

const refuse = (message: string, say: string): Result<never> => fail([usageProblem(message, say)]);
