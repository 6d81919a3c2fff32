import { type NewRunStoreOptions, openRunStore } from '../../src/adapters/git/open-run-store.ts';
import type { GitRunStore } from '../../src/adapters/git/git-run-store.ts';
import type { UserRepository } from './git-repository.ts';

/** What a run of the repository is opened with, if nothing else is said. */
export const storeOptions = (
  { top, storeRoot, environment }: UserRepository,
  more: Partial<NewRunStoreOptions> = {},
): NewRunStoreOptions => ({
  userRoot: top,
  storeRoot,
  runId: 'run-1',
  branch: 'planloom/run-1',
  startFrom: null,
  bring: [],
  snapshot: [],
  environment,
  ...more,
});

/** An open store; fails when it is refused. */
export const openGitStore = async (
  repository: UserRepository,
  more: Partial<NewRunStoreOptions> = {},
): Promise<GitRunStore> => {
  const opened = await openRunStore(storeOptions(repository, more));
  if (!opened.ok) throw new Error(JSON.stringify(opened.error));
  return opened.value;
};
