import { achievementId, type AchievementId } from '../domain/ids.ts';
import type { Status } from '../domain/status.ts';
import { leadingMarks, withoutEmphasis } from './decoration.ts';
import { statusOfGroup } from './status-words.ts';

/** A line that gives a status to a list of ids: "Completed: 0.1, 0.2 and 1.1-1.3". */
export interface ReportLine {
  readonly status: Status;
  /** One id each, or the two ends of a range. */
  readonly groups: readonly (readonly AchievementId[])[];
}

const openings =
  'complete|done|finished|in progress|in-progress|currently |working on|not |pending|remaining|todo|to-do';
const words = openings.split('|');
const firstLetters = new Set(words.map((word) => word.slice(0, 3)));
const opening =
  /^(?:(?<doing>(?:currently )?working on)|(?<words>completed?|done|finished|in[ -]progress|not (?:yet )?started|pending|remaining|to-?do)(?: (?:achievements?|tasks?|so far))?)\s*(?:\(\d+(?:\s*\/\s*\d+)?\)\s*)?[:–—-]?\s*/;
const id = String.raw`\d{1,4}(?:\.\d{1,4}){1,2}(?!\w|\.\d)`;
const member = new RegExp(
  String.raw`(?:achievements?\s+)?(?<from>${id})(?:\s*(?:-|–|—|to)\s*(?:achievement\s+)?(?<to>${id}))?\s*(?:\([^()]*\)\s*)?(?:(?:,|;|&|\+|and\b|✅)\s*)*`,
  'y',
);
const longest = 1_000;

/** Asked of every line: without expressions, whose first use is dear. */
const mayReport = (line: string): boolean => {
  let start = 0;
  while (start < 8 && !isLetter(line.charCodeAt(start))) start++;
  if (!firstLetters.has(line.slice(start, start + 3).toLowerCase()) || !/\d\.\d/.test(line)) return false;
  const opening = line.slice(start, start + 12).toLowerCase();
  return words.some((word) => opening.startsWith(word));
};
const isLetter = (code: number): boolean => (code >= 0x41 && code <= 0x5a) || (code >= 0x61 && code <= 0x7a);

/** Reads such a line; nothing when it holds anything but ids behind its status ("Completed: 2.5 hours"). */
export const readReportLine = (line: string): ReportLine | undefined => {
  if (!mayReport(line)) return undefined;
  const text = withoutEmphasis(line.slice(leadingMarks(line).length, longest)).toLowerCase();
  const head = opening.exec(text);
  if (head === null) return undefined;
  const status = head.groups?.doing === undefined ? statusOfGroup(`${head.groups?.words ?? ''}:`) : 'in_progress';
  const list = text
    .slice(head[0].length)
    .replace(leadingTick, '')
    .replace(/[.\s]+$/, '');
  if (status === null || list === '') return undefined;
  const groups: (readonly AchievementId[])[] = [];
  member.lastIndex = 0;
  while (member.lastIndex < list.length) {
    const { from, to } = member.exec(list)?.groups ?? {};
    const ids = [from, to].flatMap((found) => achievementId(found ?? '') ?? []);
    if (ids.length === 0) return undefined;
    groups.push(ids);
  }
  return { status, groups };
};
const leadingTick = /^(?:✅|🔄|🚧|⏳)\ufe0f?\s*/u;
