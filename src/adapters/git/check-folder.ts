import { existsSync, mkdirSync, rmSync } from 'node:fs';
import path from 'node:path';
import { writeClone } from './attempt-folder.ts';
import type { Git } from './git.ts';
import type { StoreConfig } from './store-config.ts';

export interface CheckFolderRequest {
  readonly storeRoot: string;
  readonly store: string;
  readonly commit: string;
  /** Whether the folder is a repository of its own. */
  readonly withGit: boolean;
  readonly isSha256: boolean;
  readonly config: StoreConfig;
}

/** Brings the folder for checks to the commit; files that git does not know stay, as setup may have made them. */
export const updateCheckFolder = async (
  request: CheckFolderRequest,
  git: Git,
): Promise<{ readonly folder: string; readonly isNew: boolean }> => {
  const { storeRoot, store, commit, withGit, isSha256, config } = request;
  const root = path.join(storeRoot, 'check');
  const folder = path.join(root, 'tree');
  const index = path.join(root, 'index');
  const isNew = !existsSync(index) || !existsSync(folder);
  if (isNew) rmSync(root, { recursive: true, force: true });
  mkdirSync(folder, { recursive: true });
  rmSync(`${index}.lock`, { force: true });
  await git(['read-tree', '--reset', '-u', commit], {
    cwd: folder,
    env: { GIT_DIR: store, GIT_WORK_TREE: folder, GIT_INDEX_FILE: index },
  });
  if (!withGit) return { folder, isNew };
  const clone = { tree: folder, store, index, commit, branch: null, isSha256 };
  writeClone({ ...clone, config: config.ofAttempts, excludes: config.excludes });
  return { folder, isNew };
};
