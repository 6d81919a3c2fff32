import type { AchievementId } from '../domain/ids.ts';
import type { PlannedAchievement } from '../domain/plan.ts';
import type { Problem } from '../domain/problem.ts';
import type { Status } from '../domain/status.ts';

const inWords = (status: Status): string => status.replaceAll('_', ' ');

/** A mark "not started" says nothing about documents that only prepare the work. */
const agree = (marked: Status, shown: Status): boolean =>
  marked === shown || (marked === 'not_started' && (shown === 'subplan_created' || shown === 'execution_created'));

const adviceFor = (marked: Status): string =>
  marked === 'complete'
    ? 'Approve it if it is done, or take the mark out of the plan. The files decide.'
    : 'Change the mark in the plan. The files decide.';

/** Where the marks in the PLAN text disagree with what the files show; the place is that of the achievement. */
export const statusMismatches = (
  file: string,
  achievements: readonly Pick<PlannedAchievement, 'id' | 'documentStatus' | 'position'>[],
  shown: ReadonlyMap<AchievementId, Status>,
): readonly Problem[] =>
  achievements.flatMap(({ id, documentStatus, position }) => {
    const status = shown.get(id) ?? 'not_started';
    if (documentStatus === null || agree(documentStatus, status)) return [];
    return [
      {
        rule: 'status-mismatch',
        severity: documentStatus === 'complete' || status === 'complete' ? 'warning' : 'info',
        at: { file, line: position.line, column: position.column },
        message: `The plan marks ${id} as ${inWords(documentStatus)}, and the files show ${inWords(status)}.`,
        advice: adviceFor(documentStatus),
      } satisfies Problem,
    ];
  });
