import type { Problem } from '../../domain/problem.ts';
import { fail, ok } from '../../domain/result.ts';
import type { Result } from '../../domain/result.ts';
import { decodeJournal } from '../../journal/journal-text.ts';
import { replay } from '../../journal/replay.ts';
import type { RunState } from '../../journal/run-state.ts';
import type { RunReader } from '../../ports/run-reader.ts';
import { nearest } from '../../text/nearest.ts';
import { runKey } from './known-run.ts';

/** A run that was found by what a user calls it. */
export interface FoundRun {
  readonly state: RunState;
  /** Bytes of the journal up to a torn last line; null when there is none. */
  readonly tornAt: number | null;
  /** Somebody works on it at this moment. */
  readonly isLive: boolean;
  /** Of the journal's text, which only ever grows; absent where it was not read. */
  readonly length?: number;
}

/** The run that a command means: an id, or the end of one, or nothing for the newest. */
export const findRun = async (reader: RunReader, wanted: string | undefined): Promise<Result<FoundRun>> => {
  const ids = await reader.list();
  if (ids.length === 0) {
    return refuse('no-run', 'Nothing was ever run in this workspace.', 'Start with planloom run.');
  }
  if (wanted === undefined) return newestOpened(reader, ids);
  const fitting = ids.filter((id) => id === wanted || id.endsWith(`-${wanted}`));
  const [runId] = fitting;
  if (runId === undefined) {
    const alike = nearest(wanted, ids, 1);
    const advice = alike.length > 0 ? `Did you mean ${alike[0]!}?` : 'planloom runs list shows all.';
    return refuse('unknown-run', `There is no run ${wanted}.`, advice);
  }
  if (fitting.length > 1) {
    return refuse('ambiguous-run', `${wanted} may be ${fitting.join(' or ')}.`, 'Give the whole id.');
  }
  return readRun(reader, runId);
};

/** The newest run, but for those that were killed before they began. */
const newestOpened = async (
  reader: RunReader,
  [newest = '', ...older]: readonly string[],
): Promise<Result<FoundRun>> => {
  const found = await readRun(reader, newest);
  const isOpened = found.ok || !found.error.some(({ rule }) => rule === 'no-journal' || rule === 'journal-empty');
  return isOpened || older.length === 0 ? found : newestOpened(reader, older);
};

/** Reads a run by its id. */
export const readRun = async (reader: RunReader, runId: string): Promise<Result<FoundRun>> => {
  const text = await reader.journal(runId);
  if (text === undefined) {
    return refuse('no-journal', `The run ${runId} has no journal.`, 'It ended before it began; start another one.');
  }
  if (!text.ok) return text;
  const decoded = decodeJournal(`${runId}/journal.jsonl`, text.value);
  if (!decoded.ok) return decoded;
  const state = replay(decoded.value.entries);
  const isLive = state.outcome === null && (await reader.live(runKey(state.plan))) === runId;
  return ok({ state, tornAt: decoded.value.tornAt, isLive, length: text.value.length });
};

const refuse = (rule: string, message: string, advice: string): Result<never> =>
  fail<readonly Problem[]>([{ rule, severity: 'error', at: { file: '.' }, message, advice }]);
