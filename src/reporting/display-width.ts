import { eastAsianWidth } from 'get-east-asian-width';
import { graphemes } from './graphemes.ts';

// Colour codes are the only escape sequences that we print; those of documents are made harmless by `safeText`.
const escape = String.fromCharCode(27);
const colorCodes = new RegExp(`(${escape}\\[[0-9;]*m)`);
const allColorCodes = new RegExp(colorCodes, 'g');

const printableAscii = /^[ -~]*$/;
const invisible = /^[\p{Cc}\p{Default_Ignorable_Code_Point}\p{Mn}\p{Me}]/u;
const flagOrEmojiForm = /[\p{Regional_Indicator}\ufe0f]/u;

/** Columns that one character takes on a terminal: 0, 1 or 2. */
export const graphemeWidth = (grapheme: string): 0 | 1 | 2 => {
  if (printableAscii.test(grapheme)) return 1;
  if (invisible.test(grapheme)) return 0;
  if (flagOrEmojiForm.test(grapheme)) return 2;
  return eastAsianWidth(grapheme.codePointAt(0) ?? 0);
};

/** Columns that `text` takes on a terminal; colour codes take none. */
export const displayWidth = (text: string): number => {
  if (printableAscii.test(text)) return text.length;
  const plain = text.replace(allColorCodes, '');
  if (printableAscii.test(plain)) return plain.length;
  return graphemes(plain).reduce((sum, grapheme) => sum + graphemeWidth(grapheme), 0);
};

/** `text` apart: even places hold words, odd places hold colour codes. */
export const apartFromColors = (text: string): readonly string[] => text.split(colorCodes);
