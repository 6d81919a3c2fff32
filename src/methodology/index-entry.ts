import type { TextLine } from '../domain/block.ts';
import { compareIds } from '../domain/ids.ts';
import type { ParsedAchievement } from '../domain/plan.ts';
import type { Splice } from './file-change.ts';
import { newIndexLine } from './index-line.ts';
import { newIndexRow } from './index-row.ts';
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

/** A new line of the index for the achievement, in the form of its neighbour's; null where that form is not plain. */
export const newIndexEntry = (
  { document: { text }, parsed }: SubjectPlan,
  wanted: ParsedAchievement,
): Splice | null => {
  const neighbour = neighbourOf(parsed.achievements, wanted);
  const line = neighbour?.indexPosition?.line;
  if (neighbour === undefined || line === undefined) return null;
  const starts = lineStarts(text);
  const lineAt = (number: number): string => text.slice(starts[number - 1], starts[number] ?? text.length);
  const written = lineAt(line);
  const ending = /\r?\n$/.exec(written)?.[0] ?? '';
  const eol = ending === '' ? (text.includes('\r\n') ? '\r\n' : '\n') : ending;
  const own = written.slice(0, written.length - ending.length);
  const isRow = own.trimStart().startsWith('|');
  const made = (isRow ? newIndexRow : newIndexLine)(own, neighbour, wanted);
  if (made === null) return null;
  const isBehind = compareIds(neighbour.id, wanted.id) < 0;
  if (own.startsWith('#')) return besideHeading(text, starts, line, isBehind, made + eol, eol);
  // Behind what belongs to the neighbour's entry.
  let last = line;
  while (isBehind && !isRow && starts[last] !== undefined && isDeeper(lineAt(last + 1), indentOf(own))) last++;
  let next = last + 1;
  while (starts[next - 1] !== undefined && starts[next] !== undefined && lineAt(next).trim() === '') next++;
  if (isNumbered.test(made) && (!isBehind || isNumbered.test(lineAt(next)))) return null;
  const counted = countedOn(made, unlistedBetween(parsed.achievements, neighbour, wanted));
  const at = isBehind ? (starts[last] ?? text.length) : (starts[line - 1] ?? 0);
  const isAtEnd = isBehind && (ending === '' || (at === text.length && !text.endsWith('\n')));
  return { from: at, to: at, text: isAtEnd ? eol + counted : counted + eol };
};

/** The entry next to which one of its own priority stands: that of another stands under another heading. */
const neighbourOf = (
  achievements: readonly ParsedAchievement[],
  wanted: ParsedAchievement,
): ParsedAchievement | undefined => {
  const priorityOf = (id: string): string | undefined => id.split('.')[0];
  const listed = achievements
    .filter(({ id, indexPosition }) => indexPosition !== null && priorityOf(id) === priorityOf(wanted.id))
    .sort((a, b) => compareIds(a.id, b.id));
  return listed.findLast(({ id }) => compareIds(id, wanted.id) < 0) ?? listed[0];
};

/** How many achievements between two get an entry as well. */
const unlistedBetween = (
  achievements: readonly ParsedAchievement[],
  from: ParsedAchievement,
  to: ParsedAchievement,
): number =>
  achievements.filter(
    ({ id, indexPosition }) => indexPosition === null && compareIds(id, from.id) > 0 && compareIds(id, to.id) < 0,
  ).length;

/** An item of a numbered list: in its middle every line below would change. */
const isNumbered = /^[ \t]*\d{1,3}[.)][ \t]/;

/** The line with the number that comes next in its list, `between` others before it; as it is where it has none. */
const countedOn = (line: string, between: number): string =>
  line.replace(
    /^([ \t]*)(\d{1,3})(?=[.)][ \t])/,
    (_, indent: string, number: string) => `${indent}${Number(number) + 1 + between}`,
  );

const indentOf = (line: string): number => line.length - line.trimStart().length;

const isDeeper = (line: string, indent: number): boolean => line.trim() !== '' && indentOf(line) > indent;

/** An entry that is a heading: only where nothing stands below its neighbour, and something comes after it. */
const besideHeading = (
  text: string,
  starts: readonly number[],
  line: number,
  isBehind: boolean,
  made: string,
  eol: string,
): Splice | null => {
  const below = text.slice(starts[line] ?? text.length);
  const blanks = /^(?:[ \t]*\r?\n)*/.exec(below)?.[0].length ?? 0;
  if (!below.startsWith('#', blanks)) return null;
  const at = isBehind ? (starts[line] ?? text.length) + blanks : (starts[line - 1] ?? 0);
  return { from: at, to: at, text: made + (blanks === 0 ? '' : eol) };
};
