import type { Result } from '../../domain/result.ts';
import type { GitRunStore } from '../git/git-run-store.ts';
import { type NewRunStoreOptions, openRunStore } from '../git/open-run-store.ts';
import { reopenRunStore } from '../git/reopen-run-store.ts';
import type { RunStoreOptions } from '../git/workshop.ts';
import { commitFolder } from './commit-folder.ts';
import { copiesRef, openFolderRepository } from './folder-repository.ts';

/**
 * Makes the store of a run on copies of a folder: the folder as it is, without what its ignore files leave out, is what
 * the run starts from. The folder is only read.
 */
export const openCopyStore = async (options: NewRunStoreOptions): Promise<Result<GitRunStore>> => {
  const { userRoot, environment, bring, author } = options;
  const folder = await openFolderRepository(userRoot, environment, bring, author);
  if (!folder.ok) return folder;
  const base = await commitFolder(folder.value);
  if (!base.ok) return base;
  const { repository, git } = folder.value;
  const opened = await openRunStore({ ...options, base: base.value, repository: { ...repository, head: base.value } });
  if (!opened.ok) return opened;
  await git(['update-ref', copiesRef(options.branch), base.value], { cwd: repository.home });
  return opened;
};

/** Opens the store of such a run that was there before; see `reopenRunStore`. */
export const reopenCopyStore = async (options: RunStoreOptions): Promise<Result<GitRunStore>> => {
  const { userRoot, environment, bring, author } = options;
  const folder = await openFolderRepository(userRoot, environment, bring, author);
  if (!folder.ok) return folder;
  return reopenRunStore({ ...options, repository: folder.value.repository });
};
