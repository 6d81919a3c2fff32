import type { Problem } from '../domain/problem.ts';
import { listInWords } from '../text/list-in-words.ts';
import type { StatusReport } from './status-report.ts';

/** Why nothing may be written for this plan, or nothing: what carries no plan's name in its own would be shared. */
export const refusalToWrite = (report: Pick<StatusReport, 'plan' | 'sharedWith'>): Problem | undefined => {
  const { plan, sharedWith } = report;
  if (sharedWith.length === 0) return undefined;
  return {
    rule: 'shared-folder',
    severity: 'error',
    at: { file: plan.file },
    message: `${plan.name} shares its folder with ${listInWords(sharedWith)}, so that parallel.json and feedback would belong to all of them.`,
    advice: 'Give each plan a folder of its own.',
  };
};
