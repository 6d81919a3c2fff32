import type { PromptNeeds } from '../../documents/prompts/work-prompt-kinds.ts';
import type { Problem } from '../../domain/problem.ts';
import type { AchievementReport } from '../../workspace/status-report.ts';
import type { AssembledPlan } from '../assemble-plan.ts';
import { planArgument } from '../plan-argument.ts';

/**
 * Why there is no such prompt about an achievement, and what there is instead: nothing is done for it any more, a document
 * is missing that the prompt cannot do without, or there already is what it would ask for.
 */
export const promptRefusal = (
  assembled: AssembledPlan,
  { id, documents, status }: AchievementReport,
  needs: PromptNeeds,
): Problem | undefined => {
  const plan = planArgument(assembled.graph.plan);
  const next = `planloom next ${plan} says what can be done.`;
  if (status === 'skipped' || (status === 'complete' && !needs.afterApproval && needs.fix !== 'wanted')) {
    const why = status === 'skipped' ? 'is skipped' : 'is approved';
    return problem(assembled, 'finished-achievement', `${id} ${why}, so nothing is left to do for it.`, next);
  }
  if (needs.subplan === 'absent' && documents.subplan !== null) {
    const advice = `planloom prompt continue-subplan ${plan} ${id} has it completed.`;
    return problem(assembled, 'document-exists', `${id} has a SUBPLAN already.`, advice, documents.subplan);
  }
  if (needs.subplan === 'always' && documents.subplan === null) {
    const advice = `planloom subplan ${plan} --achievement ${id} makes it; planloom prompt create-subplan ${plan} ${id} has it designed.`;
    return problem(assembled, 'missing-document', `${id} has no SUBPLAN yet.`, advice);
  }
  if ((needs.tasks === 'current' || needs.tasks === 'all') && documents.executionTasks.length === 0) {
    const advice = `planloom execution ${plan} --achievement ${id} makes it; planloom prompt design-execution ${plan} ${id} has it planned.`;
    return problem(assembled, 'missing-document', `${id} has no EXECUTION_TASK yet.`, advice);
  }
  if (needs.fix === 'wanted' && status !== 'failed') {
    return problem(assembled, 'missing-document', `${id} has no open FIX.`, next);
  }
  return undefined;
};

/** Every EXECUTION_TASK of the achievement is complete, so that nobody has one to go on with. */
export const nothingToCarryOut = (assembled: AssembledPlan, { id, status }: AchievementReport): Problem => {
  const plan = planArgument(assembled.graph.plan);
  const advice =
    status === 'failed'
      ? `planloom prompt fix ${plan} ${id} has the open FIX mended.`
      : `planloom prompt review ${plan} ${id} has them reviewed; planloom prompt design-execution ${plan} ${id} has a further one planned.`;
  return problem(assembled, 'finished-execution', `Every EXECUTION_TASK of ${id} is complete.`, advice);
};

const problem = (
  { place: { root, file: plan } }: AssembledPlan,
  rule: string,
  message: string,
  advice: string,
  file = plan,
): Problem => ({ rule, severity: 'error', at: { file: root.label(file) }, message, advice });
