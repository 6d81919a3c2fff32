import type { BatchSelection } from './batch.ts';
import { listInWords } from '../text/list-in-words.ts';
import type { StatusReport } from './status-report.ts';

/** Why a batch has nothing to make, as one sentence. */
export const emptySelectionReason = (report: StatusReport, selection: Omit<BatchSelection, 'reason'>): string => {
  const { kind, exists, failed, finished, waiting } = selection;
  const noun = kind === 'subplan' ? 'a SUBPLAN' : 'an EXECUTION_TASK';
  if (report.achievements.length === 0) return `${report.plan.name} has no achievement.`;
  const ids = (list: readonly { readonly id: string }[]) => listInWords(list.map(({ id }) => id));
  const have = (count: number) => (count === 1 ? 'has' : 'have');
  const parts: string[] = [];
  if (failed.length > 0) parts.push(`${ids(failed)} ${have(failed.length)} no SUBPLAN`);
  if (exists.length > 0) parts.push(`${ids(exists)} ${have(exists.length)} ${noun} already`);
  if (finished.length > 0) parts.push(`${listInWords(finished)} ${finished.length === 1 ? 'is' : 'are'} done`);
  for (const { id, blockedBy } of waiting.slice(0, 5)) parts.push(`${id} waits for ${listInWords(blockedBy)}`);
  if (waiting.length > 5) parts.push(`${waiting.length - 5} more wait`);
  if (parts.length === 0) return 'No achievement is ready: what is left has failed, is under way or awaits approval.';
  return `There is nothing to make: ${parts.join('; ')}.`;
};
