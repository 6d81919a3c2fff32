import { tokenize } from '@humanwhocodes/momoa';
import type { Token } from '@humanwhocodes/momoa';
import type { JsonOutline } from './json-outline.ts';
import type { SourceText } from './source-text.ts';
import type { Problem } from '../domain/problem.ts';

/** What is wrong, from `from` to before `to` in the text. */
interface Fault {
  readonly from: number;
  readonly to: number;
  readonly message: string;
  readonly advice: string;
}

/** Says in plain words why `source` is no JSON. `offset` is where a parser gave up: the length of the text for its end. */
export const explainSyntax = (source: SourceText, outline: JsonOutline, offset: number): Problem => {
  const fault =
    emptyFile(source.text) ??
    unclosedText(source.text, outline, offset) ??
    (offset >= source.text.trimEnd().length
      ? unexpectedEnd(source, outline)
      : unexpectedWord(source, offset, tokensBefore(source.text, offset)));
  const { from, to, message, advice } = fault;
  return { rule: 'json-syntax', severity: 'error', at: source.placeOf(from, to), message, advice };
};

const emptyFile = (text: string): Fault | null =>
  text.trim() === '' ? { from: 0, to: 0, message: 'The file is empty.', advice: 'Write it anew, or delete it.' } : null;

/** Texts that are broken by a line end come first: the parser gives up later, at their last quote. */
const unclosedText = (text: string, { brokenText }: JsonOutline, offset: number): Fault | null => {
  if (brokenText === null || brokenText.from > offset) return null;
  const { from, to } = brokenText;
  if (to >= text.length || /[\n\r]/.test(text.charAt(to))) {
    return {
      from,
      to,
      message: 'The text that starts here has no closing quote on its line.',
      advice: 'Close the quote; a line end inside a text is written \\n.',
    };
  }
  const code = text.charCodeAt(to).toString(16).padStart(4, '0');
  return {
    from: to,
    to: to + 1,
    message:
      text[to] === '\t' ? 'A tab stands inside a text.' : `The control character U+${code} stands inside a text.`,
    advice: `Write it as ${text[to] === '\t' ? '\\t' : `\\u${code}`}.`,
  };
};

const unexpectedEnd = (source: SourceText, { open }: JsonOutline): Fault => {
  const { text } = source;
  const end = text.trimEnd().length;
  const bracket = open.at(-1);
  if (bracket === undefined) {
    return { from: end, to: end, message: 'The file ends too early.', advice: 'Complete it.' };
  }
  const place = source.placeOf(bracket, bracket + 1);
  const closing = text[bracket] === '{' ? '}' : ']';
  return {
    from: end,
    to: end,
    message: `The file ends, and the "${text[bracket]}" of line ${place.line}, column ${place.column} is not closed.`,
    advice: `Complete it and close it with "${closing}".`,
  };
};

/** Nothing if `offset` is in the middle of a word. */
const tokensBefore = (text: string, offset: number): readonly Token[] | null => {
  try {
    return tokenize(text.slice(0, offset), { mode: 'json' });
  } catch {
    return null;
  }
};

const values = new Set(['String', 'Number', 'Boolean', 'Null', 'RBrace', 'RBracket']);

const unexpectedWord = (source: SourceText, offset: number, tokens: readonly Token[] | null): Fault => {
  const { text } = source;
  const from = startOfWord(text, offset, tokens === null);
  const word = /^(?:[\w.+-]+|"(?:[^"\\\n]|\\.){0,30}"?|[^]?)/.exec(text.slice(from, from + 200))?.[0] ?? '';
  const fault = (message: string, advice: string): Fault => ({ from, to: from + word.length, message, advice });
  const before = tokens ?? [];
  const previous = before.at(-1);

  const escape = escapeAt(text, offset);
  if (escape) return escape;
  if (/[}\]]/.test(word)) return unexpectedClose(source, from, before);
  if (word === "'") return fault('A text stands in single quotes.', 'Put it in double quotes.');
  if (word === '/' || word === '#') return fault('JSON has no comments.', 'Remove it.');
  if (/^[-+.\d]/.test(word) && !/^-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][-+]?\d+)?$/.test(word)) {
    return fault(`"${word}" is no number that JSON knows.`, 'An id stands in double quotes.');
  }
  if (previous && values.has(previous.type)) {
    if (openIn(before).length === 0) {
      return fault('Something stands after the end of the JSON.', 'Remove it, or the closing bracket before it.');
    }
    if (isKey(before)) return fault(`A colon is missing before ${quoted(word)}.`, 'Write "key": value.');
    if (/^["\w{[-]/.test(word)) {
      return fault(`A comma is missing before ${quoted(word)}.`, 'Put a comma between the two.');
    }
  }
  if (/^[A-Za-z_]/.test(word)) {
    return fault(`${quoted(word)} stands without quotes.`, 'Put keys and texts in double quotes.');
  }
  return fault(`${quoted(word)} does not belong here.`, surroundings);
};

const surroundings = 'Compare the brackets, commas and colons around it.';

const escapeAt = (text: string, offset: number): Fault | null => {
  const from = text[offset] === '\\' ? offset : text.slice(0, offset).search(/\\u[\dA-Fa-f]{0,3}$/);
  if (from < 0) return null;
  const escape = /^\\(?:u[\dA-Fa-f]*|[^]?)/.exec(text.slice(from, from + 6))?.[0] ?? '';
  const to = from + escape.length;
  const message = `"${escape}" is no escape that JSON knows.`;
  return { from, to, message, advice: 'A backslash itself is written \\\\.' };
};

const unexpectedClose = (source: SourceText, at: number, before: readonly Token[]): Fault => {
  const bracket = source.text.charAt(at);
  const comma = before.at(-1);
  if (comma?.type === 'Comma') {
    const from = comma.loc.start.offset;
    const message = `A comma stands before "${bracket}", with nothing after it.`;
    return { from, to: from + 1, message, advice: 'Remove the comma.' };
  }
  const open = openIn(before).at(-1);
  if (open && open.type !== (bracket === '}' ? 'LBrace' : 'LBracket')) {
    const { line, column } = source.placeOf(open.loc.start.offset, open.loc.end.offset);
    const message = `"${bracket}" does not close the "${bracket === '}' ? '[' : '{'}" of line ${line}, column ${column}.`;
    return { from: at, to: at + 1, message, advice: 'Close what was opened last first.' };
  }
  return { from: at, to: at + 1, message: `"${bracket}" does not belong here.`, advice: surroundings };
};

/** A parser may give up in the middle of a number or a bare word. */
const startOfWord = (text: string, offset: number, inWord: boolean): number => {
  let from = offset;
  if (inWord || /[\w.+-]/.test(text.charAt(from))) while (from > 0 && /[\w.+-]/.test(text.charAt(from - 1))) from--;
  return from;
};

const quoted = (word: string): string => (word.startsWith('"') ? word : `"${word}"`);

/** The brackets among `tokens` that are not closed. */
const openIn = (tokens: readonly Token[]): readonly Token[] => {
  const open: Token[] = [];
  for (const token of tokens) {
    if (token.type === 'LBrace' || token.type === 'LBracket') open.push(token);
    else if (token.type === 'RBrace' || token.type === 'RBracket') open.pop();
  }
  return open;
};

/** Whether the last of `tokens` is the key of a member. */
const isKey = (tokens: readonly Token[]): boolean => {
  const before = tokens.at(-2)?.type;
  return (
    tokens.at(-1)?.type === 'String' &&
    (before === 'LBrace' || before === 'Comma') &&
    openIn(tokens).at(-1)?.type === 'LBrace'
  );
};
