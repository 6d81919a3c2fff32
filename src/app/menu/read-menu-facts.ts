import { isFinished } from '../../workspace/batch.ts';
import { fillDocuments } from '../prompts/fill-documents.ts';
import { nextPrompt } from '../prompts/next-prompt.ts';
import type { PlanState } from '../plan-state.ts';
import { reportStatus } from '../report-status.ts';
import type { NamedPlan } from './other-plans.ts';
import type { MenuFacts } from './plan-menu.ts';

/** What the menu of a plan is made from, as the files are now. `plans`: all of the workspace; `ending`: of every command. */
export const readMenuFacts = async (
  state: PlanState,
  plans: readonly NamedPlan[],
  ending: readonly string[],
): Promise<MenuFacts> => {
  const { file, root } = state.place;
  const report = await reportStatus(state);
  const { prompt } = await nextPrompt(state, report);
  // As many as there are of those that `prompt fill` asks about.
  const { documents } = await fillDocuments(state.place, {
    ...report,
    achievements: report.achievements.filter((one) => !isFinished(one)),
  });
  return {
    plan: plans.find((plan) => plan.file === file)?.word ?? root.label(file),
    ending,
    report,
    prompt,
    filling: { documents: documents.length, parts: documents.reduce((sum, { parts }) => sum + parts.length, 0) },
    otherPlans: plans.filter((plan) => plan.file !== file),
  };
};
