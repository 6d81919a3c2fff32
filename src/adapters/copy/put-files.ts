import { createHash } from 'node:crypto';
import {
  chmodSync,
  closeSync,
  copyFileSync,
  constants,
  fsyncSync,
  lstatSync,
  mkdirSync,
  openSync,
  readlinkSync,
  readSync,
  renameSync,
  rmdirSync,
  type Stats,
  symlinkSync,
  unlinkSync,
} from 'node:fs';
import path from 'node:path';
import type { Git } from '../git/git.ts';
import { fileOf, type PathBytes, textOfPath } from '../git/path-bytes.ts';
import type { RawChange } from '../git/raw-changes.ts';

export interface PutRequest {
  /** The folder; absolute. */
  readonly top: string;
  /** The commit with the new files. */
  readonly tip: string;
  readonly changes: readonly RawChange[];
  /** Changes whose file may be replaced, whatever it is: it is kept elsewhere. */
  readonly harmless: ReadonlySet<PathBytes>;
  /** An empty folder that we may fill. */
  readonly place: string;
}

export interface Put {
  /** Paths that were written or removed, in path order. */
  readonly written: readonly string[];
  /** A file that somebody has changed in this very moment, where it stopped; null when all is done. */
  readonly late: string | null;
}

/** Writes the new version of every changed file over the old one, each in one step, and removes what is gone. */
export const putFiles = async ({ top, tip, changes, harmless, place }: PutRequest, git: Git): Promise<Put> => {
  const env = { GIT_INDEX_FILE: path.join(place, 'tip.index') };
  await git(['read-tree', tip], { cwd: top, env });
  const gone = changes.filter(({ newId }) => isNone(newId));
  const there = changes.filter(({ newId }) => !isNone(newId));
  const fresh = path.join(place, 'new');
  const input = Buffer.from(there.map(({ bytes }) => `${bytes}\0`).join(''), 'latin1');
  await git(['checkout-index', '--quiet', `--prefix=${fresh}/`, '-z', '--stdin'], { cwd: top, env, input });

  const written: string[] = [];
  // What goes makes room first: a file may become a folder, and the other way round.
  for (const change of [...gone, ...there]) {
    const { bytes, oldId, newId } = change;
    const target = fileOf(top, bytes);
    const id = idOnDisk(target);
    if (id === idOf(newId) && (isNone(newId) || hasKind(target, change))) continue;
    if (id !== idOf(oldId) && !harmless.has(bytes)) return { written: written.sort(), late: textOfPath(bytes) };
    if (isNone(newId)) remove(top, bytes);
    else replace(fileOf(fresh, bytes), target, change);
    written.push(textOfPath(bytes));
  }
  return { written: written.sort(), late: null };
};

const isNone = (id: string): boolean => /^0+$/.test(id);
const idOf = (id: string): string => (isNone(id) ? '' : id);

/** Whether the file is a link, or may be executed, as the new version says; the rest of its rights is the user's. */
const hasKind = (file: Buffer, { oldMode, newMode }: RawChange): boolean => {
  const found = statsOf(file);
  if (found === undefined) return false;
  if (found.isSymbolicLink() !== (newMode === linkMode)) return false;
  return newMode === linkMode || oldMode === newMode || ((found.mode & 0o100) !== 0) === (newMode === executableMode);
};

const linkMode = '120000';
const executableMode = '100755';

const folderOf = (file: Buffer): Buffer => file.subarray(0, file.lastIndexOf('/'));

const statsOf = (file: Buffer): Stats | undefined => {
  try {
    return lstatSync(file, { throwIfNoEntry: false });
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOTDIR') return undefined;
    throw error;
  }
};

const chunkBytes = 1024 * 1024;

/** The id that git gives to what is there; empty where there is no file. */
const idOnDisk = (file: Buffer): string => {
  const found = statsOf(file);
  if (found === undefined || found.isDirectory()) return '';
  const hash = createHash('sha1');
  if (found.isSymbolicLink()) {
    const target = readlinkSync(file, { encoding: 'buffer' });
    return hash
      .update(`blob ${String(target.length)}\0`)
      .update(target)
      .digest('hex');
  }
  hash.update(`blob ${String(found.size)}\0`);
  const descriptor = openSync(file, 'r');
  try {
    const chunk = Buffer.alloc(chunkBytes);
    for (let size = 0; (size = readSync(descriptor, chunk)) > 0;) hash.update(chunk.subarray(0, size));
  } finally {
    closeSync(descriptor);
  }
  return hash.digest('hex');
};

/** Removes the file, and the folders that are empty without it. */
const remove = (top: string, bytes: PathBytes): void => {
  unlinkSync(fileOf(top, bytes));
  const steps = bytes.split('/').slice(0, -1);
  for (let count = steps.length; count > 0; count--) {
    try {
      rmdirSync(fileOf(top, steps.slice(0, count).join('/')));
    } catch {
      return;
    }
  }
};

/** Puts the new file where the old one is, and leaves the old one's rights as far as they say nothing of the work. */
const replace = (fresh: Buffer, target: Buffer, { oldMode, newMode }: RawChange): void => {
  const old = statsOf(target);
  mkdirSync(folderOf(target), { recursive: true });
  if (old?.isDirectory() === true) rmdirSync(target);
  const isFile = newMode !== linkMode;
  if (isFile) {
    if (old?.isFile() === true)
      chmodSync(fresh, oldMode === newMode ? old.mode : modeOf(old.mode, newMode === executableMode));
    sync(fresh);
  }
  try {
    renameSync(fresh, target);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EXDEV') throw error;
    const beside = Buffer.concat([target, Buffer.from(`.${String(process.pid)}.tmp`)]);
    if (isFile) {
      copyFileSync(fresh, beside, constants.COPYFILE_EXCL);
      chmodSync(beside, lstatSync(fresh).mode);
      sync(beside);
    } else symlinkSync(readlinkSync(fresh, { encoding: 'buffer' }), beside);
    renameSync(beside, target);
  }
};

/** Who may read it may execute it, or nobody. */
const modeOf = (mode: number, isExecutable: boolean): number =>
  isExecutable ? mode | ((mode & 0o444) >> 2) : mode & ~0o111;

/** A new name for bytes that are not on the disk yet would be an empty file after a loss of power. */
const sync = (file: Buffer): void => {
  const descriptor = openSync(file, 'r');
  try {
    fsyncSync(descriptor);
  } finally {
    closeSync(descriptor);
  }
};
