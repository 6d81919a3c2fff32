import { achievementId, type AchievementId } from '../domain/ids.ts';
import { leadingMarks } from './decoration.ts';

/** A line that opens with the id of an achievement. */
export interface EntryLine {
  /** One id; several for "4.1 & 4.2" or, as its two ends, "1.1-1.3". */
  readonly ids: readonly AchievementId[];
  /** Whether `ids` are the ends of a range. */
  readonly range: boolean;
  /** The word in front of the id, in lower case: "achievement", "task"; empty when the id stands alone. */
  readonly word: string;
  /** What stands behind the id and its separator. */
  readonly rest: string;
  /** Marks before the words (ticks, boxes, emoji, strike-through). */
  readonly marks: string;
  /** Whether a colon, a dash, the end of bold, or nothing at all follows the id, as in a definition. */
  readonly separated: boolean;
  /** Whether the id stands in bold. */
  readonly bold: boolean;
  /** Characters before the first word of the entry. */
  readonly offset: number;
}

const words = 'achievement|ach|task|milestone|story|deliverable|work package|outcome|feature';
const id = String.raw`\d{1,4}(?:\.\d{1,4}){1,2}`;
const start = new RegExp(
  String.raw`^(?<bold>\*\*|__)?(?:(?<word>${words})s?\b\.?\s*#?\s*)?(?<close>\*\*|__)?\s*(?:\*\*)?(?<id>${id})(?![\w]|\.\d)`,
  'i',
);
const more = new RegExp(
  String.raw`^(?:\*\*)?\s*(?<joint>[-–—]|to\b|,|&|\+|\/|and\b)\s*(?:and\s+)?(?:(?:achievements?|tasks?)\s+)?(?:\*\*)?(?<id>${id})(?![\w]|\.\d)`,
  'i',
);
const separator = /^(\*\*|__)?\s*(?:\.(?=\s)|[):：]|[-–—|→]+(?=\s)|(?=\())?\s*(\*\*|__(?=[\s:]|$))?\s*(?::\s+|(?=$))?/u;

/** Reads a line that opens with an id, behind marks of any kind; nothing when it opens with something else. */
export const readEntryLine = (text: string): EntryLine | undefined => {
  if (!/^\D{0,40}\d{1,4}\.\d/.test(text)) return undefined;
  const marks = leadingMarks(text);
  const line = text.slice(marks.length);
  const match = start.exec(line);
  const first = achievementId(match?.groups?.id ?? '');
  if (match === null || first === undefined) return undefined;
  const ids = [first];
  let range = false;
  let rest = line.slice(match[0].length);
  for (let next = more.exec(rest); next !== null; next = more.exec(rest)) {
    const other = achievementId(next.groups?.id ?? '');
    if (other === undefined) break;
    range ||= /[-–—]|to/i.test(next.groups?.joint ?? '');
    ids.push(other);
    rest = rest.slice(next[0].length);
  }
  const behind = separator.exec(rest)?.[0] ?? '';
  const bold = match.groups?.bold !== undefined || match[0].includes('**') || marks.includes('**');
  const closes = behind.includes('**') || behind.includes('__');
  const title = rest.slice(behind.length);
  return {
    ids,
    range,
    word: (match.groups?.word ?? '').toLowerCase(),
    rest: title,
    marks,
    separated: /[:：.)|→]|[-–—]/.test(behind) || closes || title === '' || title.startsWith('('),
    bold,
    offset: marks.length,
  };
};
