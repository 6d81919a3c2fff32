import { constants } from 'node:fs';
import { cp, lstat, mkdir, realpath } from 'node:fs/promises';
import path from 'node:path';

const isInside = (folder: string, file: string): boolean => file === folder || file.startsWith(`${folder}${path.sep}`);

const realOrUndefined = (file: string): Promise<string | undefined> => realpath(file).catch(() => undefined);

/** The paths as names below the top, `.` and `..` taken out; those that leave the root, and the root itself, are dropped. */
export const broughtPaths = (prefix: string, bring: readonly string[]): readonly string[] =>
  bring
    .map((name) => path.posix.normalize(name.replaceAll('\\', '/')).replace(/\/+$/, ''))
    .filter((name) => name !== '.' && name !== '..' && !name.startsWith('../') && !path.posix.isAbsolute(name))
    .filter((name) => !name.split('/').includes('.git'))
    .map((name) => path.posix.join(prefix, name));

/**
 * Copies `paths` from one folder to the other, copy-on-write where the file system can. What is not there is left out,
 * and so is what is there already; symlinks are copied as they are and never followed out of either folder.
 */
export const bringFiles = async (from: string, to: string, paths: readonly string[]): Promise<void> => {
  for (const name of paths) {
    const source = path.join(from, name);
    const target = path.join(to, name);
    const parent = await realOrUndefined(path.dirname(source));
    if (parent === undefined || !isInside(from, parent)) continue;
    if ((await lstat(source).catch(() => undefined)) === undefined) continue;
    await mkdir(path.dirname(target), { recursive: true });
    const targetParent = await realOrUndefined(path.dirname(target));
    if (targetParent === undefined || !isInside(to, targetParent)) continue;
    await cp(source, target, {
      recursive: true,
      force: false,
      verbatimSymlinks: true,
      preserveTimestamps: true,
      mode: constants.COPYFILE_FICLONE,
      // Sockets and pipes cannot be copied, and nobody needs them.
      filter: async (file) => {
        const found = await lstat(file);
        return found.isFile() || found.isDirectory() || found.isSymbolicLink();
      },
    });
  }
};
