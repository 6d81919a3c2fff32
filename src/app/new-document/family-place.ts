import { posix } from 'node:path';
import { usageProblem } from '../../domain/problem.ts';
import { fail, ok } from '../../domain/result.ts';
import type { Result } from '../../domain/result.ts';
import { familyNameOfFile, planKey } from '../../workspace/names.ts';
import type { FamilyKind } from '../../workspace/names.ts';
import { listLimits, readProblem } from '../open-plan.ts';
import type { Root } from '../open-plan.ts';
import { nameAdvice, planName } from '../planner/plan-name.ts';

/** Where a new document goes. `file` is relative to the root. */
export interface FamilyPlace {
  readonly name: string;
  readonly file: string;
}

const prefixes: Readonly<Record<FamilyKind, string>> = { grammaplan: 'GRAMMAPLAN_', 'north-star': 'NORTH_STAR_' };

/** Where a document of the name that a user gives goes. Fails where the name is none, or taken: nothing is written over. */
export const familyPlace = async (root: Root, kind: FamilyKind, given: string): Promise<Result<FamilyPlace>> => {
  const name = planName(familyNameOfFile(kind, /\.md$/i.test(given) ? given : `${given}.md`) ?? given);
  if (name === undefined) {
    const advice = `${nameAdvice}.`;
    return fail([usageProblem(`${JSON.stringify(given.slice(0, 80))} cannot be the name of a document.`, advice)]);
  }
  const listing = await root.files.list('.', listLimits);
  if (!listing.ok) return fail([readProblem(root.label('.'), listing.error)]);
  const taken = listing.value.paths.find((path) => {
    const other = familyNameOfFile(kind, posix.basename(path));
    return other !== undefined && planKey(other) === planKey(name);
  });
  if (taken !== undefined) {
    return fail([
      usageProblem(`There is ${root.label(taken)} already.`, 'Give another name; nothing is written over.'),
    ]);
  }
  const file = `${prefixes[kind]}${name}.md`;
  const folder = kind === 'grammaplan' ? `work-space/grammaplans/${name}` : 'work-space/north-stars';
  return ok({ name, file: `${folder}/${file}` });
};
