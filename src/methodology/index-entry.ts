import type { Block, TextLine } from '../domain/block.ts';
import { blockText } from '../domain/block.ts';
import { compareIds } from '../domain/ids.ts';
import type { ParsedAchievement } from '../domain/plan.ts';
import { plainWords } from '../plan-document/decoration.ts';
import type { Splice } from './file-change.ts';
import { lineStarts } from './sections.ts';
import type { SubjectPlan } from './subject.ts';

/** Whether the plan has an Achievement Index with entries in it. */
export const hasIndex = ({ document, parsed }: SubjectPlan): boolean =>
  document.headings.some(({ words }) => isIndexHeading(words)) &&
  parsed.achievements.some(({ indexPosition }) => indexPosition !== null);

/** An Achievement Index in which nothing stands, or undefined. */
export const emptyIndex = ({ document: { blocks }, parsed }: SubjectPlan): TextLine | undefined => {
  if (parsed.achievements.some(({ indexPosition }) => indexPosition !== null)) return undefined;
  const at = blocks.findIndex((block) => block.kind === 'heading' && isIndexHeading(wordsOf(block)));
  const [heading, next] = [blocks[at], blocks[at + 1]];
  const isEmpty = next === undefined || (next.kind === 'heading' && next.depth <= (heading?.depth ?? 0));
  return isEmpty ? heading?.lines[0] : undefined;
};

const isIndexHeading = (words: string): boolean => /\bachievement index\b|^index of achievements\b/.test(words);
const wordsOf = (block: Block): string => plainWords(blockText(block)).toLowerCase();

const entry =
  /^(?<lead>[ \t]*(?:[-*+][ \t]+)?)(?<box>\[[ xX]\][ \t]+)?(?:(?!\d)\p{Emoji}\uFE0F?[ \t]+)?(?<open>\*\*)?(?<word>Achievement[ \t]+)?(?<id>\d[\d.]*\d)(?<close>\*\*)?(?<sep>[ \t]*[:–—-][ \t]*)(?<late>\*\*)?(?<rest>.*)$/iu;

/** A new line of the index for the achievement, in the form of its neighbour's; null where that form is not plain. */
export const newIndexEntry = ({ document, parsed }: SubjectPlan, wanted: ParsedAchievement): Splice | null => {
  const { text } = document;
  const listed = parsed.achievements
    .filter(({ indexPosition }) => indexPosition !== null)
    .sort((a, b) => compareIds(a.id, b.id));
  const priorityOf = (id: string): string => id.split('.')[0] ?? '';
  const before = listed.filter(({ id }) => compareIds(id, wanted.id) < 0).at(-1);
  const after = listed.find(({ id }) => compareIds(id, wanted.id) > 0);
  const isNear = (one?: ParsedAchievement): boolean =>
    one !== undefined && priorityOf(one.id) === priorityOf(wanted.id);
  // Next to one of its own priority: an entry of another stands under another heading.
  const neighbour = isNear(before) ? before : isNear(after) ? after : undefined;
  if (neighbour?.indexPosition === undefined || neighbour.indexPosition === null) return null;
  const starts = lineStarts(text);
  const lineAt = (line: number): string => text.slice(starts[line - 1], starts[line] ?? text.length);
  const { line } = neighbour.indexPosition;
  const written = lineAt(line);
  const ending = /\r?\n$/.exec(written)?.[0] ?? '';
  const parts = entry.exec(written.slice(0, written.length - ending.length))?.groups;
  if (parts?.id !== neighbour.id) return null;
  const { lead = '', box, open = '', word = '', close = '', sep = '', late = '', rest = '' } = parts;
  const isOpen = (open !== '' && close === '') || late !== '';
  if (isOpen !== rest.includes('**')) return null;
  const hours = hoursLike(rest, wanted);
  const made = `${lead}${box === undefined ? '' : '[ ] '}${open}${word}${wanted.id}${close}${sep}${late}${wanted.title}${isOpen ? '**' : ''}${hours}${/ {2}$/.test(rest) ? '  ' : ''}`;
  const eol = ending === '' ? (text.includes('\r\n') ? '\r\n' : '\n') : ending;
  if (neighbour !== before) return { from: starts[line - 1] ?? 0, to: starts[line - 1] ?? 0, text: made + eol };
  // Behind what belongs to the neighbour's entry.
  const indent = lead.length - lead.trimStart().length;
  let last = line;
  while (starts[last] !== undefined && deeperThan(lineAt(last + 1), indent)) last++;
  const at = starts[last] ?? text.length;
  return {
    from: at,
    to: at,
    text: ending === '' || (at === text.length && !text.endsWith('\n')) ? eol + made : made + eol,
  };
};

const deeperThan = (line: string, indent: number): boolean =>
  line.trim() !== '' && line.length - line.trimStart().length > indent;

/** The estimate, where the neighbour gives one in brackets, with its unit. */
const hoursLike = (rest: string, { estimate }: ParsedAchievement): string => {
  const unit = /\([^()]*\d\s*(h|hrs?|hours?)\)/i.exec(rest)?.[1];
  if (unit === undefined || estimate === null) return '';
  const { minHours, maxHours } = estimate;
  const number = minHours === maxHours ? String(minHours) : `${minHours}-${maxHours}`;
  return ` (${number}${unit.length === 1 ? '' : ' '}${unit})`;
};
