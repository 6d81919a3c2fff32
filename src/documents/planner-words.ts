import { cleanText } from './fenced-text.ts';

/** How words that somebody else wrote are put into a PLAN. */
export interface PlannerWords {
  /** Whether our own reader takes a line for a field of the plan, such as `Effort: 900 h`. */
  readonly isField: (line: string) => boolean;
  /** Pieces that would say something else in the document than they do in the answer: they stand in it as quotations. */
  readonly quoted: ReadonlySet<string>;
  /** Ids that mean something else in them: "see 1.2" of somebody else's numbering. They name no achievement. */
  readonly foreignIds: ReadonlySet<string>;
}

/** A piece as it was written, and the lines that it has become. */
export interface WrittenPiece {
  readonly piece: string;
  readonly lines: readonly string[];
}

/** Text without what steers a terminal, or turns the order of its letters round. */
export const visible = (text: string): string =>
  cleanText(text)
    .replace(/[\u0085\u2028\u2029]/g, ' ')
    .replace(/[\u200e\u200f\u202a-\u202e\u2066-\u2069\ufdd0-\ufdef]/g, '');

/** A text as one line that means in a document what it says, and no more. */
export const oneWrittenLine = (text: string, words: PlannerWords): WrittenPiece => {
  const piece = visible(text).replace(/\s+/g, ' ').trim();
  return { piece, lines: [words.quoted.has(piece) ? inCode(piece) : writtenLine(piece, words)] };
};

const inCode = (line: string): string => {
  const runs = line.match(/`+/g) ?? [];
  const fence = '`'.repeat(Math.max(0, ...runs.map((run) => run.length)) + 1);
  return runs.length === 0 ? `${fence}${line}${fence}` : `${fence} ${line} ${fence}`;
};

const opensBlock: readonly RegExp[] = [
  /^#{1,6}(?:\s|$)/, // heading
  /^[-+*](?:\s|$)/, // item
  /^[>|]/, // quote, table
  /^(?:`{3}|~{3})/, // fence
  /^(?:=+|-+|([-*_])(?:\s*\1){2,})\s*$/, // underline of a heading, thematic break
  /^\[[ xX]\](?:\s|$)/, // box
  /^\[[^\]]+\]:/, // definition
];

/** A line whose start opens nothing, with no field and no HTML in it. Inside of code it stays as it is. */
const writtenLine = (line: string, words: PlannerWords): string => {
  const spoken = words.isField(line) ? withoutField(line) : line;
  const safe = withoutForeignIds(withoutHtml(spoken), words.foreignIds)
    .replace(/^(\d{1,9})([.)])(?=\s|$)/, '$1\\$2')
    .replace(/(?<!\\)((?:\\\\)*\\)$/, '$1\\');
  return opensBlock.some((pattern) => pattern.test(safe)) ? `\\${safe}` : safe;
};

/** "Effort\: 900 h" reads the same and is no field any more. */
const withoutField = (line: string): string =>
  line
    .replace(/\*\*|__/g, '')
    .replace(/:/, '\\:')
    .replace(/^([^\\:：]{1,100})：/, '$1 –');

const codeSpan = /(`+)(?:(?!`)[^\n])*?[^`]\1(?!`)/g;

/** `change` for what stands outside of code spans. */
const outsideOfCode = (line: string, change: (text: string) => string): string => {
  let done = '';
  let end = 0;
  for (const span of line.matchAll(codeSpan)) {
    done += change(line.slice(end, span.index)) + span[0];
    end = span.index + span[0].length;
  }
  return done + change(line.slice(end));
};

const withoutHtml = (line: string): string =>
  outsideOfCode(line, (text) => text.replace(/(?<!\\)<(?=[A-Za-z/!?])(?!https?:|mailto:)/g, '\\<'));

const withoutForeignIds = (text: string, ids: ReadonlySet<string>): string =>
  ids.size === 0
    ? text
    : text.replace(/(?<![\w.§])\d{1,4}(?:\.\d{1,4}){1,2}(?![\d.]*\d)/g, (id) => (ids.has(id) ? `§${id}` : id));

/** A part of a text between empty lines; what a fence holds is never parted. */
interface Part {
  readonly lines: readonly { readonly text: string; readonly isCode: boolean }[];
}

const fenceStart = /^(\s*(?:(?:[-*+]|\d{1,9}[.)])\s+|>\s?)*)(`{3,}|~{3,})([^`]*)$/;

const partsOf = (text: string): readonly Part[] => {
  const parts: Part['lines'][number][][] = [[]];
  let fence: { readonly mark: string; readonly indent: string } | null = null;
  for (const written of visible(text).split('\n')) {
    const line = written.replace(/^[ \t]+/, (blanks) => blanks.replaceAll('\t', '    ')).trimEnd();
    const open = parts.at(-1)!;
    if (fence !== null) {
      open.push({ text: line, isCode: true });
      const end = line.trim();
      if (end.length >= fence.mark.length && end === fence.mark.charAt(0).repeat(end.length)) fence = null;
    } else if (line === '') parts.push([]);
    else {
      const start = fenceStart.exec(line);
      if (start !== null) fence = { mark: start[2] ?? '```', indent: ' '.repeat((start[1] ?? '').length) };
      open.push({ text: line, isCode: start !== null });
    }
  }
  if (fence !== null) parts.at(-1)!.push({ text: fence.indent + fence.mark, isCode: true });
  return parts.filter((lines) => lines.length > 0).map((lines) => ({ lines }));
};

const container = /^(\s*(?:(?:[-*+]|\d{1,9}[.)])\s+(?:\[[ xX]\]\s+)?|>\s?)*)(.*)$/;

/** A part as it was written: its list marks, quotes and tables stay. */
const writtenPart = ({ lines }: Part, words: PlannerWords): WrittenPiece => {
  const piece = lines.map(({ text }) => text).join('\n');
  if (words.quoted.has(piece)) return { piece, lines: inFence(piece) };
  return {
    piece,
    lines: lines.map(({ text, isCode }) => {
      if (isCode) return text;
      const [, marks = '', rest = ''] = container.exec(text) ?? [];
      if (marks.trim() === '' && rest.startsWith('|')) return text;
      return rest === '' ? marks.trimEnd() : marks + writtenLine(rest, words);
    }),
  };
};

/** A fence of a kind that is no drawing. */
const inFence = (piece: string): readonly string[] => {
  const fence = '`'.repeat(Math.max(2, ...(piece.match(/`+/g) ?? []).map((run) => run.length)) + 1);
  return [`${fence}prose`, ...piece.split('\n'), fence];
};

/** A description: what it begins with, in one line, and the parts behind that. */
export interface WrittenDescription {
  /** Null: it begins with a list, a table, a heading, or code. */
  readonly goal: WrittenPiece | null;
  readonly parts: readonly WrittenPiece[];
}

/** What stands on the line of a goal at most. */
const longestGoal = 380;

/** Splits a description into its goal, the words of its first paragraph, and all the rest as it was written. */
export const writtenDescription = (text: string, words: PlannerWords): WrittenDescription => {
  const [first, ...others] = partsOf(text);
  if (first === undefined) return { goal: null, parts: [] };
  const [head, rest] = goalOf(first);
  const parts = [...(rest === null ? [] : [rest]), ...others];
  return {
    goal: head === '' ? null : oneWrittenLine(head, words),
    parts: parts.map((part) => writtenPart(part, words)),
  };
};

const opensOther = /^(?:\s{4}|\s*(?:[-*+]\s|\d{1,9}[.)]\s|[#>|]|`{3}|~{3}|[-=_*\s]+$))/;

const goalOf = (part: Part): readonly [string, Part | null] => {
  const texts = part.lines.map(({ text }) => text);
  if (part.lines.some(({ isCode }) => isCode) || opensOther.test(texts[0] ?? '')) return ['', part];
  // Lines that are as long as an editor makes them are one paragraph; others were meant as lines.
  const isWrapped = texts.every((line, at) => !opensOther.test(line) && (at === texts.length - 1 || line.length >= 60));
  const head = isWrapped ? texts.join(' ') : (texts[0] ?? '');
  if (/[:：]\s*$/.test(head)) return ['', part];
  const tail = isWrapped ? [] : part.lines.slice(1);
  const [goal, more] = cutAtSentence(head);
  const lines = [...(more === '' ? [] : [{ text: more, isCode: false }]), ...tail];
  return [goal, lines.length === 0 ? null : { lines }];
};

/** A line of at most so many characters, and what is left of it: cut between sentences if that can be, else between words. */
const cutAtSentence = (line: string): readonly [string, string] => {
  if (line.length <= longestGoal) return [line, ''];
  const room = line.slice(0, longestGoal);
  const sentence = Math.max(room.lastIndexOf('. '), room.lastIndexOf('! '), room.lastIndexOf('? ')) + 1;
  const at = sentence > longestGoal / 3 ? sentence : room.lastIndexOf(' ');
  const end = at > 0 ? at : longestGoal;
  return [line.slice(0, end), line.slice(end).trimStart()];
};
