import { existsSync } from 'node:fs';
import { readdir, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { fail, ok, type Result } from '../../domain/result.ts';
import { type Git, gitWith, lineOf } from './git.ts';
import { GitRunStore } from './git-run-store.ts';
import { makeStore } from './make-store.ts';
import { makeWorkshop, type RunStoreOptions } from './workshop.ts';
import { readRepository, refusal } from './repository.ts';
import { snapshotsOf } from './snapshot.ts';
import { mergeFolder } from './store-commits.ts';

/** Locks of git commands that were killed; whoever reopens a store is the only one who works with it. */
const removeLocks = async (folder: string): Promise<void> => {
  for (const entry of await readdir(folder, { withFileTypes: true, recursive: true }).catch(() => [])) {
    if (entry.isFile() && entry.name.endsWith('.lock'))
      await rm(path.join(entry.parentPath, entry.name), { force: true });
  }
};

const commitAt = async (git: Git, folder: string, ref: string): Promise<string | null> => {
  const answer = await git(['rev-parse', '--verify', '--quiet', `${ref}^{commit}`], {
    cwd: folder,
    accept: [0, 1, 128],
  });
  return answer.code === 0 ? lineOf(answer) : null;
};

/**
 * Opens the store of a run that was there before. A store that is lost is made again from the branch in the user's
 * repository. Refuses when neither has the run's branch.
 */
export const reopenRunStore = async (options: RunStoreOptions): Promise<Result<GitRunStore>> => {
  const own = gitWith({ env: options.environment, config: null });
  const read = options.repository === undefined ? await readRepository(options.userRoot, own) : ok(options.repository);
  if (!read.ok) return read;
  const repository = read.value;
  const ref = `refs/heads/${options.branch}`;
  const published = await commitAt(own, repository.home, ref);
  const found: { inStore: string | null } = { inStore: null };
  const workshop = await makeWorkshop(options, repository, own, async (git, store) => {
    if (existsSync(store)) {
      await removeLocks(path.join(store, 'refs'));
      found.inStore = await commitAt(git, store, ref);
    }
    if (found.inStore === null && published !== null) await makeStore(options.storeRoot, repository, git);
  });
  const { git, store } = workshop;
  const tip = found.inStore ?? published;
  if (tip === null) {
    return fail([
      refusal(
        options.userRoot,
        'run-branch-lost',
        `Neither the repository nor the run's store has the branch \`${options.branch}\` any more.`,
        'Look for its last commit with `git reflog`, or start the plan again with `planloom run`.',
      ),
    ]);
  }
  const env = { GIT_DIR: store };
  if (found.inStore === null) await git(['update-ref', ref, tip], { cwd: store, env });
  const attributesFile = path.join(mergeFolder(options.storeRoot), '.gitattributes');
  if (!existsSync(attributesFile)) {
    const attributes = await git(['cat-file', 'blob', `${tip}:.gitattributes`], { cwd: store, env, accept: [0, 128] });
    await writeFile(attributesFile, attributes.stdout);
  }
  // The user may have committed since the store was made.
  const alternates = { GIT_ALTERNATE_OBJECT_DIRECTORIES: path.join(repository.commonFolder, 'objects') };
  const call = { cwd: store, env: { ...env, ...alternates } };
  const snapshots = await snapshotsOf(call, tip, repository.head, git);
  const bases = await git(['merge-base', tip, repository.head], { ...call, accept: [0, 1] });
  return ok(
    new GitRunStore({
      ...options,
      ...workshop,
      tip,
      published,
      baseCommit: bases.code === 0 ? lineOf(bases) : tip,
      snapshotCommit: snapshots[0] ?? null,
      leftOut: [],
    }),
  );
};
