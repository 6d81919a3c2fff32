import type { AchievementId } from '../domain/ids.ts';
import type { Problem } from '../domain/problem.ts';
import { listInWords } from '../text/list-in-words.ts';
import type { StatusReport } from '../workspace/status-report.ts';

/** A warning where work is approved on disk that only the branch of a run has. */
export const approvedUnaccepted = (
  { unaccepted }: StatusReport,
  approved: ReadonlySet<AchievementId>,
): readonly Problem[] => {
  const ids = [...approved].filter((id) => unaccepted?.achievements.has(id) === true);
  if (unaccepted === null || ids.length === 0) return [];
  return [
    {
      rule: 'approved-unaccepted',
      severity: 'warning',
      at: { file: '.' },
      message: `The work of ${listInWords(ids)} is only in the run ${unaccepted.runId}, which is not accepted.`,
      advice: `Take it over: planloom runs accept ${unaccepted.runId}`,
    },
  ];
};
