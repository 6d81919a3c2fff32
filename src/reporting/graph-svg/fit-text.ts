import { graphemeWidth } from '../display-width.ts';
import { graphemes } from '../graphemes.ts';
import { oneLine } from '../safe-text.ts';

// Widths in parts of the font's size, a little above those of the usual fonts for screens: better cut a letter early
// than have one stick out of its box.
const narrow = /^[ijlftrI.,:;'|!()[\]{}`/\\ -]$/;
const wide = /^[mwMWQOG@%&—…+=<>~]$/;
const capital = /^[A-Z0-9_#$?]$/;

const widthOf = (grapheme: string): number => {
  if (graphemeWidth(grapheme) === 2) return 1.1;
  if (narrow.test(grapheme)) return 0.38;
  if (wide.test(grapheme)) return 0.9;
  return capital.test(grapheme) ? 0.68 : 0.59;
};

/** About how wide `text` is, in pixels, in a font of `size` pixels without serifs. */
export const textWidth = (text: string, size: number): number =>
  graphemes(text).reduce((sum, grapheme) => sum + widthOf(grapheme), 0) * size;

const cut = (text: string, width: number, size: number): string => {
  let kept = '';
  for (const grapheme of graphemes(text)) {
    if (textWidth(`${kept}${grapheme}…`, size) > width) break;
    kept += grapheme;
  }
  return `${kept.trimEnd()}…`;
};

/**
 * `text` on at most `lines` lines of `width` pixels, broken at spaces, and inside a word (behind a hyphen, slash or
 * underscore if it has one) that is wider than a line. What does not fit is cut, and ends in `…`.
 */
export const fitText = (text: string, width: number, size: number, lines: number): readonly string[] => {
  const words = oneLine(text)
    .split(' ')
    .filter((word) => word !== '');
  const fitted: string[] = [];
  let line = '';
  while (words.length > 0) {
    const word = words[0] ?? '';
    const longer = line === '' ? word : `${line} ${word}`;
    if (textWidth(longer, size) <= width) {
      line = longer;
      words.shift();
      continue;
    }
    if (fitted.length === lines - 1) return [...fitted, cut([line, ...words].join(' ').trim(), width, size)];
    if (line === '') {
      const [head, tail] = breakWord(word, width, size);
      words[0] = tail;
      line = head;
    }
    fitted.push(line);
    line = '';
  }
  return line === '' ? fitted : [...fitted, line];
};

const breakWord = (word: string, width: number, size: number): readonly [string, string] => {
  const parts = graphemes(word);
  let count = 1;
  while (count < parts.length && textWidth(parts.slice(0, count + 1).join(''), size) <= width) count++;
  const seam = parts.slice(0, count).findLastIndex((part) => /^[-_/.]$/.test(part)) + 1;
  const at = seam > count / 2 ? seam : count;
  return [parts.slice(0, at).join(''), parts.slice(at).join('')];
};
