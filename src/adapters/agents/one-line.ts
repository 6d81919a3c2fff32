const maxSaid = 500;

/** The words of a program as the beginning of a sentence: on one line, bounded, without a full stop. */
export const oneLine = (text: string): string => {
  const line = text.trim().replace(/\s+/g, ' ').replace(/\.$/, '');
  return line.length > maxSaid ? `${line.slice(0, maxSaid)}…` : line;
};
