import type { TextLine } from '../domain/block.ts';
import { compareIds } from '../domain/ids.ts';
import type { AchievementId } from '../domain/ids.ts';
import type { ParsedAchievement } from '../domain/plan.ts';
import type { Splice } from './file-change.ts';
import { headingWords } from './rule-document.ts';
import { lineStarts } from './sections.ts';
import type { SubjectPlan } from './subject.ts';

/** Whether the plan has an Achievement Index with entries in it. */
export const hasIndex = ({ document, parsed }: SubjectPlan): boolean =>
  document.headings.some(({ words }) => isIndexHeading(words)) &&
  parsed.achievements.some(({ indexPosition }) => indexPosition !== null);

/** An Achievement Index in which nothing stands, or undefined. */
export const emptyIndex = ({ document: { blocks }, parsed }: SubjectPlan): TextLine | undefined => {
  if (parsed.achievements.some(({ indexPosition }) => indexPosition !== null)) return undefined;
  const at = blocks.findIndex((block) => block.kind === 'heading' && isIndexHeading(headingWords(block)));
  const [heading, next] = [blocks[at], blocks[at + 1]];
  const isEmpty = next === undefined || (next.kind === 'heading' && next.depth <= (heading?.depth ?? 0));
  return isEmpty ? heading?.lines[0] : undefined;
};

const isIndexHeading = (words: string): boolean => /\bachievement index\b|^index of achievements\b/.test(words);

const entry =
  /^(?<lead>[ \t]*(?:[-*+][ \t]+)?)(?<box>\[[ xX]\][ \t]+)?(?:(?!\d)\p{Emoji}\uFE0F?[ \t]+)?(?<open>\*\*)?(?<word>Achievement[ \t]+)?(?<id>\d[\d.]*\d)(?<close>\*\*)?(?<sep>[ \t]*[:–—-][ \t]*)(?<late>\*\*)?(?<rest>.*)$/iu;

/** A new line of the index for the achievement, in the form of its neighbour's; null where that form is not plain. */
export const newIndexEntry = (
  { document: { text }, parsed }: SubjectPlan,
  wanted: ParsedAchievement,
): Splice | null => {
  const neighbour = neighbourOf(parsed.achievements, wanted);
  if (neighbour === undefined) return null;
  const { id, line } = neighbour;
  const starts = lineStarts(text);
  const lineAt = (number: number): string => text.slice(starts[number - 1], starts[number] ?? text.length);
  const written = lineAt(line);
  const ending = /\r?\n$/.exec(written)?.[0] ?? '';
  const parts = entry.exec(written.slice(0, written.length - ending.length))?.groups;
  const made = parts?.id === id ? entryLike(parts, wanted) : null;
  if (made === null) return null;
  const eol = ending === '' ? (text.includes('\r\n') ? '\r\n' : '\n') : ending;
  const start = starts[line - 1] ?? 0;
  if (compareIds(id, wanted.id) > 0) return { from: start, to: start, text: made + eol };
  // Behind what belongs to the neighbour's entry.
  const indent = indentOf(parts?.lead ?? '');
  let last = line;
  while (starts[last] !== undefined && isDeeper(lineAt(last + 1), indent)) last++;
  const at = starts[last] ?? text.length;
  const isLast = ending === '' || (at === text.length && !text.endsWith('\n'));
  return { from: at, to: at, text: isLast ? eol + made : made + eol };
};

/** The entry next to which one of its own priority stands: that of another stands under another heading. */
const neighbourOf = (
  achievements: readonly ParsedAchievement[],
  wanted: ParsedAchievement,
): { readonly id: AchievementId; readonly line: number } | undefined => {
  const priorityOf = (id: string): string | undefined => id.split('.')[0];
  const listed = achievements
    .flatMap(({ id, indexPosition }) => (indexPosition === null ? [] : [{ id, line: indexPosition.line }]))
    .filter(({ id }) => priorityOf(id) === priorityOf(wanted.id))
    .sort((a, b) => compareIds(a.id, b.id));
  return listed.findLast(({ id }) => compareIds(id, wanted.id) < 0) ?? listed[0];
};

/** The line of an entry that is written like another one, without its end; null where its bold words are not closed. */
const entryLike = (parts: Readonly<Record<string, string | undefined>>, wanted: ParsedAchievement): string | null => {
  const { lead = '', box, open = '', word = '', close = '', sep = '', late = '', rest = '' } = parts;
  const isOpen = (open !== '' && close === '') || late !== '';
  if (isOpen !== rest.includes('**')) return null;
  const start = `${lead}${box === undefined ? '' : '[ ] '}${open}${word}${wanted.id}${close}${sep}${late}`;
  const end = `${isOpen ? '**' : ''}${hoursLike(rest, wanted)}${/ {2}$/.test(rest) ? '  ' : ''}`;
  return start + wanted.title + end;
};

const indentOf = (line: string): number => line.length - line.trimStart().length;

const isDeeper = (line: string, indent: number): boolean => line.trim() !== '' && indentOf(line) > indent;

/** The estimate, where the neighbour gives one in brackets, with its unit. */
const hoursLike = (rest: string, { estimate }: ParsedAchievement): string => {
  const unit = /\([^()]*\d\s*(h|hrs?|hours?)\)/i.exec(rest)?.[1];
  if (unit === undefined || estimate === null) return '';
  const { minHours, maxHours } = estimate;
  const number = minHours === maxHours ? String(minHours) : `${minHours}-${maxHours}`;
  return ` (${number}${unit.length === 1 ? '' : ' '}${unit})`;
};
