import type { AchievementReport } from '../../workspace/status-report.ts';

/** Where an achievement stands, in a few words: `not started, ready`. */
export const standing = ({ status, condition }: Pick<AchievementReport, 'status' | 'condition'>): string =>
  [status, ...(condition === null ? [] : [condition])].map((word) => word.replaceAll('_', ' ')).join(', ');
