import { lstat, rm } from 'node:fs/promises';
import path from 'node:path';
import type { Git } from './git.ts';
import { bytesOfPath, nulEnded, textOfPath } from './path-bytes.ts';

/** Whether all folders on the way to the file are folders: no link leads elsewhere. */
const isReachable = async (folder: string, file: string): Promise<boolean> => {
  const steps = file.split('/').slice(0, -1);
  for (let count = 1; count <= steps.length; count++) {
    const step = await lstat(path.join(folder, ...steps.slice(0, count))).catch(() => undefined);
    if (step?.isDirectory() !== true) return false;
  }
  return true;
};

const isSafe = (file: string): boolean =>
  !path.isAbsolute(file) && file.split('/').every((step) => !['', '.', '..', '.git'].includes(step.toLowerCase()));

export interface RestoreRequest {
  readonly store: string;
  readonly folder: string;
  readonly treeish: string;
  /** Files or folders, relative to the folder. */
  readonly paths: readonly string[];
  /** An index file that we may make and remove. */
  readonly scratch: string;
}

/** Makes the paths what they are in the tree-ish. A link in the way is replaced, never followed. */
export const restorePaths = async (request: RestoreRequest, git: Git): Promise<void> => {
  const { store, folder, treeish, scratch } = request;
  const paths = request.paths.filter(isSafe);
  if (paths.length === 0) return;
  const env = { GIT_DIR: store, GIT_WORK_TREE: folder, GIT_INDEX_FILE: scratch };
  try {
    await git(['read-tree', treeish], { cwd: store, env });
    const listing = await git(['ls-files', '-z', '--cached'], { cwd: folder, env });
    const files = nulEnded(listing.stdout);
    const wanted = new Set(paths.map(bytesOfPath));
    const roots = (bytes: string): string[] => {
      const steps = bytes.split('/');
      return steps.map((_, index) => steps.slice(0, index + 1).join('/'));
    };
    const found = files.filter(
      (bytes) => wanted.has(textOfEscaped(bytes)) || roots(bytes).some((root) => wanted.has(root)),
    );
    const present = new Set(found.flatMap((bytes) => [textOfPath(bytes), ...roots(bytes).map(textOfPath)]));
    for (const file of paths.filter((name) => !present.has(name))) {
      if (await isReachable(folder, file)) await rm(path.join(folder, file), { recursive: true, force: true });
    }
    if (found.length > 0) {
      const input = Buffer.from(found.map((bytes) => `${bytes}\0`).join(''), 'latin1');
      await git(['checkout-index', '--force', '--quiet', '-z', '--stdin'], { cwd: folder, env, input });
    }
  } finally {
    await rm(scratch, { force: true });
  }
};

/** Paths that are not UTF-8 are asked for by their escaped form. */
const textOfEscaped = (bytes: string): string => bytesOfPath(textOfPath(bytes));
