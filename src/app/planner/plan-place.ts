import { posix } from 'node:path';
import { usageProblem } from '../../domain/problem.ts';
import { fail, ok } from '../../domain/result.ts';
import type { Result } from '../../domain/result.ts';
import { planKey, planNameOfFile } from '../../workspace/names.ts';
import { listLimits, readProblem } from '../open-plan.ts';
import type { Root } from '../open-plan.ts';
import { nameAdvice, nameFromTitle, planName } from './plan-name.ts';

/** Where a new plan goes. `file` is relative to the root. */
export interface NewPlanPlace {
  readonly name: string;
  readonly file: string;
  /** Nobody gave the name: it is made from the title. */
  readonly isNameMade: boolean;
}

/**
 * Where a plan of the name that a user gives goes, or, without one, of a name made from its title. Fails before anybody
 * is asked where the name is none, or where a plan of the workspace has it already: nothing is ever written over.
 */
export const newPlanPlace = async (
  root: Root,
  given: string | undefined,
): Promise<Result<(title: string) => NewPlanPlace>> => {
  const listing = await root.files.list('.', listLimits);
  if (!listing.ok) return fail([readProblem(root.label('.'), listing.error)]);
  const taken = new Map<string, string>();
  for (const path of listing.value.paths) {
    const name = planNameOfFile(posix.basename(path));
    if (name !== undefined) taken.set(planKey(name), path);
    // A folder that is there may hold what belongs to something else.
    const [, folder] = /^work-space\/plans\/([^/]+)\//.exec(path) ?? [];
    if (folder !== undefined && !taken.has(planKey(folder))) taken.set(planKey(folder), `${plansFolder}/${folder}`);
  }
  if (given === undefined)
    return ok((title) =>
      placeOf(
        nameFromTitle(title, (key) => taken.has(key)),
        true,
      ),
    );
  const name = planName(given);
  if (name === undefined) {
    const advice = `${nameAdvice}; or leave it out.`;
    return fail([usageProblem(`${JSON.stringify(given.slice(0, 80))} cannot be the name of a plan.`, advice)]);
  }
  const other = taken.get(planKey(name));
  if (other !== undefined) {
    return fail([
      usageProblem(`There is ${root.label(other)} already.`, 'Give another name; nothing is written over.'),
    ]);
  }
  return ok(() => placeOf(name, false));
};

const plansFolder = 'work-space/plans';

const placeOf = (name: string, isNameMade: boolean): NewPlanPlace => ({
  name,
  file: `${plansFolder}/${name}/PLAN_${name}.md`,
  isNameMade,
});
