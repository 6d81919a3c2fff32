// JSON leaves these as they are; on a terminal they give orders, and turn the direction of writing.
const dangerous = /[\u007f-\u009f\u2028-\u202e\u2066-\u2069]/g;

const escaped = (character: string): string => `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`;

/** A value as JSON on one line, ended by a line feed, with nothing in it that could act on a terminal. */
export const jsonLine = (value: object): string => `${JSON.stringify(value).replace(dangerous, escaped)}\n`;
