import { rm } from 'node:fs/promises';
import path from 'node:path';
import { type Git, lineOf } from './git.ts';

/** The commit that a ref of a repository is on; null when there is none. */
export const commitAt = async (git: Git, folder: string, ref: string): Promise<string | null> => {
  const answer = await git(['rev-parse', '--verify', '--quiet', `${ref}^{commit}`], {
    cwd: folder,
    accept: [0, 1, 128],
  });
  return answer.code === 0 ? lineOf(answer) : null;
};

/**
 * The same, of a ref that is ours. A file that names no commit, as a loss of power may leave it, is removed: git would
 * refuse to write the ref anew.
 */
export const ownCommitAt = async (git: Git, gitFolder: string, ref: string): Promise<string | null> => {
  const commit = await commitAt(git, gitFolder, ref);
  if (commit === null) await rm(path.join(gitFolder, ref), { force: true });
  return commit;
};

export interface Tips {
  /** The folders of the two repositories. */
  readonly store: string;
  readonly user: string;
  /** Where the run's branch is in each of them, and where it was by the journal; null: nowhere. */
  readonly inStore: string | null;
  readonly published: string | null;
  readonly journal: string | null;
}

/**
 * Where the run's branch belongs: the newest of the commits that it was known to be on, which is in the store after that.
 * `astray`: the user's branch has gone another way. Null when none of them is there any more.
 */
export const newestTip = async (
  { store, user, inStore, published, journal }: Tips,
  git: Git,
): Promise<{ readonly tip: string | null; readonly isAstray: boolean }> => {
  const env = { GIT_DIR: store };
  const has = async (commit: string): Promise<boolean> =>
    // Everything that it stands on, too: a loss of power may have taken some of it.
    (await git(['rev-list', '--objects', '--quiet', commit, '--not', '--all'], { cwd: store, env, accept: [0, 128] }))
      .code === 0;
  const isIn = async (commit: string, of: string): Promise<boolean> =>
    (await git(['merge-base', '--is-ancestor', commit, of], { cwd: store, env, accept: [0, 1] })).code === 0;
  const bring = async (commit: string): Promise<boolean> => {
    if (await has(commit)) return true;
    const quiet = ['--quiet', '--no-tags', '--no-write-fetch-head', '--no-auto-maintenance'];
    const serve = '--upload-pack=git -c uploadpack.allowAnySHA1InWant=true upload-pack';
    const call = { cwd: store, env, accept: [0, 1, 128] };
    return (await git(['fetch', ...quiet, serve, '--', user, commit], call)).code === 0;
  };
  let tip = inStore;
  let isAstray = false;
  for (const commit of [published, journal]) {
    if (commit === null || commit === tip || !(await bring(commit))) continue;
    if (tip === null || (await isIn(tip, commit))) tip = commit;
    else if (commit === published) isAstray = !(await isIn(commit, tip));
  }
  return { tip, isAstray };
};
