import { posix } from 'node:path';
import type { AchievementId } from '../../domain/ids.ts';
import { fail, ok } from '../../domain/result.ts';
import type { Result } from '../../domain/result.ts';
import type { RunReader } from '../../ports/run-reader.ts';
import type { FileToWrite } from '../../workspace/feedback.ts';
import type { FoundRun } from './find-run.ts';
import { reopenRequest } from './reopen-request.ts';
import type { RunAdapters } from './run-adapters.ts';
import { withRunLock } from './with-run-lock.ts';

/** An approval that was decided on. The file's path is relative to the plan's folder. */
export interface DecidedApproval {
  readonly id: AchievementId;
  readonly file: FileToWrite;
}

/** Writes approvals on the branch of a run; nothing is written on disk. Answers with the paths, relative to the root. */
export const approveOnBranch = (
  found: FoundRun,
  approvals: readonly DecidedApproval[],
  reader: RunReader,
  adapters: RunAdapters,
): Promise<Result<readonly { readonly id: AchievementId; readonly path: string }[]>> =>
  withRunLock(found, reader, adapters, async ({ state, note }) => {
    const { runId, plan, integrationBranch: branch, accepted } = state;
    if (branch === null || accepted !== null) {
      const message =
        branch === null
          ? `The run ${runId} worked in the folder itself; it has no branch to approve on.`
          : `The run ${runId} was accepted; its branch is yours now.`;
      const advice = 'Approve on disk: leave --run out.';
      return fail([{ rule: 'no-branch', severity: 'error', at: { file: '.' }, message, advice }]);
    }
    // Of a run that was killed: its git may still write.
    if (state.outcome === null) await adapters.sweep(runId);
    const store = await adapters.reopenStore(reopenRequest(state, branch, []));
    if (!store.ok) return store;
    const written = approvals.map(({ id, file }) => ({
      id,
      path: posix.join(posix.dirname(plan.file), file.path),
      text: file.text,
    }));
    const { prefix } = store.value;
    const commit = await store.value.commitFiles(
      new Map(written.map(({ path, text }) => [posix.join(prefix, path), text])),
      { message: `Approve ${written.map(({ id }) => id).join(', ')}`, trailers: [['Planloom-Run', runId]] },
    );
    await store.value.publish();
    await store.value.close();
    await note(written.map(({ id, path }) => ({ type: 'approved', achievement: id, path, commit })));
    return ok(written.map(({ id, path }) => ({ id, path })));
  });
