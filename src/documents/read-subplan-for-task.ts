import { readDerivedBlocks } from './derived-block.ts';
import { headingOf } from './headings.ts';
import type { HeadingText } from './headings.ts';
import { openParts } from './open-parts.ts';
import { scannedLines, type ScannedLine } from './scanned-lines.ts';

/** What an EXECUTION_TASK repeats of its SUBPLAN. Lines as written, without list marks; empty where nothing is written. */
export interface SubplanForTask {
  readonly objective: readonly string[];
  /** The names of the approach's parts where it has headings of its own, else its lines. */
  readonly approach: readonly string[];
  readonly successCriteria: readonly string[];
}

const itemPattern = /^\s*(?:[-*+]|\d{1,9}[.)])\s+(?:\[[ xX]\]\s+)?(.*)$/;
/** Decoration: rules, table rows, comments, sentences that only say what was cut. */
const noContent = /^\s*(?:$|[-*_=\s]{3,}$|\||<!--|[*_]\d+ more of \d+: )/;

/** More than a task repeats of a line; it bounds the work on a line without end. */
const longestLine = 500;

/** Reads objective, approach and success criteria of a SUBPLAN, generated or written by hand, by a scan of its lines. */
export const readSubplanForTask = (text: string): SubplanForTask => {
  const markers = new Set(readDerivedBlocks(text).flatMap(({ from, to, closed }) => (closed ? [from, to] : [from])));
  const open = new Set(openParts(text).map(({ line }) => line));
  const lines = scannedLines(text)
    .filter(({ fenced, line }) => !fenced && !markers.has(line) && !open.has(line))
    .map((line) => ({ ...line, text: line.text.slice(0, longestLine) }));
  const headings = headingsAmong(lines);
  /** The section under the first heading of the first form that the document has. */
  const sectionOf = (...forms: readonly RegExp[]): readonly ScannedLine[] => {
    const start = forms.map((form) => headings.find(({ words }) => form.test(words))).find((heading) => heading);
    if (start === undefined) return [];
    const end = headings.find(({ index, depth }) => index > start.index && depth <= start.depth);
    return lines.slice(start.index + 1, end?.index);
  };
  return {
    objective: beforeHeadings(sectionOf(/^objectives?\b/)).map(plain),
    approach: outline(
      sectionOf(/^approach\b/, /^(?:strategy|implementation (?:plan|strategy))\b/, /^execution strategy\b/),
    ),
    successCriteria: items(sectionOf(/^success criteria\b/, /^(?:definition of done|acceptance criteria)\b/)),
  };
};

const headingsAmong = (lines: readonly ScannedLine[]): readonly (HeadingText & { readonly index: number })[] =>
  lines.flatMap(({ text }, index) => {
    const heading = headingOf(text);
    return heading === undefined ? [] : [{ ...heading, index }];
  });

const beforeHeadings = (section: readonly ScannedLine[]): string[] => {
  const end = section.findIndex(({ text }) => headingOf(text) !== undefined);
  return section
    .slice(0, end === -1 ? undefined : end)
    .map(({ text }) => text)
    .filter((text) => !noContent.test(text));
};

const plain = (line: string): string => (itemPattern.exec(line)?.[1] ?? line).trim();

const items = (section: readonly ScannedLine[]): string[] =>
  section.flatMap(({ text }) => {
    const item = noContent.test(text) ? undefined : itemPattern.exec(text)?.[1];
    return item === undefined || item === '' ? [] : [item.trim()];
  });

/** Headings with nothing under them (a template's, still open) say nothing. */
const outline = (section: readonly ScannedLine[]): string[] => {
  const headings = headingsAmong(section);
  if (headings.length === 0) return beforeHeadings(section).map(plain);
  const top = Math.min(...headings.map(({ depth }) => depth));
  const parts = headings.filter(({ depth }) => depth === top);
  const [only] = parts;
  // One heading over everything ("Four phases, one after the other") says less than what it stands over.
  if (parts.length === 1 && only !== undefined && headings.length > 1) return outline(section.slice(only.index + 1));
  const filled = parts.filter(({ index }, part) =>
    section.slice(index + 1, parts[part + 1]?.index).some(({ text }) => !noContent.test(text)),
  );
  return [...beforeHeadings(section).map(plain), ...filled.map(({ title }) => title)];
};
