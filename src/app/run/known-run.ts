import { posix } from 'node:path';
import { planKey } from '../../workspace/names.ts';
import type { Problem } from '../../domain/problem.ts';
import type { Result } from '../../domain/result.ts';
import { decodeJournal, planOfJournal } from '../../journal/journal-text.ts';
import type { JournalText } from '../../journal/journal-text.ts';
import { replay } from '../../journal/replay.ts';
import type { RunState } from '../../journal/run-state.ts';
import type { RunReader } from '../../ports/run-reader.ts';

/** What runs of one plan have in common: its folder and its name, whichever of its files named it. */
export const runKey = ({ name, file }: { readonly name: string; readonly file: string }): string =>
  `${posix.dirname(posix.normalize(file))}\n${planKey(name)}`;

/** What the journal of a run says, or why it cannot be read; undefined when there is none. */
const journalOf = async (
  reader: RunReader,
  runId: string,
): Promise<{ readonly text: string; readonly decoded: Result<JournalText> } | undefined> => {
  const text = await reader.journal(runId);
  if (text === undefined) return undefined;
  if (!text.ok) return { text: '', decoded: text };
  return { text: text.value, decoded: decodeJournal(`${runId}/journal.jsonl`, text.value) };
};

const endsBeforeItBegan = (decoded: Result<JournalText>): boolean =>
  !decoded.ok && decoded.error.some(({ rule }) => rule === 'journal-empty');

/** The state of a run; undefined when its journal is gone, damaged, or was never begun. */
export const knownRun = async (reader: RunReader, runId: string): Promise<RunState | undefined> => {
  const decoded = (await journalOf(reader, runId))?.decoded;
  return decoded?.ok === true ? replay(decoded.value.entries) : undefined;
};

/**
 * The newest run of a plan whose work counts: one that waits to be accepted and was not given up, or one that was
 * accepted and whose work is still in what the user has checked out. It knows of everything that was merged before it.
 */
export const newestRun = async (
  reader: RunReader,
  plan: { readonly name: string; readonly file: string },
): Promise<RunState | undefined> => {
  const key = runKey(plan);
  for (const runId of await reader.list()) {
    const run = await knownRun(reader, runId);
    if (run === undefined || run.isDiscarded || runKey(run.plan) !== key) continue;
    if (run.accepted === null || (await reader.isInHead(run.accepted.commit))) return run;
  }
  return undefined;
};

/**
 * Why nobody knows what the newest run of a plan has done: its journal is damaged. Undefined where that is not so.
 * `known`: the newest run that can be read.
 */
export const unreadableRun = async (
  reader: RunReader,
  plan: { readonly name: string; readonly file: string },
  known: RunState | undefined,
): Promise<readonly Problem[] | undefined> => {
  for (const runId of await reader.list()) {
    if (runId === known?.runId) return undefined;
    const journal = await journalOf(reader, runId);
    if (journal === undefined || journal.decoded.ok || endsBeforeItBegan(journal.decoded)) continue;
    const its = planOfJournal(journal.text);
    // A journal that does not even say its plan may be this one's.
    if (its === undefined || runKey(its) === runKey(plan)) return journal.decoded.error;
  }
  return undefined;
};

/** The newest run that went on from the branch of another one, and was not given up; undefined when none did. */
export const heirOf = async (reader: RunReader, runId: string): Promise<string | undefined> => {
  for (const later of await reader.list()) {
    if (later <= runId) return undefined;
    const run = await knownRun(reader, later);
    if (run?.opened.after === runId && !run.isDiscarded) return later;
  }
  return undefined;
};

/** What changes when a run goes on; to be compared with what was seen earlier. */
export const markOf = (run: RunState | undefined): string =>
  run === undefined
    ? ''
    : JSON.stringify([run.runId, run.outcome, run.tip, run.accepted?.commit, run.approved.size, run.processes.length]);

/** Whether a run ended before it began: nothing was done that is worth keeping. Not so where its journal is damaged. */
export const isNeverOpened = async (reader: RunReader, runId: string): Promise<boolean> => {
  const journal = await journalOf(reader, runId);
  return journal === undefined || endsBeforeItBegan(journal.decoded);
};

/** Whether there is more on its branch than what it began with: also of the runs before it, or an approval. */
export const hasResult = ({ nodes, opened, approved }: RunState): boolean =>
  approved.size > 0 ||
  opened.settled.some(({ why }) => why === 'merged') ||
  [...nodes.values()].some(({ mergeCommit }) => mergeCommit !== null);
