import { linesOf, inline } from './markdown-text.ts';

/** What `inline` takes over whole. */
const longestPiece = 380;

/**
 * Foreign text for a PLAN that planloom writes, as one safe line: it can be no field ("Effort: 900 h"), no list and no bold
 * lead of the document that it stands in. `ids`: ids that mean something else in it ("see 1.2" of somebody else's
 * numbering); they are marked so that they name no achievement.
 */
export const planLine = (text: string, ids: ReadonlySet<string> = new Set()): string =>
  inline(withoutForeignIds(tamed(text), ids));

/** The same for a longer text: its sentences, as few lines as they fit. Empty for an empty text. */
export const planLines = (text: string, ids?: ReadonlySet<string>): string[] =>
  linesOf(text)
    .flatMap((line) => pieces(line.trim()))
    .map((piece) => planLine(piece, ids))
    .filter((line) => line !== '');

const tamed = (text: string): string => {
  const words = text
    .replace(/[\s\u0085]+/g, ' ')
    .replaceAll('**', '')
    .replace(/^(?:[-+*>#_~•|]+\s*|\[[ xX]\]\s*)+/, '')
    .replace(/^(\d{1,9})([.)])(?=\s)/, '$1\\$2')
    .trim();
  // A name with a colon behind it is a field; a dash says the same.
  return words.replace(/^([^:：]{1,100}?)\s*[:：](?=\s|$)/, '$1 –').replace(/\s–$/, '');
};

const withoutForeignIds = (text: string, ids: ReadonlySet<string>): string =>
  ids.size === 0
    ? text
    : text.replace(/(?<![\w.§])\d{1,4}(?:\.\d{1,4}){1,2}(?![\d.]*\d)/g, (id) => (ids.has(id) ? `§${id}` : id));

/** A line in pieces of at most so many characters: between sentences where that can be, else between words. */
const pieces = (line: string): readonly string[] => {
  const found: string[] = [];
  let rest = line;
  while (rest.length > longestPiece) {
    const room = rest.slice(0, longestPiece);
    const sentence = Math.max(room.lastIndexOf('. '), room.lastIndexOf('! '), room.lastIndexOf('? ')) + 1;
    const at = sentence > longestPiece / 3 ? sentence : room.lastIndexOf(' ');
    const end = at > 0 ? at : longestPiece;
    found.push(rest.slice(0, end));
    rest = rest.slice(end).trimStart();
  }
  return rest === '' ? found : [...found, rest];
};
