import { createHash } from 'node:crypto';
import { lstatSync, readdirSync, readlinkSync, type Stats } from 'node:fs';
import path from 'node:path';
import { type Git, lineOf } from './git.ts';
import { nulEnded, type PathBytes, textOfPath } from './path-bytes.ts';
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
const maxArguments = 500;

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

const filesBelow = (folder: string, prefix: PathBytes): PathBytes[] =>
  readdirSync(folder, { withFileTypes: true, encoding: 'buffer' }).flatMap((entry) => {
    const bytes = `${prefix}/${entry.name.toString('latin1')}`;
    return entry.isDirectory() ? filesBelow(path.join(folder, entry.name.toString()), bytes) : [bytes];
  });

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
      return lstatSync(Buffer.concat([Buffer.from(`${top}/`), Buffer.from(bytes, 'latin1')]), {
        throwIfNoEntry: false,
      });
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
      const target = readlinkSync(path.join(top, textOfPath(bytes)), { encoding: 'buffer' });
      const hash = createHash(objectFormat)
        .update(`blob ${String(target.length)}\0`)
        .update(target);
      onDisk.set(bytes, hash.digest('hex'));
    } else if (found.isDirectory()) {
      const strangers = filesBelow(path.join(top, textOfPath(bytes)), bytes).filter((file) => !goes.has(file));
      if (!isNone(newId)) for (const file of strangers) inTheWay.add(textOfPath(file));
      onDisk.set(bytes, noFile);
    } else inTheWay.add(textOfPath(bytes));
  }
  // The names go as arguments: a list on stdin could not tell a name with a line end in it.
  for (let at = 0; at < toHash.length; at += maxArguments) {
    const part = toHash.slice(at, at + maxArguments);
    const names = part.map((bytes) => textOfPath(bytes));
    const ids = lineOf(await git(['hash-object', '--', ...names], { cwd: top })).split('\n');
    part.forEach((bytes, index) => onDisk.set(bytes, ids[index] ?? noFile));
  }

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
