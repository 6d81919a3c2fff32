import { visibleLines } from './visible-lines.ts';
import { holdsContent } from './log-content.ts';
import { headingOf, isLogTitle } from './log-heading.ts';
import { taskStatusOf } from './task-status.ts';
import type { TaskStatus } from './task-status.ts';

/** What an EXECUTION_TASK document shows about the work on it. */
export interface ExecutionTaskProgress {
  /** An entry of the iteration log holds something other than what the template put there. */
  readonly logBegun: boolean;
  /** What the Status field of the header says, or null when it says nothing that we know. */
  readonly says: TaskStatus | null;
}

/** Whether work has begun: by the log, or by a Status that only work can lead to. */
export const hasBegun = ({ logBegun, says }: ExecutionTaskProgress): boolean =>
  logBegun || (says !== null && says !== 'not started');

const numberedEntry = /^(?:iteration|attempt|session|entry)\s*#?(?:\d+|n\b|x\b|\[[^\]]{0,40}\])/i;
const date = /^\d{4}-\d{2}-\d{2}\b/;

/** What follows "Iteration 1:" or, for an entry that is named by its date, the date itself. */
const entryRest = (title: string): string | undefined => {
  const numbered = numberedEntry.exec(title);
  if (numbered !== null) return title.slice(numbered[0].length);
  return date.test(title) ? title : undefined;
};

const listItem = /^\s*(?:[-*+]|\d{1,4}[.)])\s+/;
const rule = /^ {0,3}(?:(?:-\s*){3,}|(?:\*\s*){3,}|(?:_\s*){3,})$/;
const isSeparatorRow = (line: string): boolean => /^[\s|:-]+$/.test(line) && line.includes('|') && line.includes('-');

/** The cells after the first: that one is the label of a field, or the number of an iteration. */
const rowHoldsContent = (line: string): boolean =>
  line
    .trim()
    .replace(/^\||\|$/g, '')
    .split('|')
    .slice(1)
    .some(holdsContent);

const logHasBegun = (lines: readonly string[]): boolean => {
  let logDepth: number | undefined;
  let entryDepth: number | undefined;
  let inBracket = false;
  for (const [index, line] of lines.entries()) {
    const heading = headingOf(line);
    if (heading !== undefined) {
      inBracket = false;
      const { depth, title } = heading;
      if (logDepth !== undefined && depth <= logDepth) logDepth = undefined;
      if (entryDepth !== undefined && depth <= entryDepth) entryDepth = undefined;
      // Outside a log only "Iteration 1" opens an entry; a date may head anything there.
      const rest = logDepth !== undefined || /^iteration/i.test(title) ? entryRest(title) : undefined;
      if (rest !== undefined) {
        if (holdsContent(rest)) return true;
        entryDepth ??= depth;
      } else if (entryDepth === undefined && isLogTitle(title)) logDepth ??= depth;
      continue;
    }
    if (line.trim() === '' || rule.test(line)) {
      inBracket = false;
      if (line.trim() !== '') entryDepth = undefined;
      continue;
    }
    if (logDepth === undefined && entryDepth === undefined) continue;
    if (inBracket) {
      inBracket = !line.includes(']');
      continue;
    }
    if (/^\s*>/.test(line)) continue;
    if (/^\s*\|/.test(line)) {
      const isHeader = isSeparatorRow(line) || isSeparatorRow(lines[index + 1] ?? '');
      if (!isHeader && rowHoldsContent(line)) return true;
      continue;
    }
    const text = line.replace(listItem, '').trim();
    const bold = /^\*\*([^*]{1,200})\*\*/.exec(text);
    const rest = logDepth === undefined ? undefined : entryRest(bold?.[1] ?? text);
    if (rest !== undefined) {
      if (holdsContent(rest) || (bold !== null && holdsContent(text.slice(bold[0].length)))) return true;
      entryDepth ??= 7;
      continue;
    }
    if (entryDepth === undefined) continue;
    const open = text.lastIndexOf('[');
    inBracket = open >= 0 && !text.includes(']', open);
    if (holdsContent(inBracket ? text.slice(0, open) : text)) return true;
  }
  return false;
};

const statusField = /^[^\p{L}]{0,12}(?:execution[_ ]task\s+)?status[*_\s]{0,6}(?::|\|)(.*)$/iu;

/** The Status of the header: front matter and what stands above the first section, or in a first section of header data. */
const headerStatus = (lines: readonly string[]): TaskStatus | null => {
  let sections = 0;
  for (const line of lines) {
    const heading = headingOf(line);
    if (heading !== undefined && heading.depth > 1) {
      sections++;
      if (sections > 1 || !/^(?:meta|header|overview|status|details|information)/i.test(heading.title)) return null;
    }
    const value = statusField.exec(line.slice(0, 400))?.[1];
    const status = value === undefined ? null : taskStatusOf(value);
    if (status !== null) return status;
  }
  return null;
};

/** Reads an EXECUTION_TASK by its lines; what stands in code fences and HTML comments does not count. */
export const executionTaskProgress = (text: string): ExecutionTaskProgress => {
  const lines = visibleLines(text);
  return { logBegun: logHasBegun(lines), says: headerStatus(lines) };
};
