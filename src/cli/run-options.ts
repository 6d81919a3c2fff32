import type { RunOptions } from '../app/run/plan-run.ts';
import { fail, ok } from '../domain/result.ts';
import type { Result } from '../domain/result.ts';
import { budgetOptions } from './budget-options.ts';
import type { Call } from './command-spec.ts';
import { text, usageProblem } from './print.ts';
import { wholeNumber } from './with-plan.ts';

/** What the options of `run` say, checked. */
export const runOptions = (call: Call): Result<RunOptions> => {
  const level = wholeNumber(call, 'level');
  if (!level.ok) return level;
  const maxExecutors = text(call, 'maxExecutors');
  if (maxExecutors !== undefined && !/^[1-9]\d{0,3}$/.test(maxExecutors)) {
    const advice = 'Give a number such as 4.';
    return fail([usageProblem(`--max-executors ${maxExecutors} is not a whole number of at least 1.`, advice)]);
  }
  const budget = budgetOptions(call);
  if (!budget.ok) return budget;
  const from = text(call, 'from') ?? 'newest';
  if (from !== 'newest' && from !== 'head') {
    return fail([usageProblem(`--from ${from} is not known.`, 'Give newest or head.')]);
  }
  if (call.options.json === true && call.options.jsonLines === true) {
    const advice = 'Give one of them; the last line of --json-lines is what --json prints.';
    return fail([usageProblem('--json and --json-lines are two forms of the same output.', advice)]);
  }
  const { achievement } = call.options;
  return ok({
    executor: text(call, 'executor'),
    maxExecutors: maxExecutors === undefined ? undefined : Number(maxExecutors),
    level: level.value,
    achievements: Array.isArray(achievement) ? achievement.filter((id) => typeof id === 'string') : undefined,
    barrier: call.options.barrier === true,
    reviewer: text(call, 'review'),
    budget: budget.value,
    from,
  });
};
