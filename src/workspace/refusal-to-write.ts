import type { Problem } from '../domain/problem.ts';
import { listInWords } from '../text/list-in-words.ts';
import type { StatusReport } from './status-report.ts';

/** Why nothing may be written for this plan, or nothing: feedback carries no plan name, so two plans would share it. */
export const refusalToWrite = (report: StatusReport): Problem | undefined => {
  const { plan, sharedWith } = report;
  if (sharedWith.length === 0) return undefined;
  return {
    rule: 'shared-folder',
    severity: 'error',
    at: { file: plan.file },
    message: `${plan.name} shares its folder with ${listInWords(sharedWith)}, so that feedback would belong to all of them.`,
    advice: 'Give each plan a folder of its own.',
  };
};
