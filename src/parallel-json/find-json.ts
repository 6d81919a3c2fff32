import { deepest } from './json-outline.ts';

/** A JSON object or list that stands in a text, from `from` to before `to` (UTF-16 units). */
export interface JsonSpan {
  readonly from: number;
  readonly to: number;
  readonly value: unknown;
}

/** What of a text is JSON. */
export interface FoundJson {
  /** Objects and lists that parse and stand in no other, in the order of the text. */
  readonly spans: readonly JsonSpan[];
  /** The first object that was begun and does not parse; it may hold some of `spans`. */
  readonly broken: { readonly from: number; readonly to: number } | null;
}

/** What an object or a list begins with. Everything else that a bracket opens in a text is prose. */
const beginning = /\{\s*["}]|\[\s*(?:["{[\]\d-]|true\b|false\b|null\b)/g;

/**
 * Finds the JSON in a text with words around it, in code fences or not. Fences decide nothing: a text inside the JSON
 * may hold some. The work is bounded by the length of the text, whatever brackets it is made of.
 */
export const findJson = (text: string): FoundJson => {
  const spans: JsonSpan[] = [];
  let broken: FoundJson['broken'] = null;
  // What begins and does not end is looked through again from its second bracket on: so often, and no more.
  let patience = 20 * text.length + 100_000;
  beginning.lastIndex = 0;
  for (let found = beginning.exec(text); found !== null && patience > 0; found = beginning.exec(text)) {
    const from = found.index;
    const { end, looked } = endOf(text, from, patience);
    patience -= looked;
    const span = end === null ? undefined : parsed(text, from, end);
    if (span !== undefined) {
      spans.push(span);
      beginning.lastIndex = span.to;
    } else {
      if (text[from] === '{') broken ??= { from, to: end ?? closingFence(text, from) };
      beginning.lastIndex = from + 1;
    }
  }
  return { spans, broken };
};

const parsed = (text: string, from: number, to: number): JsonSpan | undefined => {
  try {
    return { from, to, value: JSON.parse(text.slice(from, to)) };
  } catch {
    return undefined;
  }
};

/** Where the bracket at `from` is closed, or null; and how many characters it took to know. */
const endOf = (text: string, from: number, patience: number): { end: number | null; looked: number } => {
  let depth = 0;
  let inText = false;
  const last = Math.min(text.length, from + patience);
  for (let at = from; at < last; at++) {
    const code = text.charCodeAt(at);
    if (inText) {
      if (code === backslash) at++;
      else if (code === quote) inText = false;
      // JSON has no line end inside a text: this was prose.
      else if (code === lineFeed) return { end: null, looked: at - from };
    } else if (code === quote) inText = true;
    else if (code === openBrace || code === openBracket) {
      if (++depth > deepest) return { end: null, looked: at - from };
    } else if ((code === closeBrace || code === closeBracket) && --depth === 0) {
      return { end: at + 1, looked: at - from };
    }
  }
  return { end: null, looked: last - from };
};

const [quote, backslash, lineFeed, openBrace, closeBrace, openBracket, closeBracket] = [
  0x22, 0x5c, 0x0a, 0x7b, 0x7d, 0x5b, 0x5d,
];

/** Where an object without an end was to end: before the fence that closes its block, or with the text. */
const closingFence = (text: string, from: number): number => {
  const fence = /\n[ \t]*(?:`{3}|~{3})/g;
  fence.lastIndex = from;
  return fence.exec(text)?.index ?? text.length;
};
