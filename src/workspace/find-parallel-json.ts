import { posix } from 'node:path';
import type { Problem } from '../domain/problem.ts';
import { listInWords } from '../text/list-in-words.ts';
import { planKey } from './names.ts';
import type { PlanPlace } from './plan-neighbours.ts';

/**
 * The parallel.json beside the plan, under any of `fileNames` (the one that we write first) and in any case of letters;
 * several are a problem.
 */
export const findParallelJson = (
  plan: PlanPlace,
  paths: readonly string[],
  fileNames: readonly string[],
): { readonly path: string | null; readonly problems: readonly Problem[] } => {
  const folder = posix.dirname(posix.normalize(plan.file));
  const beside = paths.map((path) => posix.normalize(path)).filter((path) => posix.dirname(path) === folder);
  const found = fileNames.flatMap((name) =>
    beside.filter((path) => posix.basename(path).toLowerCase() === name.toLowerCase()).sort(),
  );
  const [path, ...others] = found;
  if (path === undefined) return { path: null, problems: [] };
  if (others.length === 0) return { path, problems: [] };
  const problem: Problem = {
    rule: 'duplicate-document',
    severity: 'warning',
    at: { file: path },
    message: `${plan.name} has ${listInWords(found)}; ${path} is the one that is read.`,
    advice: 'Keep one of them.',
  };
  return { path, problems: [problem] };
};

/**
 * Whether a parallel.json is the plan's, by the `plan_name` in it; nothing when it is, else the problem. Without a
 * `plan_name` it is the plan's own where no other PLAN shares the folder.
 */
export const foreignParallelJson = (
  plan: PlanPlace,
  path: string,
  planNameInFile: string | null,
  sharedWith: readonly string[],
): Problem | undefined => {
  const problem = (rule: string, message: string, advice: string): Problem => ({
    rule,
    severity: 'error',
    at: { file: path },
    message,
    advice,
  });
  if (planNameInFile === null || planNameInFile.trim() === '') {
    if (sharedWith.length === 0) return undefined;
    const candidates = listInWords([plan.name, ...sharedWith], 'or');
    return problem(
      'ambiguous-document',
      `${path} has no plan_name and may belong to ${candidates}, so it counts for none.`,
      'Give each plan a folder of its own.',
    );
  }
  // "PLAN_X" and "PLAN_X.md" are what people write for X.
  const named = planKey(planNameInFile).replace(/^plan_|\.md$/g, '');
  if (named === planKey(plan.name) || planKey(planNameInFile) === planKey(plan.name)) return undefined;
  return problem(
    'foreign-document',
    `${path} is that of ${planNameInFile}, not of ${plan.name}, so it counts for none.`,
    sharedWith.length > 0
      ? 'Give each plan a folder of its own.'
      : `Correct its plan_name, or remove it and discover ${plan.name} anew.`,
  );
};
