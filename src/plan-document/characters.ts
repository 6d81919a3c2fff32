// Expressions with Unicode classes are dear to compile, and most plans hold few letters beyond ASCII: ask these first.

/** Whether `text` holds nothing but ASCII. */
export const isAscii = (text: string): boolean => !/[^\0-\x7f]/.test(text);

/** Whether `text` opens with a small letter of any script. */
export const opensInLowerCase = (text: string): boolean => {
  const first = text.charCodeAt(0);
  return first <= 0x7f ? first >= 0x61 && first <= 0x7a : lowerCase.test(text);
};
const lowerCase = /^\p{Ll}/u;
