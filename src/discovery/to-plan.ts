import type { Plan } from '../domain/plan.ts';
import type { Problem } from '../domain/problem.ts';
import type { Result } from '../domain/result.ts';
import { fail, ok } from '../domain/result.ts';
import type { Discovery } from './discovery.ts';

/** Errors that leave no graph to plan with. Any other, such as an id that the plan does not have, costs one edge only. */
const fatal: ReadonlySet<string> = new Set([
  'dependency-cycle',
  'self-dependency',
  'duplicate-achievement',
  'no-achievements',
]);

/** The checked plan, or all problems if there is a cycle, an id for two achievements, or no achievement. */
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
  if (problems.some(({ rule, severity }) => severity === 'error' && fatal.has(rule))) return fail(problems);
  if (achievements.length === 0) return fail([...problems, nothingToDo(file)]);
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
