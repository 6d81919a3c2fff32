import { linesOf } from './markdown-text.ts';
import { scannedLines } from './scanned-lines.ts';

/** What a `#` heading says. */
export interface HeadingText {
  /** 1 to 6. */
  readonly depth: number;
  /** Without the marks at either end. */
  readonly title: string;
  /** The title in lower case without numbers and emoji before it ("## 3. 🎯 Objective"). */
  readonly words: string;
}

/** The heading that a line is, if it is one. */
export const headingOf = (line: string): HeadingText | undefined => {
  const [, marks, rest = ''] = /^ {0,3}(#{1,6})\s(.*)$/.exec(line) ?? [];
  if (marks === undefined) return undefined;
  const title = rest.trim().replace(/\s#+$/, '').trimEnd();
  return { depth: marks.length, title, words: title.replace(/^[^\p{L}]+/u, '').toLowerCase() };
};

/** The headings of a document with their lines, from 1; those in code fences are none. */
export const headingsOf = (text: string): readonly (HeadingText & { readonly line: number })[] =>
  scannedLines(text).flatMap(({ text: written, line, fenced }) => {
    const heading = fenced ? undefined : headingOf(written);
    return heading === undefined ? [] : [{ ...heading, line }];
  });

/** The first section, not the whole document, whose heading has such words: its lines from heading to end. */
export const sectionUnder = (
  text: string,
  words: RegExp,
): { readonly from: number; readonly to: number; readonly text: string } | null => {
  const headings = headingsOf(text);
  const start = headings.find((heading) => heading.depth > 1 && words.test(heading.words));
  if (start === undefined) return null;
  const end = headings.find(({ line, depth }) => line > start.line && depth <= start.depth);
  const lines = linesOf(text).slice(start.line - 1, end === undefined ? undefined : end.line - 1);
  return { from: start.line, to: start.line + lines.length - 1, text: lines.join('\n') };
};
