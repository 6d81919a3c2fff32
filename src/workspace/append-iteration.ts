import { headingOf, isLogTitle } from './log-heading.ts';

/** What one iteration was: a title behind its number, and lines of Markdown. */
export interface Iteration {
  readonly title: string;
  readonly lines: readonly string[];
}

const fence = /^ {0,3}(`{3,}|~{3,})(.*)$/;

/** Where the lines of the iteration log end, the depth of its heading, and how many iterations it has. */
interface Log {
  /** Offset in the text behind the last line with something in it. */
  readonly end: number;
  readonly depth: number;
  readonly iterations: number;
}

/**
 * The text of an EXECUTION_TASK with iterations added at the end of its iteration log, or of the document where it has
 * none. Every other byte stays, and line ends are those of the document.
 */
export const appendIterations = (text: string, iterations: readonly Iteration[]): string => {
  const newline = text.includes('\r\n') ? '\r\n' : '\n';
  const found = findLog(text);
  const log = found ?? { end: text.trimEnd().length, depth: 2, iterations: 0 };
  const marks = '#'.repeat(Math.min(log.depth + 1, 6));
  const lines = [
    ...(found === undefined ? ['', '', '## Iteration Log'] : ['']),
    ...iterations.flatMap(({ title, lines: said }, index) => [
      '',
      `${marks} Iteration ${log.iterations + index + 1}: ${title}`,
      '',
      ...said,
    ]),
  ];
  const rest = text.slice(log.end);
  return text.slice(0, log.end) + lines.join(newline) + (rest === '' ? newline : rest);
};

const findLog = (text: string): Log | undefined => {
  let log: { end: number; depth: number; iterations: number } | undefined;
  let openFence: string | undefined;
  let offset = 0;
  for (const line of text.split('\n')) {
    const end = offset + line.trimEnd().length;
    offset += line.length + 1;
    const marks = fence.exec(line);
    const isInside = openFence !== undefined;
    if (openFence === undefined) openFence = marks?.[1];
    else if (marks?.[1]?.startsWith(openFence) === true && marks[2]?.trim() === '') openFence = undefined;
    const heading = isInside || marks !== null ? undefined : headingOf(line);
    if (log === undefined) {
      if (heading !== undefined && isLogTitle(heading.title)) log = { end, depth: heading.depth, iterations: 0 };
      continue;
    }
    if (heading !== undefined && heading.depth <= log.depth) return log;
    if (/^(?:iteration|attempt)\b/i.test(heading?.title ?? '')) log.iterations++;
    // A rule at the end belongs to what comes after.
    if (line.trim() !== '' && !/^ {0,3}(?:-{3,}|\*{3,}|_{3,})\s*$/.test(line)) log.end = end;
  }
  return log;
};
