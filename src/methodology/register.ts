import { posix } from 'node:path';
import type { TextLine } from '../domain/block.ts';
import type { AchievementId } from '../domain/ids.ts';
import { compareIds } from '../domain/ids.ts';
import type { Splice } from './file-change.ts';
import { blocksUnder, lineStarts } from './sections.ts';
import type { SubjectPlan } from './subject.ts';

const sections = /^(?:active )?(?:sub-?plan )?components\b|\bsub-?plans? tracking\b|^active sub-?plans?\b/;
const listLabel = /^\**(?:active sub-?plans?|sub-?plans? created for this plan)\**\s*:/i;

/** The list of SUBPLANs that a plan keeps, and those that it leaves out. */
export interface Register {
  /** Where it begins. */
  readonly at: TextLine;
  /** In the order of the ids. */
  readonly missing: readonly { readonly id: AchievementId; readonly path: string }[];
  readonly lines: readonly TextLine[];
}

/** The name of a document's file without its ending. */
const stemOf = (path: string): string => posix.basename(path).replace(/\.md$/i, '');

const isWord = (text: string, word: string): boolean => {
  const at = text.toLowerCase().indexOf(word.toLowerCase());
  if (at < 0) return false;
  const rest = text.slice(at + word.length);
  return !/^[\w-]|^\.\d/.test(rest) && !/[\w.-]$/.test(text.slice(0, at)) ? true : isWord(rest, word);
};

/** What the plan registers in "Active Components" and "Subplan Tracking"; null where it keeps no list there. */
export const registerOf = ({ document, documents, statuses }: SubjectPlan): Register | null => {
  const lines = blocksUnder(document, sections)
    .filter(({ kind }) => kind !== 'code' && kind !== 'html')
    .flatMap((block) => block.lines);
  const all = [...documents.byAchievement].flatMap(([id, { subplan }]) =>
    subplan === null ? [] : [{ id, path: subplan }],
  );
  // "SUBPLAN_01: Achievement 0.1" names that of 0.1 too.
  const names = ({ text }: TextLine, { id, path }: (typeof all)[number]): boolean =>
    isWord(text, stemOf(path)) || (/sub-?plan/i.test(text) && isWord(text, id));
  const entry = lines.find((line) => all.some((one) => names(line, one)));
  const at = lines.find((line) => listLabel.test(line.text)) ?? entry;
  if (at === undefined) return null;
  // "Active SUBPLANs: none" is right when all are done.
  const isDone = (id: AchievementId): boolean => /^(?:complete|skipped)$/.test(statuses?.get(id) ?? '');
  const missing = all
    .filter((one) => !lines.some((line) => names(line, one)) && (entry !== undefined || !isDone(one.id)))
    .sort((a, b) => compareIds(a.id, b.id));
  return { at, missing, lines };
};

/**
 * A new line of the list, in the form of the nearest one before that is an item of its own; null where that says more
 * than the name, the id and the title.
 */
export const newRegisterLine = (
  { document: { text }, documents, parsed }: SubjectPlan,
  { lines }: Register,
  { id, path }: Register['missing'][number],
): Splice | null => {
  const titles = new Map(parsed.achievements.map((one) => [one.id, one.title]));
  const starts = lineStarts(text);
  const near = [...documents.byAchievement]
    .flatMap(([other, { subplan }]) => {
      const line = subplan === null ? undefined : lines.find((one) => isWord(one.text, stemOf(subplan)));
      return subplan === null || line === undefined ? [] : [{ id: other, path: subplan, line }];
    })
    .sort((a, b) => compareIds(a.id, b.id));
  const neighbour = near.filter((one) => compareIds(one.id, id) < 0).at(-1) ?? near[0];
  if (neighbour === undefined) return null;
  const { line } = neighbour.line;
  const whole = text.slice(starts[line - 1], starts[line] ?? text.length);
  const ending = /\r?\n$/.exec(whole)?.[0] ?? '';
  const written = whole.slice(0, whole.length - ending.length);
  const changes = new Map(
    [
      [stemOf(neighbour.path), stemOf(path)],
      [titles.get(neighbour.id) ?? '', titles.get(id) ?? ''],
      [neighbour.id, id],
    ].filter((pair): pair is [string, string] => pair[0] !== ''),
  );
  // In one pass: a title may hold an id.
  const known = new RegExp([...changes.keys()].map((one) => one.replace(/[^\w\s]/g, '\\$&')).join('|'), 'g');
  const left = written.replace(known, '').replace(plainRest, '');
  if (!/^[ \t]*[-*+][ \t]/.test(written) || /[\p{L}\p{N}]/u.test(left) || ending === '') return null;
  const made = written.replace(known, (one) => changes.get(one) ?? one);
  const isBehind = compareIds(neighbour.id, id) < 0;
  const indent = written.length - written.trimStart().length;
  let last = line;
  const deeper = (next: string): boolean => next.trim() !== '' && next.length - next.trimStart().length > indent;
  while (isBehind && deeper(text.slice(starts[last] ?? text.length, starts[last + 1] ?? text.length))) last++;
  const from = isBehind ? (starts[last] ?? text.length) : (starts[line - 1] ?? 0);
  return { from, to: from, text: made.replace(/\[[xX]\]/, '[ ]') + ending };
};

/** What may stand beside name, id and title. */
const plainRest = /\.md\b|\bsub-?plans?\/|\bachievement\b|\[[xX]\]|\bsub-?plan\b/gi;
