import { setMaxListeners } from 'node:events';
import { existsSync } from 'node:fs';
import { mkdir } from 'node:fs/promises';
import path from 'node:path';
import { broughtPaths } from './bring-files.ts';
import { type Environment, type Git, gitWith } from './git.ts';
import { guardStore, makeStore, storeFolder } from './make-store.ts';
import type { Repository } from './repository.ts';
import { mergeFolder, StoreCommits } from './store-commits.ts';
import { StoreGuard } from './store-guard.ts';
import { type Person, type StoreConfig, writeStoreConfig } from './store-config.ts';

export interface RunStoreOptions {
  /** Root of the workspace; absolute. May be below the top of the repository. */
  readonly userRoot: string;
  /** Folder for this run alone, outside of the project; absolute. */
  readonly storeRoot: string;
  readonly runId: string;
  /** Full short name of the integration branch: `planloom/<run>`. */
  readonly branch: string;
  /** Untracked files and folders that every tree gets, relative to the root of the workspace. */
  readonly bring: readonly string[];
  /** Who commits; absent: who the user's git says he is. */
  readonly author?: Person;
  /** The environment of our process. */
  readonly environment: Environment;
  /** What is taken for the user's repository; absent: the one that the root lies in. */
  readonly repository?: Repository;
}

/** What opening and reopening share: the two gits and our configuration. */
export interface Workshop {
  readonly repository: Repository;
  readonly store: string;
  readonly config: StoreConfig;
  /** Believes nothing in the store that is not ours. */
  readonly git: Git;
  readonly guard: StoreGuard;
  readonly commits: StoreCommits;
  readonly abort: AbortController;
}

/** Whether it is a repository at all, which it is not when its making was cut short. */
const isRepository = (store: string): boolean =>
  ['HEAD', 'objects', 'refs'].every((name) => existsSync(path.join(store, name)));

/** Writes our configuration, makes the store if it is new or lost, and gets ready to work with it. */
export const makeWorkshop = async (
  options: RunStoreOptions,
  repository: Repository,
  own: Git,
  isNew: boolean,
): Promise<Workshop> => {
  const { storeRoot, environment: env } = options;
  await mkdir(mergeFolder(storeRoot), { recursive: true });
  const brought = broughtPaths(repository.prefix, options.bring);
  const config = await writeStoreConfig(storeRoot, repository, own, options.author ?? null, brought);
  const abort = new AbortController();
  // Every git command that runs listens; nobody forgets to stop listening.
  setMaxListeners(0, abort.signal);
  const plain = gitWith({ env, config: config.file, signal: abort.signal, runId: options.runId });
  const store = storeFolder(storeRoot);
  if (isNew || !isRepository(store)) await makeStore(storeRoot, repository, plain);
  const guard = new StoreGuard(store);
  guardStore(guard, repository);
  for (const file of [config.file, config.excludes]) guard.watch(file);
  const git: Git = async (args, call) => {
    guard.putBack();
    return plain(args, call);
  };
  const commits = new StoreCommits(store, git, mergeFolder(storeRoot), repository.isOurs);
  return { repository, store, config, git, guard, commits, abort };
};
