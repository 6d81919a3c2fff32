// Signs that only follow an emoji: its variation, the joiner between two, the key cap.
const joiners = [0xfe0e, 0xfe0f, 0x200d, 0x20e3].map((point) => String.fromCodePoint(point)).join('');

/** Emoji, dingbats and box marks as a character class body for `u` expressions. */
export const pictures =
  String.raw`\u2600-\u27bf\u2b00-\u2bff\u25a0-\u25ff\u23e9-\u23fa\u231a\u231b\u{1f000}-\u{1faff}` + joiners;

const leading = new RegExp(String.raw`^(?:[${pictures}\s]|\[[ xX~/-]\](?=\s)|~~|\*\*(?=[${pictures}\s~[]))+`, 'u');
const isPicture = new RegExp(String.raw`^[${pictures}\s]$`, 'u');

/** The marks (ticks, boxes, emoji) before the words of `text`. */
export const leadingMarks = (text: string): string => (mayOpenWithMarks(text) ? (leading.exec(text)?.[0] ?? '') : '');

// Most texts open with a word or with bold words: their first characters say that there is nothing to look for.
const mayOpenWithMarks = (text: string): boolean => {
  if (text === '') return false;
  if (text.startsWith('**')) return !isWord(text.charCodeAt(2));
  const first = text.charCodeAt(0);
  return first > lastAscii || first <= space || first === squareBracket || first === tilde;
};
const isWord = (code: number): boolean =>
  (code >= 0x61 && code <= 0x7a) || (code >= 0x41 && code <= 0x5a) || (code >= 0x30 && code <= 0x39);
const lastAscii = 0x7f;
const space = 0x20;
const squareBracket = 0x5b;
const tilde = 0x7e;

/** `text` without emoji and white space at both ends. */
export const withoutPictures = (text: string): string => {
  // Character by character from both ends: an expression would look again at every run of blanks inside.
  const characters = text.trim();
  let start = 0;
  let end = characters.length;
  if (isAsciiAt(characters, 0) && isAsciiAt(characters, end - 1)) return characters;
  for (let width = pictureAt(characters, start); width > 0; width = pictureAt(characters, start)) start += width;
  for (let width = pictureBefore(characters, end); width > 0 && end > start; width = pictureBefore(characters, end))
    end -= width;
  return characters.slice(start, end);
};

const isAsciiAt = (text: string, at: number): boolean => text.charCodeAt(at) <= lastAscii;
const pictureAt = (text: string, at: number): number => {
  if (isAsciiAt(text, at) && text.charCodeAt(at) > space) return 0;
  const point = text.codePointAt(at);
  const character = point === undefined ? '' : String.fromCodePoint(point);
  return isPicture.test(character) ? character.length : 0;
};
const pictureBefore = (text: string, at: number): number => {
  const low = text.charCodeAt(at - 1);
  return at > 0 ? pictureAt(text, low >= 0xdc00 && low <= 0xdfff ? at - 2 : at - 1) : 0;
};

/** `text` without bold and strike-through marks; code spans stay as they are. */
export const withoutEmphasis = (text: string): string => {
  if (!text.includes('*') && !text.includes('~~')) return text;
  if (!text.includes('`')) return text.replace(emphasis, '');
  return text
    .split(/(`[^`]*`)/)
    .map((part) => (part.startsWith('`') ? part : part.replace(emphasis, '')))
    .join('');
};
const emphasis = /\*\*|~~|(?<![\w*])\*(?=\S)|(?<=\S)\*(?![\w*])/g;

/** `text` with one blank for every run of white space. */
export const singleSpaced = (text: string): string => (/\s\s|[^\S ]/.test(text) ? text.replace(/\s+/g, ' ') : text);

/** Only the words: no emphasis, no code marks, no emoji at the ends. */
export const plainWords = (text: string): string =>
  singleSpaced(withoutPictures(withoutEmphasis(text).replaceAll('`', '')));
