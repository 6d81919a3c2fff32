import { displayWidth, graphemeWidth } from './display-width.ts';
import { graphemes } from './graphemes.ts';
import type { Look } from './look.ts';
import { usableWidth } from './look.ts';
import type { Paint } from './palette.ts';

/** A word that is wider than a line, in pieces that are not. An absolute path stays whole: people copy it. */
const pieces = (word: string, width: number): string[] => {
  if (displayWidth(word) <= width || word.startsWith('/')) return [word];
  const found: string[] = [];
  let piece = '';
  let used = 0;
  for (const grapheme of graphemes(word)) {
    const next = graphemeWidth(grapheme);
    if (used + next > width && piece !== '') {
      found.push(piece);
      piece = '';
      used = 0;
    }
    piece += grapheme;
    used += next;
  }
  return piece === '' ? found : [...found, piece];
};

/** `text` (without colour codes) in lines of at most `width` columns, broken at spaces where there are any. */
export const wrapText = (text: string, width: number): readonly string[] => {
  const room = Math.max(1, width);
  const lines: string[] = [];
  let line = '';
  let used = 0;
  for (const word of text
    .split(/\s+/)
    .filter(Boolean)
    .flatMap((w) => pieces(w, room))) {
    const needed = displayWidth(word);
    if (line === '') {
      line = word;
      used = needed;
    } else if (used + 1 + needed <= room) {
      line += ` ${word}`;
      used += 1 + needed;
    } else {
      lines.push(line);
      line = word;
      used = needed;
    }
  }
  return line === '' ? lines : [...lines, line];
};

/** The words of `text` that fit into so many columns, perhaps none, and the rest. No word is broken. */
export const firstLine = (text: string, width: number): readonly [line: string, rest: string] => {
  const words = text.split(/\s+/).filter(Boolean);
  let used = -1;
  const end = words.findIndex((word) => (used += 1 + displayWidth(word)) > width);
  const count = end === -1 ? words.length : end;
  return [words.slice(0, count).join(' '), words.slice(count).join(' ')];
};

/** `text` behind a sign (`→`, `!`), wrapped, its other lines under the first word. Without colour codes in `text`. */
export const bullets = (sign: string, text: string, look: Look): readonly string[] => {
  const room = displayWidth(sign) + 1;
  return wrapText(text, usableWidth(look) - 2 - room).map(
    (line, index) => `  ${index === 0 ? `${sign} ` : ' '.repeat(room)}${line}`,
  );
};

/** `text` behind `head`, wrapped, its other lines under its first one; each line painted by itself. */
export const hanging = (head: string, text: string, paint: Paint, look: Look): readonly string[] => {
  const room = displayWidth(head);
  const lines = wrapText(text, usableWidth(look) - room);
  if (lines.length === 0) return [head.trimEnd()];
  return lines.map((line, index) => (index === 0 ? head : ' '.repeat(room)) + paint(line));
};
