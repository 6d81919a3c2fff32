// Colours and movements of the cursor, whole or begun.
const sequences = /\u001b(?:\[[\d;?]*[ -/]*[@-~]?|\][^\u0007\u001b]*(?:\u0007|\u001b\\)?|.)/g;
const invisible = /[\u0000-\u0008\u000b-\u001f\u007f]/g;

/**
 * The last line with something in it of what a program has printed so far, without colours; empty when there is none. A
 * line that is drawn over (`\r`, as progress bars do) counts as it was drawn last. Still to be made safe for a terminal.
 */
export const lastLine = (printed: string): string => {
  const plain = printed.replace(sequences, '');
  for (let end = plain.length; end > 0;) {
    const begin = Math.max(plain.lastIndexOf('\n', end - 1), plain.lastIndexOf('\r', end - 1));
    const line = plain
      .slice(begin + 1, end)
      .replace(invisible, '')
      .trim();
    if (line !== '') return line;
    end = begin;
  }
  return '';
};
