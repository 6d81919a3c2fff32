import { linesOf } from './markdown-text.ts';

/** Foreign text for a code fence. */
export interface ForeignText {
  readonly text: string;
  /** The fence's info string. */
  readonly language: 'markdown' | 'diff' | 'text';
  /** Which end stays when it has to be cut. */
  readonly keep: 'start' | 'end';
  /** UTF-8 bytes that it takes at most, whatever room there is. Default: no limit. */
  readonly most?: number;
  /** The file in which the whole of it stands, where a reader of the document has one. */
  readonly source?: string | null;
}

/** UTF-8 bytes. */
export const bytesOf = (text: string): number => new TextEncoder().encode(text).length;

/** Lines with LF, without what steers a terminal, and without empty ones at either end. */
export const cleanText = (text: string): string =>
  linesOf(text.replace(/\u001b\[[0-9;?]*[ -/]*[@-~]/g, ''))
    .map((line) => line.replace(/[\u0000-\u0008\u000b-\u001f\u007f]/g, ''))
    .join('\n')
    .replace(/^(?:[ \t]*\n)+/, '')
    .trimEnd();

/**
 * A fence that nothing in the text can end, with at most so many bytes of it; when that is less than the text, a line says
 * what was left out. The text is clean already.
 */
export const fenced = ({ text, language, keep, most = Infinity, source = null }: ForeignText, room: number): string => {
  const mostBytes = Math.min(most, room);
  const where = source === null ? '' : `; all of it is in ${cleanText(source).replaceAll('\n', ' ').slice(0, 300)}`;
  const shown = bytesOf(text) <= mostBytes ? text : cut(text, keep, mostBytes, where);
  const longest = Math.max(2, ...(shown.match(/`+/g) ?? []).map((run) => run.length));
  const fence = '`'.repeat(longest + 1);
  return `${fence}${language}\n${shown}\n${fence}`;
};

/** Whole lines as far as they fit; of a line that is too long by itself its beginning. */
const cut = (text: string, keep: 'start' | 'end', mostBytes: number, where: string): string => {
  const noteBytes = 80 + bytesOf(where);
  const lines = text.split('\n');
  const ordered = keep === 'start' ? lines : [...lines].reverse();
  const kept: string[] = [];
  let room = mostBytes - noteBytes;
  for (const line of ordered) {
    room -= bytesOf(line) + 1;
    if (room < 0) break;
    kept.push(line);
  }
  if (kept.length === 0) kept.push(`${shortened(ordered[0] ?? '', Math.max(0, mostBytes - noteBytes))} …`);
  const gone = lines.length - kept.length;
  const note =
    gone === 0
      ? `[the rest of this line is left out${where}]`
      : `[${gone} of ${lines.length} lines are left out here${where}]`;
  return keep === 'start' ? [...kept, note].join('\n') : [note, ...kept.reverse()].join('\n');
};

const shortened = (line: string, mostBytes: number): string => {
  let end = Math.min(line.length, mostBytes);
  while (bytesOf(line.slice(0, end)) > mostBytes) end = Math.floor(end * 0.9);
  return line.slice(0, end).replace(/[\ud800-\udbff]$/, '');
};
