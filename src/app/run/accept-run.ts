import { fail } from '../../domain/result.ts';
import type { Result } from '../../domain/result.ts';
import type { FoundRun } from './find-run.ts';
import { runKey } from './known-run.ts';
import type { Accepted, RunAdapters } from './run-adapters.ts';
import { lockedProblem } from './start-run.ts';

/** Brings the branch of a run into what the user has checked out, and notes that in the run's journal. */
export const acceptRun = async ({ state, tornAt }: FoundRun, adapters: RunAdapters): Promise<Result<Accepted>> => {
  const { runId, integrationBranch: branch, plan } = state;
  if (branch === null) {
    return fail([
      {
        rule: 'nothing-to-accept',
        severity: 'error',
        at: { file: '.' },
        message: `The run ${runId} worked in the folder itself; it has no branch.`,
        advice: 'There is nothing to accept.',
      },
    ]);
  }
  const lock = await adapters.lock(runKey(plan), runId);
  if (!lock.ok) return fail([lockedProblem(lock.holder, plan.file)]);
  try {
    const accepted = await adapters.accept({ runId, branch });
    const folder = adapters.openFolder(runId);
    if (!accepted.ok || folder === undefined) return accepted;
    const journal = adapters.reopenJournal(folder, tornAt);
    const { commit, into } = accepted.value;
    await journal.append([{ at: adapters.timer.now().getTime(), event: { type: 'accepted', commit, into } }]);
    await journal.close();
    return accepted;
  } finally {
    await lock.release();
  }
};
