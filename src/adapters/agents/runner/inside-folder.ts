import { lstatSync, realpathSync } from 'node:fs';
import path from 'node:path';

/**
 * The real path of a file that is named by its path, relative ones in `folder`; null where it is outside of the folder,
 * through a symlink as well, or in its `.git`. What is not there yet is judged by the folder that it would be made in.
 */
export const insideFolder = (folder: string, file: string): string | null => {
  const root = realpathSync(folder);
  const named = path.resolve(folder, file);
  const missing: string[] = [];
  for (let existing = named; ; existing = path.dirname(existing)) {
    const real = realPathOf(existing);
    if (real === null) return null;
    if (real !== undefined) {
      const whole = path.join(real, ...missing);
      return isBelow(root, whole) && ![folder, root].some((top) => isOfGit(top, named)) && !isOfGit(root, whole)
        ? whole
        : null;
    }
    missing.unshift(path.basename(existing));
  }
};

/** Undefined where there is nothing; null where a symlink leads nowhere, or what is there cannot be seen. */
const realPathOf = (file: string): string | null | undefined => {
  try {
    return realpathSync(file);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ENOENT') return null;
    return lstatSync(file, { throwIfNoEntry: false }) === undefined ? undefined : null;
  }
};

const isBelow = (root: string, file: string): boolean =>
  file === root || file.startsWith(root.endsWith(path.sep) ? root : root + path.sep);

const isOfGit = (root: string, file: string): boolean =>
  path
    .relative(root, file)
    .split(path.sep)
    // Some file systems do not tell large letters from small ones.
    .some((part) => part.toLowerCase() === '.git');
