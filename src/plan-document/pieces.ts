import type { Block } from '../domain/block.ts';

/** A stretch of a document that can be read on its own. Lines are 1-based and both included. */
export interface Piece {
  readonly from: number;
  readonly to: number;
  readonly text: string;
}

/**
 * Cuts a document before its `#` headings and before the `**Achievement` lines that follow a blank line. Both end
 * everything that is open above them, so that the pieces hold the same blocks as the whole. `blocks` are those that
 * the scanner found in `text`, whose first line is `firstLine`: what stands in a fence or in HTML is no cut. Link
 * definitions do not keep a document whole, since a block keeps its links as written.
 */
export const cutPieces = (text: string, blocks: readonly Block[], firstLine = 1): readonly Piece[] => {
  const lines = text.split('\n');
  const starts = [firstLine];
  for (const block of blocks) {
    const at = block.lines[0]?.line ?? firstLine;
    const line = lines[at - firstLine] ?? '';
    const cut =
      block.kind === 'heading'
        ? /^#{1,6}(?:\s|$)/.test(line)
        : block.kind === 'paragraph' &&
          block.depth === 0 &&
          line.startsWith('**Achievement') &&
          (lines[at - firstLine - 1] ?? '').trim() === '';
    if (cut && at > firstLine) starts.push(at);
  }
  const last = firstLine + lines.length - 1;
  return starts.map((from, index) => {
    const to = (starts[index + 1] ?? last + 1) - 1;
    return { from, to, text: lines.slice(from - firstLine, to - firstLine + 1).join('\n') };
  });
};
