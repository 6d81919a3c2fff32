import { createHash } from 'node:crypto';
import { lstatSync, readdirSync, readlinkSync, type Stats } from 'node:fs';
import { type Git, lineOf } from './git.ts';
import { fileOf, nulEnded, type PathBytes, textOfPath } from './path-bytes.ts';
import { type RawChange, readRawChanges } from './raw-changes.ts';

export interface Obstacles {
  /** Paths whose content would be lost. */
  readonly inTheWay: readonly string[];
  /** Changes whose file or index entry is not as in HEAD, but is kept in a commit anyway. */
  readonly harmless: readonly RawChange[];
}

export interface ObstacleRequest {
  readonly top: string;
  /** The user's HEAD. */
  readonly head: string;
  /** From HEAD to what is to be checked out. */
  readonly changes: readonly RawChange[];
  /** Commits whose versions are no obstacle either. */
  readonly snapshots: readonly string[];
  readonly objectFormat: 'sha1' | 'sha256';
}

const noFile = '';
const isNone = (id: string): boolean => /^0+$/.test(id);
const idOf = (id: string): string => (isNone(id) ? noFile : id);

/** The id of every path in a commit, of those asked for. */
const idsIn = async (
  git: Git,
  top: string,
  commit: string,
  paths: readonly PathBytes[],
): Promise<Map<string, string>> => {
  const wanted = new Set(paths);
  const listing = await git(['ls-tree', '-r', '-z', '--full-tree', commit], { cwd: top });
  const entries = nulEnded(listing.stdout).map((entry) => {
    const tab = entry.indexOf('\t');
    return [entry.slice(tab + 1), entry.slice(0, tab).split(' ')[2] ?? ''] as const;
  });
  return new Map(entries.filter(([bytes]) => wanted.has(bytes)));
};

const filesBelow = (top: string, folder: PathBytes): PathBytes[] =>
  readdirSync(fileOf(top, folder), { withFileTypes: true, encoding: 'buffer' }).flatMap((entry) => {
    const bytes = `${folder}/${entry.name.toString('latin1')}`;
    return entry.isDirectory() ? filesBelow(top, bytes) : [bytes];
  });

/** The ids that git would give to the files as they are on disk. */
const idsOfFiles = async (
  top: string,
  files: readonly PathBytes[],
  git: Git,
): Promise<readonly (readonly [PathBytes, string])[]> => {
  if (files.length === 0) return [];
  const input = Buffer.from(files.map((bytes) => `${inQuotes(bytes)}\n`).join(''), 'latin1');
  const ids = lineOf(await git(['hash-object', '--stdin-paths'], { cwd: top, input })).split('\n');
  return files.map((bytes, index) => [bytes, ids[index] ?? noFile] as const);
};

/** A path as a line of a list: one with a line end in it, or with a quote before it, as a string of C. */
const inQuotes = (bytes: PathBytes): string =>
  /^"|\n/.test(bytes) ? `"${bytes.replace(/["\\]/g, '\\$&').replace(/\n/g, '\\n')}"` : bytes;

/** What lies in the way of a checkout, and whether it would be lost. Ignored files count: nobody else has them. */
export const findObstacles = async (request: ObstacleRequest, git: Git): Promise<Obstacles> => {
  const { top, head, changes, snapshots, objectFormat } = request;
  const paths = changes.map(({ bytes }) => bytes);
  const staged = await git(['diff-index', '--cached', '-z', '--raw', '--no-renames', head], { cwd: top });
  const inIndex = new Map(readRawChanges(staged.stdout).map(({ bytes, newId }) => [bytes, idOf(newId)]));
  const versions = await Promise.all(snapshots.map((commit) => idsIn(git, top, commit, paths)));
  const goes = new Set(changes.filter(({ newId }) => isNone(newId)).map(({ bytes }) => bytes));
  const inTheWay = new Set<string>();

  const lookAt = (bytes: PathBytes): Stats | undefined => {
    try {
      return lstatSync(fileOf(top, bytes), { throwIfNoEntry: false });
    } catch (error) {
      // A file where a folder should be; the folders are looked at one by one.
      if ((error as NodeJS.ErrnoException).code === 'ENOTDIR') return undefined;
      throw error;
    }
  };
  /** The folders on the way must be folders, or make room by themselves. */
  const lookAtFolders = (bytes: PathBytes): boolean => {
    const steps = bytes.split('/').slice(0, -1);
    for (let count = 1; count <= steps.length; count++) {
      const folder = steps.slice(0, count).join('/');
      const found = lookAt(folder);
      if (found === undefined) return false;
      if (found.isDirectory()) continue;
      if (!goes.has(folder)) inTheWay.add(textOfPath(folder));
      return false;
    }
    return true;
  };

  const toHash: PathBytes[] = [];
  const onDisk = new Map<PathBytes, string>();
  for (const { bytes, newId } of changes) {
    const found = lookAtFolders(bytes) ? lookAt(bytes) : undefined;
    if (found === undefined) onDisk.set(bytes, noFile);
    else if (found.isFile()) toHash.push(bytes);
    else if (found.isSymbolicLink()) {
      const target = readlinkSync(fileOf(top, bytes), { encoding: 'buffer' });
      const hash = createHash(objectFormat)
        .update(`blob ${String(target.length)}\0`)
        .update(target);
      onDisk.set(bytes, hash.digest('hex'));
    } else if (found.isDirectory()) {
      const strangers = filesBelow(top, bytes).filter((file) => !goes.has(file));
      if (!isNone(newId)) for (const file of strangers) inTheWay.add(textOfPath(file));
      onDisk.set(bytes, noFile);
    } else inTheWay.add(textOfPath(bytes));
  }
  for (const [bytes, id] of await idsOfFiles(top, toHash, git)) onDisk.set(bytes, id);

  const harmless: RawChange[] = [];
  for (const change of changes) {
    const { bytes } = change;
    const disk = onDisk.get(bytes);
    if (disk === undefined) continue;
    const [before, after] = [idOf(change.oldId), idOf(change.newId)];
    const index = inIndex.get(bytes) ?? before;
    const kept = new Set([before, after, ...versions.flatMap((ids) => ids.get(bytes) ?? [])]);
    // What was deleted by hand is not brought back unasked.
    const isKept = disk === noFile ? before === noFile || after === noFile : kept.has(disk);
    const isIndexKept = index === noFile ? before === noFile || after === noFile : kept.has(index);
    if (!isKept || !isIndexKept) inTheWay.add(textOfPath(bytes));
    else if (disk !== before || index !== before) harmless.push(change);
  }
  return { inTheWay: [...inTheWay].sort(), harmless };
};
