// Text of a document could move the cursor, change the window's title, or turn the direction of writing; and half a
// surrogate pair is no text at all.
const dangerous = /[\p{Cc}\p{Cs}\u2028\u2029\u202a-\u202e\u2066-\u2069]/gu;

const visible = (character: string): string => {
  const code = character.charCodeAt(0);
  if (code < 0x20) return String.fromCharCode(0x2400 + code);
  return code === 0x7f ? '\u2421' : '\ufffd';
};

/** `text` with every character that could act on a terminal replaced by a visible one of the same length in UTF-16 units. */
export const safeText = (text: string): string => text.replace(dangerous, visible);

/** The same, on one line: whatever separates words becomes one space. */
export const oneLine = (text: string): string => safeText(text.replace(/\s+/g, ' ').trim());
