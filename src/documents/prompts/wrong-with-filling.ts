import { openParts } from '../open-parts.ts';
import { scannedLines } from '../scanned-lines.ts';
import { isFrameLine } from './fill-frame.ts';

/** What is wrong with a text for an open part. `line` is that of the text, from 1; `column` too. */
export interface FillingFault {
  readonly line: number;
  readonly column: number;
  readonly message: string;
  readonly advice: string;
}

const longestText = 20_000;
const mostLines = 300;

/** Letters of the text that would steer a terminal, turn the order of letters around, or that our own marks are made of. */
const control = /[\u0000-\u0008\u000b-\u001f\u007f\u202a-\u202e\u2066-\u2069\ufdd0-\ufdef]/;
const nothing = /^(?:…|\.{3}|todo|tbd|n\/?a|-)$/i;
const heading = /^ {0,3}(#{1,6})(?:\s|$)/;
const underline = /^ {0,3}(=+|-+)\s*$/;
/** What a reader of Markdown takes for HTML until its own end comes, over empty lines too. */
const swallows = /^ {0,3}<(?:(?:pre|script|style|textarea)(?=[\s>]|$)|\?|![A-Z[])/i;

/**
 * Why a text may not stand in the place of an open part under a heading of `depth`: it would change what stands around it,
 * or pass for something that is not the designer's. The text has LF line ends.
 */
export const wrongWithFilling = (text: string, depth: number): readonly FillingFault[] => {
  const lines = scannedLines(text);
  if (text.length > longestText || lines.length > mostLines) {
    return [
      {
        line: 1,
        column: 1,
        message: `The text is too long: ${lines.length} lines, ${text.length} characters.`,
        advice: `An open part takes at most ${mostLines} lines and ${longestText} characters; say it shorter.`,
      },
    ];
  }
  const faults: FillingFault[] = [];
  const add = (line: number, column: number, message: string, advice: string): void => {
    faults.push({ line, column, message, advice });
  };
  if (nothing.test(text.trim())) add(1, 1, 'The text says nothing.', 'Write what is asked for, or leave the part out.');
  const own = new Set(openParts(text).map(({ line }) => line));
  for (const { text: line, line: number, fenced } of lines) {
    const at = line.search(/\S/) + 1;
    const steers = line.search(control);
    if (steers >= 0) add(number, steers + 1, 'The text holds a control character.', 'Take it out.');
    if (isFrameLine(line))
      add(number, at, 'The text holds a line that begins or ends a part.', 'Say it in other words.');
    if (own.has(number)) {
      add(number, at, 'The text holds the mark of an open part.', 'Write the text itself, or leave the part out.');
    }
    if (!fenced && swallows.test(line)) {
      add(number, at, 'The text holds HTML that may swallow what comes after it.', 'Use a code fence.');
    }
    const mark = line.search(/<!--\s*\/?\s*planloom:/i);
    if (mark >= 0) add(number, mark + 1, "The text holds a comment of planloom's own.", 'Take it out.');
    const marks = fenced ? undefined : heading.exec(line)?.[1];
    const before = lines[number - 2];
    const isUnderline =
      !fenced && underline.test(line) && before?.fenced === false && /^ {0,3}[^\s#>|*+-]/.test(before.text);
    const found = marks?.length ?? (isUnderline ? (line.includes('=') ? 1 : 2) : Infinity);
    if (found <= depth) {
      const least = '#'.repeat(Math.min(depth + 1, 6));
      const advice = depth >= 6 ? 'Use bold words instead.' : `Use ${least} or deeper, or bold words.`;
      add(number, at, 'The heading would end the section that the part stands in.', advice);
    }
  }
  if (scannedLines(`${text}\n\n.`).at(-1)?.fenced === true) {
    const line = lines.findLast(({ fenced }, index) => fenced && lines[index - 1]?.fenced !== true)?.line ?? 1;
    add(line, 1, 'The code fence that begins here has no end.', 'End it with as many marks as it begins with.');
  }
  const bare = lines.map(({ text: line, fenced }) => (fenced ? '' : line.replace(/`[^`]*`/g, hidden)));
  const details = openDetails(bare);
  if (details !== undefined) {
    const advice = 'End it with </details>, or use a code fence.';
    add(
      details.line,
      details.column,
      'The <details> that begins here has no end: it would hide what comes after.',
      advice,
    );
  }
  const comment = openComment(bare);
  if (comment !== undefined)
    add(comment.line, comment.column, 'The comment that begins here has no end.', 'Take it out.');
  return faults.sort((a, b) => a.line - b.line || a.column - b.column);
};

const hidden = (span: string): string => ' '.repeat(span.length);

/** Where a `<details>` begins that would fold away what comes after the text. */
const openDetails = (lines: readonly string[]): { readonly line: number; readonly column: number } | undefined => {
  const open: { readonly line: number; readonly column: number }[] = [];
  for (const [index, line] of lines.entries()) {
    for (const { 1: end, index: at } of line.matchAll(/(?<!\\)<(\/?)details(?=[\s/>]|$)/gi)) {
      if (end === '/') open.pop();
      else open.push({ line: index + 1, column: at + 1 });
    }
  }
  return open[0];
};

/** Where a comment begins that would swallow what comes after the text. */
const openComment = (lines: readonly string[]): { readonly line: number; readonly column: number } | undefined => {
  let open: { readonly line: number; readonly column: number } | undefined;
  for (const [index, line] of lines.entries()) {
    for (const { 0: sign, index: at } of line.matchAll(/<!--|-->/g)) {
      if (sign === '-->') open = undefined;
      else open ??= { line: index + 1, column: at + 1 };
    }
  }
  return open;
};

/**
 * The text as it goes into the document: without empty lines around it, and without a code fence that somebody put around
 * all of it because it is Markdown.
 */
export const tidyFilling = (text: string): { readonly text: string; readonly skipped: number } => {
  const lines = text.split('\n');
  const first = lines.findIndex((line) => line.trim() !== '');
  if (first === -1) return { text: '', skipped: 0 };
  const last = lines.findLastIndex((line) => line.trim() !== '');
  const bare = lines.slice(first, last + 1);
  const marks = /^(`{3,}|~{3,})(?:markdown|md)\s*$/.exec(bare[0] ?? '')?.[1];
  const isEnd = (line: string): boolean =>
    marks !== undefined && line.startsWith(marks) && line.replace(/^[`~]+/, '').trim() === '';
  if (bare.length < 3 || bare.slice(1).findIndex(isEnd) !== bare.length - 2) {
    return { text: bare.join('\n'), skipped: first };
  }
  const inner = tidyFilling(bare.slice(1, -1).join('\n'));
  return { text: inner.text, skipped: first + 1 + inner.skipped };
};
