import { readdir, rm } from 'node:fs/promises';
import path from 'node:path';
import { safeName } from './attempt-folder.ts';

const removeLocksIn = async (folder: string, recursive: boolean): Promise<void> => {
  for (const entry of await readdir(folder, { withFileTypes: true, recursive }).catch(() => [])) {
    if (entry.isFile() && entry.name.endsWith('.lock'))
      await rm(path.join(entry.parentPath, entry.name), { force: true });
  }
};

/** Locks of git commands that were killed in the store; whoever reopens a store is the only one who works with it. */
export const removeStoreLocks = async (storeRoot: string, store: string): Promise<void> => {
  await Promise.all([
    removeLocksIn(storeRoot, false),
    removeLocksIn(store, false),
    removeLocksIn(path.join(store, 'refs'), true),
  ]);
};

/** The same in the user's repository, where nothing but the refs of this run is ours. `commonFolder`: its git folder. */
export const removeUserLocks = async (commonFolder: string, runId: string, branch: string): Promise<void> => {
  await Promise.all([
    rm(path.join(commonFolder, 'refs', 'heads', `${branch}.lock`), { force: true }),
    removeLocksIn(path.join(commonFolder, 'refs', 'planloom', safeName(runId)), true),
  ]);
};
