import type { Problem } from '../../domain/problem.ts';
import { fail } from '../../domain/result.ts';
import type { Result } from '../../domain/result.ts';
import type { RunState } from '../../journal/run-state.ts';
import type { FoundRun } from './find-run.ts';
import { runKey } from './known-run.ts';
import type { Accepted, RunAdapters } from './run-adapters.ts';
import { lockedProblem } from './start-run.ts';

/** Brings the branch of a run into what the user has checked out, and notes that in the run's journal. */
export const acceptRun = async ({ state, tornAt }: FoundRun, adapters: RunAdapters): Promise<Result<Accepted>> => {
  const { runId, integrationBranch: branch, plan } = state;
  if (branch === null) {
    const message = `The run ${runId} worked in the folder itself; it has no branch.`;
    return fail([nothingToAccept(message, 'There is nothing to accept.')]);
  }
  if (!hasResult(state)) {
    const message = `The run ${runId} has merged nothing yet.`;
    return fail([nothingToAccept(message, `To see why: planloom runs show ${runId}`)]);
  }
  const lock = await adapters.lock(runKey(plan), runId);
  if (!lock.ok) return fail([lockedProblem(lock.holder, plan.file)]);
  try {
    const accepted = await adapters.accept({ runId, branch });
    const folder = adapters.openFolder(runId);
    if (!accepted.ok || folder === undefined) return accepted;
    const { commit, into, kind } = accepted.value;
    // What the user's own git has merged is still news to the journal.
    if (kind === 'already' && state.accepted !== null) return accepted;
    const journal = adapters.reopenJournal(folder, tornAt);
    await journal.append([{ at: adapters.timer.now().getTime(), event: { type: 'accepted', commit, into } }]);
    await journal.close();
    return accepted;
  } finally {
    await lock.release();
  }
};

/** Whether there is more on its branch than what it began with: also of the runs before it, or an approval. */
const hasResult = ({ nodes, opened, approved }: RunState): boolean =>
  approved.size > 0 ||
  opened.settled.some(({ why }) => why === 'merged') ||
  [...nodes.values()].some(({ mergeCommit }) => mergeCommit !== null);

const nothingToAccept = (message: string, advice: string): Problem => ({
  rule: 'nothing-to-accept',
  severity: 'error',
  at: { file: '.' },
  message,
  advice,
});
