import { linesOf } from './markdown-text.ts';

export interface ScannedLine {
  readonly text: string;
  /** 1-based. */
  readonly line: number;
  /** Inside a code fence, or one of its two fence lines. */
  readonly fenced: boolean;
}

const fence = /^(?:\s|>|[-*+]\s|\d+[.)]\s)*(`{3,}|~{3,})(.*)$/;

/** The lines of a document, each with the word whether it stands in a code fence. An unclosed fence runs to the end. */
export const scannedLines = (text: string): ScannedLine[] => {
  let open: string | undefined;
  return linesOf(text).map((line, index) => {
    const [, mark, tail = ''] = fence.exec(line) ?? [];
    if (open === undefined) {
      // A backtick behind the mark makes it a code span, not a fence.
      if (mark !== undefined && !(mark.startsWith('`') && tail.includes('`'))) open = mark;
      return { text: line, line: index + 1, fenced: open !== undefined };
    }
    if (mark?.startsWith(open) === true && tail.trim() === '') open = undefined;
    return { text: line, line: index + 1, fenced: true };
  });
};
