/** A JSON object of somebody else, of which nothing is certain. */
export type Fields = Readonly<Record<string, unknown>>;

const none: Fields = {};

/** The object in a line of JSON; null where there is none. */
export const fieldsOfLine = (line: string): Fields | null => {
  if (!line.trimStart().startsWith('{')) return null;
  try {
    return fieldsOf(JSON.parse(line));
  } catch {
    return null;
  }
};

/** `value` where it is an object, else an empty one. */
export const fieldsOf = (value: unknown): Fields =>
  typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Fields) : none;

/** `value` where it is a text, else an empty one. */
export const textOf = (value: unknown): string => (typeof value === 'string' ? value : '');

/** `value` where it is a number from 0 on, else null. */
export const amountOf = (value: unknown): number | null =>
  typeof value === 'number' && Number.isFinite(value) && value >= 0 ? value : null;

/** `value` where it is a text that is not empty, else `other`. */
export const textOr = (value: unknown, other: string): string => {
  const text = textOf(value);
  return text === '' ? other : text;
};
