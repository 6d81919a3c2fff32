import { scannedLines } from './scanned-lines.ts';

const opening = '<!-- planloom:derived -->';
const closing = '<!-- /planloom:derived -->';

/** Lines of a document that planloom derived, both markers included; 1-based. */
export interface DerivedBlock {
  readonly from: number;
  readonly to: number;
  /** False when the closing marker is missing: such a block ends before the next heading or block, or with the text. */
  readonly closed: boolean;
  /** The lines between the markers. */
  readonly content: readonly string[];
}

/** The lines, between the two markers that say: planloom derived this, it is no evidence, do not edit it. */
export const derivedBlock = (lines: readonly string[]): string => [opening, ...lines, closing].join('\n');

/** The derived blocks of a document, in order. A marker inside a code fence is none. */
export const readDerivedBlocks = (text: string): DerivedBlock[] => {
  const blocks: DerivedBlock[] = [];
  let start: { readonly from: number; readonly content: string[] } | undefined;
  const end = (to: number, closed: boolean): void => {
    if (start !== undefined) blocks.push({ ...start, to, closed });
    start = undefined;
  };
  const lines = scannedLines(text);
  for (const { text: line, line: number, fenced } of lines) {
    const word = fenced ? '' : line.trim();
    if (word === closing) end(number, true);
    else if (word === opening) {
      end(number - 1, false);
      start = { from: number, content: [] };
    } else {
      if (/^#{1,6}\s/.test(word)) end(number - 1, false);
      start?.content.push(line);
    }
  }
  end(lines.length, false);
  return blocks;
};

/** A line number that moved is no difference, nor is `_emphasis_` that a formatter spelled its own way. */
const comparable = (content: readonly string[]): string =>
  content
    .map((line) =>
      line
        .trim()
        .replace(/(?<=\S):\d+(?:-\d+)?(?=`)/g, '')
        .replace(/^[*_]|[*_]$/g, ''),
    )
    .filter((line) => line !== '')
    .join('\n');

/**
 * The derived blocks of `text` that differ from what the plan says now; `expected` is the same document, generated from
 * the plan as it is. Whether a person edited the block or the plan moved on, the text alone does not tell.
 */
export const staleDerivedBlocks = (text: string, expected: string): DerivedBlock[] => {
  const current = new Set(readDerivedBlocks(expected).map((block) => comparable(block.content)));
  return readDerivedBlocks(text).filter((block) => !block.closed || !current.has(comparable(block.content)));
};
