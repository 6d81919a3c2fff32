import { existsSync } from 'node:fs';
import { writeFile } from 'node:fs/promises';
import path from 'node:path';
import { fail, ok, type Result } from '../../domain/result.ts';
import { type Git, type GitCall, gitWith, lineOf } from './git.ts';
import { GitRunStore } from './git-run-store.ts';
import { newestTip, ownCommitAt } from './newest-tip.ts';
import { makeWorkshop, type RunStoreOptions } from './workshop.ts';
import { readRepository, refusal } from './repository.ts';
import { snapshotsOf } from './snapshot.ts';
import { removeStoreLocks, removeUserLocks } from './stale-locks.ts';
import { mergeFolder } from './store-commits.ts';

export interface ReopenedStoreOptions extends RunStoreOptions {
  /** What the run's journal says; absent: it is not asked. */
  readonly known?: {
    /** The user's commit that the run stands on. */
    readonly baseCommit: string;
    /** Where the integration branch began, and where it was last. */
    readonly start: string;
    readonly tip: string;
  };
}

/** Where the two have parted, or the tip where they have nothing in common. */
const mergeBase = async (call: GitCall, tip: string, head: string, git: Git): Promise<string> => {
  const bases = await git(['merge-base', tip, head], { ...call, accept: [0, 1] });
  return bases.code === 0 ? lineOf(bases) : tip;
};

/**
 * Opens the store of a run that was there before, at the newest commit that its branch is known to have been on. A store
 * that is lost is made again from the user's repository. Refuses when that commit is nowhere any more, and when the
 * user's branch has commits that the run does not know.
 */
export const reopenRunStore = async (options: ReopenedStoreOptions): Promise<Result<GitRunStore>> => {
  const { branch, known } = options;
  const own = gitWith({ env: options.environment, config: null });
  const read = options.repository === undefined ? await readRepository(options.userRoot, own) : ok(options.repository);
  if (!read.ok) return read;
  const repository = read.value;
  await removeUserLocks(repository.commonFolder, options.runId, branch);
  const ref = `refs/heads/${branch}`;
  const published = await ownCommitAt(own, repository.commonFolder, ref);
  const workshop = await makeWorkshop(options, repository, own, false);
  const { git, store, guard } = workshop;
  await removeStoreLocks(options.storeRoot, store);
  const inStore = await ownCommitAt(git, store, ref);
  const tips = { store, user: repository.commonFolder, inStore, published, journal: known?.tip ?? null };
  const { tip, isAstray } = await newestTip(tips, git);
  if (tip === null) {
    return fail([
      refusal(
        options.userRoot,
        'run-branch-lost',
        `Neither the repository nor the run's store has the branch \`${branch}\` any more.`,
        'Look for its last commit with `git reflog`, or start the plan again with `planloom run`.',
      ),
    ]);
  }
  if (isAstray) {
    return fail([
      refusal(
        options.userRoot,
        'run-branch-astray',
        `The branch \`${branch}\` has commits that the run does not know.`,
        `Give them a branch of their own and take this one away: \`git branch -m ${branch} <other name>\`; the run makes it again.`,
      ),
    ]);
  }
  const env = { GIT_DIR: store };
  if (inStore !== tip) await git(['update-ref', ref, tip], { cwd: store, env });
  const attributesFile = path.join(mergeFolder(options.storeRoot), '.gitattributes');
  if (!existsSync(attributesFile)) {
    const attributes = await git(['cat-file', 'blob', `${tip}:.gitattributes`], { cwd: store, env, accept: [0, 128] });
    await writeFile(attributesFile, attributes.stdout);
  }
  guard.watch(attributesFile);
  // The user may have committed since the store was made.
  const alternates = { GIT_ALTERNATE_OBJECT_DIRECTORIES: path.join(repository.commonFolder, 'objects') };
  const call = { cwd: store, env: { ...env, ...alternates } };
  const baseCommit = known?.baseCommit ?? (await mergeBase(call, tip, repository.head, git));
  // The foot of the branch is either of them; to look through a long branch would take its time.
  const snapshots = await snapshotsOf(call, known?.start ?? tip, known?.baseCommit ?? repository.head, git);
  return ok(
    new GitRunStore({
      ...options,
      ...workshop,
      tip,
      published,
      start: known?.start ?? baseCommit,
      baseCommit,
      snapshotCommit: snapshots[0] ?? null,
      leftOut: [],
    }),
  );
};
