import type { Problem } from '../../domain/problem.ts';
import { fail } from '../../domain/result.ts';
import type { Result } from '../../domain/result.ts';
import type { RunReader } from '../../ports/run-reader.ts';
import type { FoundRun } from './find-run.ts';
import { hasResult } from './known-run.ts';
import type { Accepted, RunAdapters } from './run-adapters.ts';
import { withRunLock } from './with-run-lock.ts';

/** Brings the branch of a run into what the user has checked out, and notes that in the run's journal. */
export const acceptRun = async (
  found: FoundRun,
  reader: RunReader,
  adapters: RunAdapters,
): Promise<Result<Accepted>> => {
  const { runId, integrationBranch: branch } = found.state;
  if (branch === null) {
    const message = `The run ${runId} worked in the folder itself; it has no branch.`;
    return fail([nothingToAccept(message, 'There is nothing to accept.')]);
  }
  return withRunLock(found, reader, adapters, async ({ state, note }) => {
    if (state.isDiscarded) {
      const message = `The branch of the run ${runId} was given up.`;
      return fail([nothingToAccept(message, 'Start another run: planloom run')]);
    }
    if (!hasResult(state)) {
      const message = `The run ${runId} has merged nothing yet.`;
      return fail([nothingToAccept(message, `To see why: planloom runs show ${runId}`)]);
    }
    const accepted = await adapters.accept({ runId, branch });
    if (!accepted.ok) return accepted;
    const { commit, into, kind } = accepted.value;
    // What the user's own git has merged is still news to the journal.
    if (kind !== 'already' || state.accepted === null) await note([{ type: 'accepted', commit, into }]);
    return accepted;
  });
};

const nothingToAccept = (message: string, advice: string): Problem => ({
  rule: 'nothing-to-accept',
  severity: 'error',
  at: { file: '.' },
  message,
  advice,
});
