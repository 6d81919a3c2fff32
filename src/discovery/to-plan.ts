import type { Plan } from '../domain/plan.ts';
import { hasErrors } from '../domain/problem.ts';
import type { Problem } from '../domain/problem.ts';
import type { Result } from '../domain/result.ts';
import { fail, ok } from '../domain/result.ts';
import type { Discovery } from './discovery.ts';

/** The checked plan, or all problems if one of them is an error or there is no achievement. */
export const toPlan = (discovery: Discovery): Result<Plan> => {
  const {
    file,
    name,
    title,
    metadata,
    scope,
    achievements,
    conflicts,
    contradictions,
    groupStatements,
    notes,
    problems,
  } = discovery;
  if (achievements.length === 0 && !hasErrors(problems)) return fail([...problems, nothingToDo(file)]);
  if (hasErrors(problems)) return fail(problems);
  return ok({
    file,
    name,
    title,
    metadata,
    scope,
    achievements,
    conflicts,
    contradictions,
    groupStatements,
    notes,
    problems,
  });
};

const nothingToDo = (file: string): Problem => ({
  rule: 'no-achievements',
  severity: 'error',
  at: { file },
  message: 'This document has no achievements.',
  advice: 'Write each as "### Achievement 1.1: Title", or check that the file is a PLAN.',
});
