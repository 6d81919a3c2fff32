import { posix } from 'node:path';
import type { Problem } from '../domain/problem.ts';
import { fail, ok } from '../domain/result.ts';
import type { Result } from '../domain/result.ts';
import { listInWords } from '../text/list-in-words.ts';
import { planKey, planNameOfFile } from './names.ts';
import { nearest } from '../text/nearest.ts';

/** Where the plan of a command is: found in the workspace, or a path by itself, which nobody has looked at yet. */
export type PlanReference =
  { readonly kind: 'found'; readonly path: string } | { readonly kind: 'path'; readonly path: string };

interface PlanFile {
  readonly path: string;
  readonly name: string;
  readonly key: string;
}

const plansOf = (paths: readonly string[]): readonly PlanFile[] =>
  paths
    .flatMap((path) => {
      const name = planNameOfFile(posix.basename(path));
      return name === undefined ? [] : [{ path, name, key: planKey(name) }];
    })
    .sort((a, b) => (a.path < b.path ? -1 : 1));

/** What to do in a workspace without any plan. */
export const noPlanAdvice =
  'Begin one: planloom new plan NAME, or planloom init for a workspace with an example; or give the path of a plan.';

const refuse = (rule: string, message: string, advice: string): { readonly ok: false; readonly error: Problem[] } =>
  fail([{ rule, severity: 'error', at: { file: '.' }, message, advice }]);

const several = (said: string, plans: readonly PlanFile[]) =>
  refuse(
    'ambiguous-plan',
    `${said} may be ${listInWords(
      plans.map(({ path }) => path),
      'or',
    )}.`,
    'Say more of the name, or give the path.',
  );

const byName = (wanted: string, plans: readonly PlanFile[]): Result<PlanReference> => {
  const asked = `@${wanted}`;
  const file = /\.md$/i.test(wanted) ? planNameOfFile(wanted) : undefined;
  const key = planKey(file ?? wanted);
  const inFolder = ({ path }: PlanFile) => planKey(posix.basename(posix.dirname(path))) === key;
  // A whole name wins over a part of a name, so that PAY is found beside PAY_2; a folder's name comes last.
  const tries: readonly ((plan: PlanFile) => boolean)[] =
    file === undefined
      ? [(plan) => plan.key === key, (plan) => key !== '' && plan.key.includes(key), inFolder]
      : [(plan) => plan.key === key];
  for (const fits of tries) {
    const fitting = plans.filter(fits);
    const [only] = fitting;
    if (only === undefined) continue;
    return fitting.length === 1 ? ok({ kind: 'found', path: only.path }) : several(asked, fitting);
  }
  const names = plans.map(({ name }) => name);
  const near = nearest(file ?? wanted, names);
  return refuse(
    'unknown-plan',
    `No plan of this workspace is named ${asked}.`,
    near.length > 0
      ? `Did you mean ${listInWords(
          near.map((name) => `@${name}`),
          'or',
        )}?`
      : names.length > 0
        ? `Its plans are ${listInWords(names)}.`
        : `It has no PLAN_*.md file. ${noPlanAdvice}`,
  );
};

/**
 * The plan that a command means. `paths` are the files of the workspace, relative to its root. `@NAME` is a unique part
 * of a plan's name in any case, `@PLAN_X.md` a file name, `@` with a slash in it a path from the root, anything else a
 * path as it is. Without an argument it is the only plan there is.
 */
export const findPlan = (argument: string | undefined, paths: readonly string[]): Result<PlanReference> => {
  const plans = plansOf(paths);
  if (argument === undefined) {
    const [only] = plans;
    if (only === undefined) return refuse('no-plan', 'This workspace has no PLAN_*.md file.', noPlanAdvice);
    if (plans.length === 1) return ok({ kind: 'found', path: only.path });
    const areNamed = new Set(plans.map(({ key }) => key)).size === plans.length;
    return refuse(
      'ambiguous-plan',
      `This workspace has ${plans.length} plans: ${listInWords(plans.map(({ name, path }) => (areNamed ? name : path)))}.`,
      `Say which, for instance @${only.name}.`,
    );
  }
  if (!argument.startsWith('@')) return ok({ kind: 'path', path: argument });
  const wanted = argument.slice(1);
  if (!wanted.includes('/')) return byName(wanted, plans);
  const path = posix.normalize(wanted);
  const exact = plans.find((plan) => plan.path === path);
  if (exact !== undefined) return ok({ kind: 'found', path });
  // A folder stands for the one plan in it.
  const folder = path.replace(/\/$/, '');
  const inside = plans.filter((plan) => posix.dirname(plan.path) === folder);
  const [only] = inside;
  if (only !== undefined)
    return inside.length === 1 ? ok({ kind: 'found', path: only.path }) : several(argument, inside);
  return byName(posix.basename(folder), plans);
};
