import type { AchievementReport } from '../../workspace/status-report.ts';

/**
 * How far the work on an achievement is, by what its documents and runs say, as a sentence. `open`: how many parts of its
 * SUBPLAN are open.
 */
export const claimOf = (
  { status, condition, awaitsReview, mendedBy, documents }: AchievementReport,
  open: number,
): string => {
  const { subplan, executionTasks } = documents;
  if (status === 'complete') return 'It is approved.';
  if (mendedBy !== null) return `A FIX sent it back, and the run ${mendedBy} says that it is mended.`;
  if (condition === 'awaiting_approval') return 'A run says that it is done.';
  if (condition === 'running') return 'A run works on it just now, so it is not said to be done yet.';
  if (status === 'failed') return 'A FIX has sent it back, and that is not answered yet.';
  if (awaitsReview) return 'Its EXECUTION_TASKs say that it is done.';
  if (executionTasks.length > 0) return 'Nobody says yet that it is done: not every EXECUTION_TASK of it is complete.';
  if (subplan === null) return 'Nobody says that it is done: it has no SUBPLAN and no EXECUTION_TASK.';
  const filled = open === 0 ? '' : `, of which ${open === 1 ? '1 part is' : `${open} parts are`} still to be written`;
  return `Nobody says that it is done: all there is of it is a SUBPLAN${filled}.`;
};
