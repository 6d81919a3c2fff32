import { safeText } from '../safe-text.ts';

// Colours, movements of the cursor, titles of windows, whole or begun.
const sequences = /\u001b(?:\[[\d;:<=>?]*[ -/]*[@-~]?|[\]P^_X][^\u0007\u001b]*(?:\u0007|\u001b\\)?|[ -/]*[0-~])/g;

/**
 * A line that a program has printed, as a terminal shows it without colours: a line that was drawn over (`\r`) as it was
 * drawn last. Nothing in it acts on a terminal any more; tabs stay.
 */
export const printedLine = (line: string): string => {
  const plain = line.replace(sequences, '').replace(/\r+$/, '');
  return plain
    .slice(plain.lastIndexOf('\r') + 1)
    .split('\t')
    .map(safeText)
    .join('\t');
};
