import { assemblePlan, leftOutOf } from '../app/assemble-plan.ts';
import type { AssembledPlan } from '../app/assemble-plan.ts';
import { openPlan } from '../app/open-plan.ts';
import type { PlanPlace } from '../app/open-plan.ts';
import { readPlan } from '../app/read-plan.ts';
import type { PlanOnDisk } from '../app/read-plan.ts';
import type { Scope } from '../domain/plan.ts';
import { fail, ok } from '../domain/result.ts';
import type { Result } from '../domain/result.ts';
import type { Call } from './command-spec.ts';
import { printProblems, refuse, text, usageProblem } from './print.ts';

/** What `--scope` and `--assume` say, checked. */
export const discoveryOptions = (
  call: Call,
): Result<{ readonly scope?: Scope; readonly assume?: 'none' | 'scope' }> => {
  const scope = text(call, 'scope');
  const assume = text(call, 'assume');
  if (scope !== undefined && !/^[123]$/.test(scope)) {
    return fail([usageProblem(`--scope ${scope} is not known.`, 'Give 1, 2 or 3.')]);
  }
  if (assume !== undefined && assume !== 'none' && assume !== 'scope') {
    return fail([usageProblem(`--assume ${assume} is not known.`, 'Give none or scope.')]);
  }
  return ok({
    ...(scope === undefined ? {} : { scope: Number(scope) as Scope }),
    ...(assume === undefined ? {} : { assume }),
  });
};

/** A whole number of at least 0 that an option gives, or undefined where the option is absent. */
export const wholeNumber = (call: Call, name: string): Result<number | undefined> => {
  const given = text(call, name);
  if (given === undefined) return ok(undefined);
  return /^\d{1,6}$/.test(given)
    ? ok(Number(given))
    : fail([usageProblem(`--${name} ${given} is not a whole number.`, 'Give a number such as 0 or 2.')]);
};

/** Opens and reads the plan that a command names, and hands it on; says what is wrong where that cannot be done. */
export const withPlanOnDisk = async (
  call: Call,
  argument: string | undefined,
  work: (disk: PlanOnDisk, place: PlanPlace) => Promise<number>,
): Promise<number> => {
  const place = await openPlan(call.world, argument, text(call, 'root'));
  if (!place.ok) return refuse(call, place.error);
  const disk = await readPlan(place.value);
  return disk.ok ? work(disk.value, place.value) : refuse(call, disk.error);
};

/** The same, with the plan's checked graph. A plan that is no graph, for a cycle say, ends the command with 1. */
export const withPlan = async (
  call: Call,
  argument: string | undefined,
  work: (assembled: AssembledPlan) => Promise<number>,
): Promise<number> => {
  const options = discoveryOptions(call);
  if (!options.ok) return refuse(call, options.error);
  return withPlanOnDisk(call, argument, async (disk) => {
    const assembled = assemblePlan(disk, options.value);
    if (assembled.ok) {
      await printProblems(call, leftOutOf(assembled.value), disk.sources);
      return work(assembled.value);
    }
    await refuse(call, assembled.error, disk.sources);
    return 1;
  });
};
