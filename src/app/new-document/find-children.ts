import { posix } from 'node:path';
import type { Child } from '../../documents/family-view.ts';
import type { Problem } from '../../domain/problem.ts';
import { usageProblem } from '../../domain/problem.ts';
import { fail, ok } from '../../domain/result.ts';
import type { Result } from '../../domain/result.ts';
import { findPlan } from '../../workspace/find-plan.ts';
import { familyNameOfFile, planKey, planNameOfFile } from '../../workspace/names.ts';
import type { FamilyKind } from '../../workspace/names.ts';
import { assemblePlan } from '../assemble-plan.ts';
import { listLimits, maxDocumentBytes, readProblem } from '../open-plan.ts';
import type { Root } from '../open-plan.ts';
import { planName } from '../planner/plan-name.ts';
import { readPlan } from '../read-plan.ts';
import { reportStatus } from '../report-status.ts';
import type { FamilyPlace } from './family-place.ts';

/** A document of the workspace that may be a child. `path` is relative to the root. */
interface Candidate {
  readonly kind: 'plan' | 'grammaplan';
  readonly name: string;
  readonly path: string;
}

/**
 * The children that a user names for the document at `place`: by a NAME, which may be of a document that does not exist
 * yet, or as commands find plans: `@NAME`, or a path from the root. A GRAMMAPLAN holds PLANs, a NORTH_STAR both.
 */
export const findChildren = async (
  root: Root,
  kind: FamilyKind,
  place: FamilyPlace,
  given: readonly string[],
): Promise<Result<readonly Child[]>> => {
  const listing = await root.files.list('.', listLimits);
  if (!listing.ok) return fail([readProblem(root.label('.'), listing.error)]);
  const { paths } = listing.value;
  const candidates = paths.flatMap((path): readonly Candidate[] => {
    const plan = planNameOfFile(posix.basename(path));
    if (plan !== undefined) return [{ kind: 'plan', name: plan, path }];
    const above = kind === 'north-star' ? familyNameOfFile('grammaplan', posix.basename(path)) : undefined;
    return above === undefined ? [] : [{ kind: 'grammaplan', name: above, path }];
  });
  const children: Child[] = [];
  const problems: Problem[] = [];
  for (const word of given) {
    const meant = meaning(word, candidates);
    if (!meant.ok) problems.push(...meant.error);
    else if (children.some(({ name }) => planKey(name) === planKey(meant.value.name))) {
      problems.push(usageProblem(`The child ${meant.value.name} is named twice.`, 'Name each child once.'));
    } else children.push(await childOf(root, place, meant.value));
  }
  return problems.length > 0 ? fail(problems) : ok(children);
};

type Meaning = Candidate | { readonly kind: 'missing'; readonly name: string };

const meaning = (word: string, candidates: readonly Candidate[]): Result<Meaning> => {
  if (word.startsWith('@') || word.includes('/')) {
    const asked = word.startsWith('@') ? word : `@${posix.normalize(word)}`;
    const whole = candidates.find(
      ({ path, name }) =>
        asked === `@${path}` || asked === `@${posix.basename(path)}` || planKey(name) === planKey(asked.slice(1)),
    );
    if (whole?.kind === 'grammaplan') return ok(whole);
    const found = findPlan(
      asked,
      candidates.filter(({ kind }) => kind === 'plan').map(({ path }) => path),
    );
    if (!found.ok) return found;
    const plan = candidates.find(({ path }) => path === found.value.path);
    return plan === undefined ? fail([usageProblem(`There is no PLAN ${word}.`, 'Check the path.')]) : ok(plan);
  }
  const bare = familyNameOfFile('grammaplan', /\.md$/i.test(word) ? word : `${word}.md`) ?? word;
  const name = planName(bare);
  if (name === undefined) {
    const advice = 'Give the NAME of a PLAN, @NAME for one that exists, or its path from the root.';
    return fail([usageProblem(`${JSON.stringify(word.slice(0, 80))} cannot be the name of a child.`, advice)]);
  }
  const same = candidates.filter((one) => planKey(one.name) === planKey(name));
  // A GRAMMAPLAN stands for its PLANs, also for one of the same name.
  const fitting = same.some((one) => one.kind === 'grammaplan')
    ? same.filter((one) => one.kind === 'grammaplan')
    : same;
  const [first] = fitting;
  if (fitting.length > 1) {
    const places = fitting.map(({ path }) => path).join(' and ');
    return fail([usageProblem(`${name} may be ${places}.`, 'Give the path from the root.')]);
  }
  return ok(first ?? { kind: 'missing', name });
};

const childOf = async (root: Root, place: FamilyPlace, meant: Meaning): Promise<Child> => {
  if (meant.kind === 'missing') return { name: meant.name, found: null };
  const { name, path } = meant;
  const file = posix.relative(posix.dirname(place.file), path);
  if (meant.kind === 'grammaplan') {
    const read = await root.files.readText(path, maxDocumentBytes);
    const title = /^# +(?:GRAMMAPLAN: *)?(.+)$/m.exec(read.ok ? read.value : '')?.[1] ?? '';
    return { name, found: { file, title, figures: null } };
  }
  const disk = await readPlan({ root, file: path, folder: posix.dirname(path) });
  const assembled = disk.ok ? assemblePlan(disk.value) : disk;
  // A plan with mistakes is a child all the same; its figures are not known.
  if (!assembled.ok) return { name, found: { file, title: disk.ok ? disk.value.parsed.title : '', figures: null } };
  const { plan, achievements, hours } = await reportStatus(assembled.value);
  const figures = {
    // What is left out counts neither as work nor as done.
    achievements: achievements.filter(({ status }) => status !== 'skipped').length,
    complete: achievements.filter(({ status }) => status === 'complete').length,
    hours: hours.total - hours.skipped,
    hoursComplete: hours.done,
  };
  return { name, found: { file, title: plan.title, figures } };
};
