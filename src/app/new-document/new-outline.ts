import type { PlanOutlineInput } from '../../documents/plan-outline-view.ts';
import { planOutlineView } from '../../documents/plan-outline-view.ts';
import type { DocumentTemplate } from '../../documents/document-template.ts';
import { outlineDocument } from '../../documents/outline-document.ts';
import { discover } from '../../discovery/discover.ts';
import { toPlan } from '../../discovery/to-plan.ts';
import { hasErrors } from '../../domain/problem.ts';
import type { Problem } from '../../domain/problem.ts';
import { fail, ok } from '../../domain/result.ts';
import type { Result } from '../../domain/result.ts';
import { parsePlan } from '../../plan-document/parse-plan.ts';
import { differences } from '../planner/draft-differences.ts';

/**
 * The text of a PLAN that is only begun, read back as any other PLAN is. Fails where it does not say what was given, and
 * by a workspace's own template. `file`: the name for it in problems.
 */
export const newOutline = async (
  input: PlanOutlineInput,
  file: string,
  own: DocumentTemplate | undefined,
): Promise<Result<{ readonly text: string; readonly problems: readonly Problem[] }>> => {
  const text = outlineDocument('plan', planOutlineView(input), own);
  if (!text.ok) return text;
  const parsed = await parsePlan(file, text.value);
  const discovery = discover({ plan: parsed });
  const plan = toPlan(discovery);
  if (!plan.ok) return plan;
  const problems = [...differences(input, parsed), ...discovery.problems];
  return hasErrors(problems) ? fail(problems) : ok({ text: text.value, problems });
};
