import { compareIds } from '../domain/ids.ts';
import type { Status } from '../domain/status.ts';
import type { AchievementStatus, StatusView } from '../app/status-view.ts';
import { countsInWords, shortRun, statusWord } from './words.ts';

/** The achievements of one level in natural order, and how far it is. */
export interface StatusLevel {
  readonly level: number;
  readonly rows: readonly AchievementStatus[];
  readonly done: number;
  /** `2 complete, 1 ready, 4 waiting`: what is begun by its status, what is not by what keeps it. */
  readonly inWords: string;
}

/** Nothing is left to do for it. */
export const isDone = ({ status }: AchievementStatus): boolean => status === 'complete' || status === 'skipped';

/** How many achievements have each status. */
export const statusCounts = (rows: readonly AchievementStatus[]): Readonly<Partial<Record<Status, number>>> => {
  const counts: Partial<Record<Status, number>> = {};
  for (const { status } of rows) counts[status] = (counts[status] ?? 0) + 1;
  return counts;
};

/** The levels of a report, lowest first. */
export const statusLevels = (report: StatusView): readonly StatusLevel[] => {
  const numbers = [...new Set(report.achievements.map((a) => a.level))].toSorted((a, b) => a - b);
  return numbers.map((level) => {
    const rows = report.achievements.filter((a) => a.level === level).toSorted((a, b) => compareIds(a.id, b.id));
    return { level, rows, done: rows.filter(isDone).length, inWords: standInWords(rows) };
  });
};

/** The same words about any of the achievements. */
export const standInWords = (rows: readonly AchievementStatus[]): string => {
  const conditions = ['ready', 'running', 'awaiting_approval', 'blocked', 'waiting'] as const;
  const counted = conditions
    .map((condition) => ({ condition, count: rows.filter((row) => row.condition === condition).length }))
    .filter(({ count }) => count > 0)
    .map(({ condition, count }) => `${count} ${condition.replaceAll('_', ' ')}`);
  return [countsInWords(statusCounts(rows)), counted.join(', ')].filter(Boolean).join('; ');
};

/** `ready`, `failed in run 1t2s, ready`, `waiting for 1.2`, `blocked by 2.1`; nothing where the status says it all. */
export const conditionText = (row: AchievementStatus, ids: string): string => {
  switch (row.condition) {
    case null:
      return '';
    case 'waiting':
      return ids === '' ? 'waiting' : `waiting for ${ids}`;
    case 'blocked':
      return ids === '' ? 'blocked' : `blocked by ${ids}`;
    case 'ready':
      return `${row.failedIn == null ? '' : `failed in run ${shortRun(row.failedIn)}, `}ready`;
    case 'awaiting_approval':
      return `${row.mendedBy == null ? '' : `mended by run ${shortRun(row.mendedBy)}, `}awaiting approval`;
    default:
      return statusWord(row.condition);
  }
};
