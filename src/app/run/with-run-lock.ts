import { fail } from '../../domain/result.ts';
import type { Result } from '../../domain/result.ts';
import type { RunEvent } from '../../domain/run.ts';
import type { RunState } from '../../journal/run-state.ts';
import type { RunReader } from '../../ports/run-reader.ts';
import { readRun } from './find-run.ts';
import type { FoundRun } from './find-run.ts';
import { runKey } from './known-run.ts';
import type { RunAdapters } from './run-adapters.ts';
import { lockedProblem } from './plan-lock.ts';

/** A run that nobody else works on, for as long as its plan's lock is held. */
export interface HeldRun {
  /** As its journal says now, which may be more than was known before the lock. */
  readonly state: RunState;
  /** Writes what has happened into its journal. */
  readonly note: (events: readonly RunEvent[]) => Promise<void>;
}

/** Does something with a run that no process works on. Fails when one does, or when the journal cannot be read any more. */
export const withRunLock = async <T>(
  { state: { runId, plan } }: FoundRun,
  reader: RunReader,
  adapters: RunAdapters,
  use: (run: HeldRun) => Promise<Result<T>>,
): Promise<Result<T>> => {
  const lock = await adapters.lock(runKey(plan), runId);
  if (!lock.ok) return fail([lockedProblem(lock.holder, plan.file)]);
  try {
    const found = await readRun(reader, runId);
    if (!found.ok) return found;
    const { state, tornAt } = found.value;
    return await use({ state, note: (events) => noteIn(adapters, runId, tornAt, events) });
  } finally {
    await lock.release();
  }
};

/** Writes what has happened into the journal of a run, whose lock the caller holds. `tornAt`: as it was read. */
export const noteIn = async (
  adapters: RunAdapters,
  runId: string,
  tornAt: number | null,
  events: readonly RunEvent[],
): Promise<void> => {
  const folder = adapters.openFolder(runId);
  if (folder === undefined) throw new Error(`The folder of the run ${runId} is gone.`);
  const journal = adapters.reopenJournal(folder, tornAt);
  const at = adapters.timer.now().getTime();
  try {
    await journal.append(events.map((event) => ({ at, event })));
  } finally {
    await journal.close();
  }
};
