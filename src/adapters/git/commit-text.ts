import type { CommitWords } from '../../ports/run-store.ts';

const oneLine = (text: string): string => text.replace(/\s+/g, ' ').trim();

/** The message of a commit: the words, then the trailers, a line each. */
export const commitText = ({ message, trailers }: CommitWords): string => {
  const lines = trailers.map(([key, value]) => `${key}: ${oneLine(value)}`);
  const words = message.replaceAll('\0', '').trim();
  return `${[words === '' ? 'planloom' : words, ...(lines.length === 0 ? [] : [lines.join('\n')])].join('\n\n')}\n`;
};
