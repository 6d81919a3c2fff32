import { posix } from 'node:path';
import type { AchievementId } from '../domain/ids.ts';
import { documentPaths } from './names.ts';
import type { AchievementReport } from './status-report.ts';

export interface Decision {
  /** Who decides; null when nobody knows. */
  readonly author: string | null;
  readonly at: Date;
  readonly reason?: string;
}

const onOneLine = (text: string): string => text.replace(/\s+/g, ' ').trim();

const headings = { APPROVED: 'Reason', FIX: 'What is to fix', SKIPPED: 'Reason' } as const;

const afterwards = (word: keyof typeof headings, id: AchievementId, fix: string | null): readonly string[] => {
  if (word === 'FIX') {
    const resolution = posix.basename(documentPaths('', id).resolution);
    return ['', `Resolved when ${resolution} stands beside this file.`];
  }
  return word === 'APPROVED' && fix !== null ? ['', `A FIX was written before: ${fix}.`] : [];
};

/** The text of the RESOLUTION of a FIX, which stands beside it in the file `fix`. It approves nothing. */
export const resolutionText = (
  planName: string,
  { id, title }: Pick<AchievementReport, 'id' | 'title'>,
  fix: string,
  { author, at, reason }: Decision,
): string =>
  [
    `# RESOLUTION: Achievement ${id} - ${onOneLine(title)}`,
    '',
    `- **Plan**: ${onOneLine(planName)}`,
    `- **Achievement**: ${id}`,
    `- **FIX**: ${fix}`,
    `- **Author**: ${onOneLine(author ?? '') || 'unknown'}`,
    `- **Date**: ${at.toISOString()}`,
    '',
    '## What was done',
    '',
    reason ?? '',
    '',
    'Nobody has approved it yet.',
    '',
  ].join('\n');

/** The text of a feedback file: what is decided, about what, by whom, when (ISO 8601, UTC), and why. */
export const feedbackText = (
  word: keyof typeof headings,
  planName: string,
  { id, title, documents }: Pick<AchievementReport, 'id' | 'title' | 'documents'>,
  decision: Decision,
): string => {
  const reason = (decision.reason ?? '').replace(/\r\n?/g, '\n').trim();
  return [
    `# ${word}: Achievement ${id} - ${onOneLine(title)}`,
    '',
    `- **Plan**: ${onOneLine(planName)}`,
    `- **Achievement**: ${id}`,
    `- **Status**: ${word}`,
    `- **Author**: ${onOneLine(decision.author ?? '') || 'unknown'}`,
    `- **Date**: ${decision.at.toISOString()}`,
    ...(reason === '' ? [] : ['', `## ${headings[word]}`, '', reason]),
    ...afterwards(word, id, documents.fix),
    '',
  ].join('\n');
};
