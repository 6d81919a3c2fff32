/** What a first look at a JSON text shows, before it is parsed. Offsets are in UTF-16 units. */
export interface JsonOutline {
  /** Where the brackets stand that nothing closes, outermost first. */
  readonly open: readonly number[];
  /** The first text that has no closing quote on its line. */
  readonly brokenText: { readonly from: number; readonly to: number } | null;
  /** The first bracket that stands deeper than `deepest` brackets. */
  readonly tooDeep: number | null;
}

/** More levels than any plan has, and few enough for a parser that calls itself for each of them. */
export const deepest = 500;

/** Walks over `text` once, bracket by bracket and quote by quote. */
export const outlineJson = (text: string): JsonOutline => {
  const open: number[] = [];
  for (let at = 0; at < text.length; at++) {
    const character = text.charAt(at);
    if (character === '"') {
      const end = endOfText(text, at);
      if (text[end] !== '"') return { open, brokenText: { from: at, to: end }, tooDeep: null };
      at = end;
    } else if (character === '{' || character === '[') {
      open.push(at);
      if (open.length > deepest) return { open, brokenText: null, tooDeep: at };
    } else if (character === '}' || character === ']') open.pop();
  }
  return { open, brokenText: null, tooDeep: null };
};

/** Where the text that starts at `from` ends: its closing quote, else the first character that may not stand in it. */
const endOfText = (text: string, from: number): number => {
  let at = from + 1;
  while (at < text.length && text[at] !== '"' && text.charAt(at) >= ' ') at += text[at] === '\\' ? 2 : 1;
  return Math.min(at, text.length);
};
