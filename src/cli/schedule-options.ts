import { poolQuestion } from '../app/run/pool-question.ts';
import type { ScheduleOptions } from '../app/schedule.ts';
import type { Plan } from '../domain/plan.ts';
import type { Problem } from '../domain/problem.ts';
import { fail, ok } from '../domain/result.ts';
import type { Result } from '../domain/result.ts';
import { choosePool } from '../policy/choose-pool.ts';
import type { Config } from '../policy/config.ts';
import { presets } from '../policy/presets.ts';
import { runLimits } from '../policy/run-limits.ts';
import type { Call } from './command-spec.ts';
import { text, usageProblem } from './print.ts';

const usualRounds = 200;
/** What forward-backward improvement finds, it mostly finds in these. */
const usualImproveRounds = 8;
const mostRounds = 10_000;
const mostExecutors = 100_000;

/** The pools of achievements that have one for a reason. */
const poolOf = (config: Config, { achievements }: Pick<Plan, 'achievements'>): Readonly<Record<string, string>> =>
  Object.fromEntries(
    achievements.flatMap((one) => {
      const { by, pool } = choosePool(config, poolQuestion(one));
      return by === 'default' ? [] : [[one.id, pool]];
    }),
  );

/** What `schedule` was asked for, checked; what is not said comes from the configuration. */
export const scheduleOptions = (
  call: Call,
  config: Config,
  plan: Pick<Plan, 'achievements'>,
): Result<ScheduleOptions> => {
  const problems: Problem[] = [];
  const whole = (name: string, least: number, most: number, usual: number): number => {
    const given = text(call, name);
    if (given === undefined) return usual;
    const number = /^\d{1,9}$/.test(given) ? Number(given) : NaN;
    if (number >= least && number <= most) return number;
    problems.push(
      usageProblem(`--${name} ${given} is not a whole number from ${least} to ${most}.`, `For instance: --${name} 3`),
    );
    return usual;
  };
  const format = text(call, 'format');
  if (format !== undefined && !['text', 'svg'].includes(format)) {
    problems.push(usageProblem(`--format ${format} is not known.`, 'Give text or svg; --json prints JSON.'));
  }
  const hours = text(call, 'defaultHours');
  if (hours !== undefined && !(/^\d{1,6}(?:\.\d{1,2})?$/.test(hours) && Number(hours) > 0)) {
    problems.push(
      usageProblem(`--default-hours ${hours} is not a number of hours.`, 'Give a number above 0, such as 2.5.'),
    );
  }
  const { maxExecutors, pools } = runLimits(config, config.preset === null ? null : presets[config.preset]);
  const options = {
    executors: whole('executors', 1, mostExecutors, maxExecutors),
    pools,
    poolOf: poolOf(config, plan),
    improveRounds: call.options.improve === true ? usualImproveRounds : whole('improve', 0, mostRounds, 0),
    rounds: whole('rounds', 0, mostRounds, usualRounds),
    seed: whole('seed', 0, 999_999_999, 1),
    ...(hours === undefined ? {} : { defaultHours: Number(hours) }),
  };
  return problems.length > 0 ? fail(problems) : ok(options);
};
