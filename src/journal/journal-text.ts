import type { JournalEntry, RunEvent } from '../domain/run.ts';
import type { Problem } from '../domain/problem.ts';
import { fail, ok } from '../domain/result.ts';
import type { Result } from '../domain/result.ts';
import { eventForms } from './event-forms.ts';
import { isObject, text as isText } from './forms.ts';
import { KnownNames } from './known-names.ts';

/** The form of the file that this planloom writes, and the only one that it reads. */
const version = 1;

/** What stands in a journal's file. */
export interface JournalText {
  readonly runId: string;
  /** The first one opens the run. */
  readonly entries: readonly JournalEntry[];
  /**
   * Bytes of the file, as UTF-8, up to where a last line begins that was never written to its end; null when there is no
   * such line. Nothing was done about that line: whoever goes on writing cuts it off first.
   */
  readonly tornAt: number | null;
}

/** The first line of a journal, with its line feed. */
export const encodeHeader = (runId: string): string => `${JSON.stringify({ type: 'journal', version, runId })}\n`;

/** One line of a journal, with its line feed. */
export const encodeEntry = ({ at, event }: JournalEntry): string => {
  const { type, ...fields } = event;
  return `${JSON.stringify({ at, type, ...fields })}\n`;
};

/**
 * Reads the whole text of a journal. A torn last line is left out; any other line that can not be read is a problem, for
 * what happened then is not known. `file` is what problems name.
 */
export const decodeJournal = (file: string, text: string): Result<JournalText> => {
  const end = text.lastIndexOf('\n');
  // What comes after the last line feed was not written to its end, even where it happens to be JSON.
  let torn = text.slice(end + 1);
  const values: unknown[] = [];
  for (let begin = 0; begin <= end;) {
    const next = text.indexOf('\n', begin);
    const line = text.slice(begin, next);
    const value = parsed(line);
    if (value === undefined && next === end) torn = `${line}\n${torn}`;
    else values.push(value);
    // A file full of anything else is not read on.
    if (value === undefined) break;
    begin = next + 1;
  }
  const header = readHeader(file, values);
  if (!header.ok) return header;

  const entries: JournalEntry[] = [];
  const names = new KnownNames();
  for (const [index, value] of values.entries()) {
    if (index === 0) continue;
    const entry = readEntry(value);
    const wrong = typeof entry === 'string' ? entry : names.problemOf(entry.event);
    if (wrong !== undefined) return fail([damaged(file, index + 1, wrong)]);
    entries.push(entry as JournalEntry);
  }
  if (entries.length === 0) return fail([neverOpened(file)]);
  const tornAt = torn === '' ? null : utf8Length(text.slice(0, text.length - torn.length));
  return ok({ runId: header.value, entries, tornAt });
};

/** The plan of a run, from the beginning of a journal whose rest may be damaged; undefined where not even that can be read. */
export const planOfJournal = (text: string): RunPlan | undefined => {
  const entry = readEntry(parsed(text.split('\n', 2)[1] ?? ''));
  return typeof entry !== 'string' && entry.event.type === 'opened' ? entry.event.plan : undefined;
};

type RunPlan = Extract<RunEvent, { type: 'opened' }>['plan'];

/** Undefined for what is no JSON. */
const parsed = (line: string): unknown => {
  try {
    return JSON.parse(line) as unknown;
  } catch {
    return undefined;
  }
};

const readHeader = (file: string, values: readonly unknown[]): Result<string> => {
  if (values.length === 0) return fail([neverOpened(file)]);
  const [first] = values;
  if (!isObject(first) || first.type !== 'journal' || !isText(first.runId)) {
    return fail([damaged(file, 1, 'is not the head of a journal')]);
  }
  if (first.version === version) return ok(first.runId as string);
  return fail([
    {
      rule: 'journal-version',
      severity: 'error',
      at: { file, line: 1 },
      message: `The journal has version ${JSON.stringify(first.version)}; this planloom reads version ${version}.`,
      advice: 'Go on with the planloom that began the run.',
    },
  ]);
};

/** The entry, or what is wrong with it. */
const readEntry = (value: unknown): JournalEntry | string => {
  if (!isObject(value)) return 'is no JSON object';
  const { at, ...event } = value;
  const form = isText(event.type) ? eventForms.get(event.type as string) : undefined;
  if (form === undefined) return 'is no event that this planloom knows';
  if (typeof at !== 'number') return 'does not say when it happened';
  if (!form(event)) return `is not a whole event ${event.type as string}`;
  return { at, event: event as unknown as RunEvent };
};

const damaged = (file: string, line: number, wrong: string): Problem => ({
  rule: 'journal-damaged',
  severity: 'error',
  at: { file, line },
  message: `Line ${line} of the journal ${wrong}.`,
  advice: 'What the run did can not be told from here on: bring the file back from a copy, or begin a new run.',
});

const neverOpened = (file: string): Problem => ({
  rule: 'journal-empty',
  severity: 'error',
  at: { file },
  message: 'The journal ends before its run was opened.',
  advice:
    'If it was never longer, nothing was done: begin a new run. Else put it back from a copy; the work is on its branch.',
});

const utf8Length = (text: string): number => new TextEncoder().encode(text).length;
