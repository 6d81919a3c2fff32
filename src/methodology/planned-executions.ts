import { posix } from 'node:path';
import { plainWords } from '../plan-document/decoration.ts';
import type { RuleDocument } from './rule-document.ts';
import { blocksUnder } from './sections.ts';

/** A row of a SUBPLAN's table of executions. */
export interface PlannedExecution {
  /** From 1. */
  readonly number: number;
  readonly line: number;
  readonly column: number;
}

const taskNumber = /EXECUTION_TASK_[\w.-]*?_(\d{1,4})(?:\.md)?(?![\w-])/i;

/** The executions that the tables of a SUBPLAN name, by their numbers. */
export const plannedExecutions = (document: RuleDocument): readonly PlannedExecution[] => {
  const rows = blocksUnder(document, /\bexecutions?\b|\bexecution_tasks?\b/).filter(({ kind }) => kind === 'row');
  return rows.flatMap(({ cells = [], header, lines }): PlannedExecution[] => {
    const [first] = cells;
    const line = lines[0];
    if (first === undefined || line === undefined || first.text === header?.[0]) return [];
    const named = cells.map(({ text }) => taskNumber.exec(text)?.[1]).find((found) => found !== undefined);
    const counted = /^#?(\d{1,3})$/.exec(plainWords(first.text))?.[1];
    const isList = header?.some((name) => /\bexecution|\bpurpose\b/i.test(name)) === true;
    const number = Number(named ?? (isList ? counted : undefined));
    return Number.isNaN(number) || number === 0 ? [] : [{ number, line: line.line, column: first.column }];
  });
};

/** The number in the name of an EXECUTION_TASK's file, from 1. */
export const executionNumber = (path: string): number =>
  Number(/_\d[\d.-]*_(\d{1,4})\.md$/i.exec(posix.basename(path))?.[1] ?? 1);
