import { scannedLines } from './scanned-lines.ts';

/** A part of a document that only a person can write and that nobody has written yet. */
export interface OpenPart {
  /** 1-based. */
  readonly line: number;
  /** 1-based, in UTF-16 units: where the mark begins. */
  readonly column: number;
  /** What is to be written. */
  readonly text: string;
}

const mark = /^(\s{0,3})> \*\*To be written by the designer:\*\*\s*(.*)$/;

/** The open part with this wish, as one line of a document. */
export const openPart = (wish: string): string => `> **To be written by the designer:** ${wish}`;

/** Every line of the document that still carries the mark; code fences are left out. */
export const openParts = (text: string): OpenPart[] =>
  scannedLines(text).flatMap(({ text: line, line: number, fenced }) => {
    const [, indent, wish] = fenced ? [] : (mark.exec(line) ?? []);
    return wish === undefined ? [] : [{ line: number, column: (indent?.length ?? 0) + 1, text: wish.trim() }];
  });
