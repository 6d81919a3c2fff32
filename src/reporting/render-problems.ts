import type { Place, Problem, Severity } from '../domain/problem.ts';
import type { Look } from './look.ts';
import { usableWidth } from './look.ts';
import { markSource } from './mark-source.ts';
import type { Paint, Palette } from './palette.ts';
import { paletteOf } from './palette.ts';
import { placeText } from './place-text.ts';
import { remarkLines } from './remark-lines.ts';
import { oneLine } from './safe-text.ts';
import { symbolsOf } from './symbols.ts';
import { countOf } from './words.ts';
import { wrapText } from './wrap-text.ts';

type Lines = (file: string) => readonly string[];

const severityPaint = (severity: Severity, paint: Palette): Paint =>
  severity === 'error' ? paint.error : severity === 'warning' ? paint.warning : paint.strong;

const linesOf = (sources: ReadonlyMap<string, string>): Lines => {
  const known = new Map<string, readonly string[]>();
  return (file) => {
    const lines = known.get(file) ?? sources.get(file)?.split(/\r?\n/) ?? [];
    known.set(file, lines);
    return lines;
  };
};

/** The line of a place, its number in the gutter, its marks below; nothing where the text is not known. */
const excerpt = (at: Place, gutter: number, marks: Paint, lines: Lines, look: Look): readonly string[] => {
  const line = at.line === undefined ? undefined : lines(at.file)[at.line - 1];
  if (line === undefined || line.trim() === '') return [];
  const paint = paletteOf(look);
  const symbols = symbolsOf(look);
  const head = (number: string): string => paint.quiet(`  ${number.padStart(gutter)} ${symbols.gutter}`);
  const room = usableWidth(look) - gutter - 5;
  const marked = markSource(line, at.column ?? 1, at.length ?? 1, room, symbols.ellipsis);
  const shown = `${head(String(at.line))} ${marked.text.trimEnd()}`;
  if (at.column === undefined) return [shown];
  return [shown, `${head('')} ${' '.repeat(marked.start)}${marks('^'.repeat(marked.length))}`];
};

/** One after the other; what all say to do about the same rule stands once, below the last. */
const renderGroup = (group: readonly Problem[], lines: Lines, look: Look): string =>
  group
    .map((problem, index) => renderProblem(index < group.length - 1 ? withoutAdvice(problem) : problem, lines, look))
    .join('\n');

const withoutAdvice = (problem: Problem): Problem => ({ ...problem, advice: '' });

/** Neighbours with the same rule, severity and advice together. */
const grouped = (problems: readonly Problem[]): readonly (readonly Problem[])[] => {
  const groups: Problem[][] = [];
  for (const problem of problems) {
    const last = groups.at(-1)?.[0];
    const isAlike =
      last?.advice !== undefined &&
      last.rule === problem.rule &&
      last.severity === problem.severity &&
      last.advice === problem.advice;
    if (isAlike) groups.at(-1)!.push(problem);
    else groups.push([problem]);
  }
  return groups;
};

const renderProblem = (problem: Problem, lines: Lines, look: Look): string => {
  const paint = paletteOf(look);
  const severity = severityPaint(problem.severity, paint);
  const width = usableWidth(look) - 2;
  const related = problem.related ?? [];
  const gutter = Math.max(...[problem.at, ...related.map((r) => r.at)].map((at) => String(at.line ?? '').length));
  const { arrow } = symbolsOf(look);
  return [
    `${paint.strong(placeText(problem.at))}  ${severity(problem.severity)}  ${paint.quiet(problem.rule)}`,
    ...wrapText(oneLine(problem.message), width).map((line) => `  ${line}`),
    ...excerpt(problem.at, gutter, severity, lines, look),
    ...related.flatMap((other) => [
      `  ${paint.quiet(placeText(other.at))}`,
      ...wrapText(oneLine(other.message), width).map((line) => `  ${line}`),
      ...excerpt(other.at, gutter, paint.id, lines, look),
    ]),
    ...wrapText(oneLine(problem.advice ?? ''), width - arrow.length - 1).map(
      (line, index) => `  ${index === 0 ? paint.id(arrow) : ' '.repeat(arrow.length)} ${line}`,
    ),
  ].join('\n');
};

/** `2 errors, 1 warning in 3 files`. */
const problemCounts = (problems: readonly Problem[]): string => {
  const severities: readonly (readonly [Severity, string])[] = [
    ['error', 'error'],
    ['warning', 'warning'],
    ['info', 'note'],
  ];
  const counts = severities
    .map(([severity, noun]) => [problems.filter((p) => p.severity === severity).length, noun] as const)
    .filter(([count]) => count > 0)
    .map(([count, noun]) => countOf(count, noun));
  return `${counts.join(', ')} in ${countOf(new Set(problems.map((p) => p.at.file)).size, 'file')}`;
};

const byPlace = (a: Problem, b: Problem): number =>
  (a.at.line ?? 0) - (b.at.line ?? 0) || (a.at.column ?? 0) - (b.at.column ?? 0);

/**
 * Every problem as a compiler shows it: place, severity and rule; the message; the line with the place marked; places
 * that belong to it; what to do, once for neighbours of one rule. Remarks come last, a line for all of a file and a rule,
 * or with `each` a line each. Files in the order of their first problem, in a file by place; the counts at the end.
 * `sources` holds the texts by the names that the problems use; a file that is not in it is named without its line.
 * Empty when there are no problems.
 */
export const renderProblems = (
  problems: readonly Problem[],
  sources: ReadonlyMap<string, string>,
  look: Look,
  each = false,
): string => {
  if (problems.length === 0) return '';
  const lines = linesOf(sources);
  const files = [...new Set(problems.map((p) => p.at.file))];
  const order = new Map(files.map((file, index) => [file, index]));
  const place = (p: Problem): number => order.get(p.at.file) ?? 0;
  const sorted = problems.toSorted((a, b) => place(a) - place(b) || byPlace(a, b));
  const weighty = sorted.filter(({ severity }) => severity !== 'info');
  const remarks = remarkLines(
    sorted.filter(({ severity }) => severity === 'info'),
    each,
    look,
  );
  return [
    ...grouped(weighty).map((group) => renderGroup(group, lines, look)),
    ...(remarks.length === 0 ? [] : [remarks.join('\n')]),
    `${problemCounts(problems)}\n`,
  ].join('\n\n');
};
