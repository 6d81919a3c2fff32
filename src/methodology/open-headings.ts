import { openParts } from '../documents/open-parts.ts';
import type { RuleDocument, RuleHeading } from './rule-document.ts';

/** What says nothing by itself: an empty line, a heading, a line across. */
const saysNothing = /^\s*(?:#{1,6}\s.*|(?:[-*_]\s*){3,})?$/;

/** The headings below which nothing stands but parts that are still to be written. */
export const openHeadings = ({ text, headings }: RuleDocument): ReadonlySet<RuleHeading> => {
  const open = new Set(openParts(text).map(({ line }) => line));
  if (open.size === 0) return new Set();
  const lines = text.split(/\r\n|\n|\r/);
  return new Set(
    headings.filter(({ line, depth }, index) => {
      const end = headings.find((next, at) => at > index && next.depth <= depth)?.line ?? lines.length + 1;
      const below = lines.slice(line, end - 1).map((words, at) => ({ words, line: line + at + 1 }));
      return (
        below.some((one) => open.has(one.line)) &&
        below.every((one) => open.has(one.line) || saysNothing.test(one.words))
      );
    }),
  );
};
