import { setMaxListeners } from 'node:events';
import { mkdir } from 'node:fs/promises';
import { broughtPaths } from './bring-files.ts';
import { type Environment, type Git, gitWith } from './git.ts';
import { storeFolder } from './make-store.ts';
import type { Repository } from './repository.ts';
import { mergeFolder, StoreCommits } from './store-commits.ts';
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
  readonly git: Git;
  readonly commits: StoreCommits;
  readonly abort: AbortController;
}

/** Writes our configuration, calls `make` for the store, and gets ready to work with it. */
export const makeWorkshop = async (
  options: RunStoreOptions,
  repository: Repository,
  own: Git,
  make: (git: Git, store: string) => Promise<void>,
): Promise<Workshop> => {
  const { storeRoot, environment: env } = options;
  await mkdir(mergeFolder(storeRoot), { recursive: true });
  const brought = broughtPaths(repository.prefix, options.bring);
  const config = await writeStoreConfig(storeRoot, repository, own, options.author ?? null, brought);
  const abort = new AbortController();
  // Every git command that runs listens; nobody forgets to stop listening.
  setMaxListeners(0, abort.signal);
  const git = gitWith({ env, config: config.file, signal: abort.signal, runId: options.runId });
  const store = storeFolder(storeRoot);
  await make(git, store);
  const commits = new StoreCommits(store, git, mergeFolder(storeRoot), repository.isOurs);
  return { repository, store, config, git, commits, abort };
};
