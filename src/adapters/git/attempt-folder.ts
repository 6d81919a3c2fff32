import { createHash } from 'node:crypto';
import {
  copyFileSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  utimesSync,
  writeFileSync,
} from 'node:fs';
import path from 'node:path';

/** Where an attempt lives. All paths are absolute. */
export interface AttemptPlace {
  readonly root: string;
  readonly tree: string;
  readonly beside: string;
  /** The index as it was when the tree was made; never changed after that. */
  readonly index: string;
  /** The index that its work is read into. */
  readonly work: string;
  /** What we have to know of it after a kill; there once the tree is whole. */
  readonly notes: string;
}

/** A name for files and refs that tells ids apart: "1.11" stays, other odd characters become `_` and two digits or more. */
export const safeName = (id: string): string =>
  id.replace(
    /[^A-Za-z0-9.-]|(?<!\d)\.|\.(?!\d)|^-/gu,
    (odd) => `_${(odd.codePointAt(0) ?? 0).toString(16).padStart(2, '0')}`,
  );

/** Where the attempts of a run live. */
export const attemptsFolder = (storeRoot: string): string => path.join(storeRoot, 'attempts');

/** What we put there ourselves. */
const ownNames: ReadonlySet<string> = new Set([
  'tree',
  'beside',
  'index',
  'index.work',
  'index.work.lock',
  'notes.json',
  'source.git',
]);

/** Whether the attempt's folder is gone, and something lies beside it that is not ours. */
export const hasMoved = ({ root, tree }: AttemptPlace): boolean =>
  !existsSync(tree) && existsSync(root) && readdirSync(root).some((name) => !ownNames.has(name));

export const attemptPlace = (storeRoot: string, node: string, attempt: number): AttemptPlace => {
  const root = path.join(attemptsFolder(storeRoot), `${safeName(node)}-${String(attempt)}`);
  const below = (name: string): string => path.join(root, name);
  return {
    root,
    tree: below('tree'),
    beside: below('beside'),
    index: below('index'),
    work: below('index.work'),
    notes: below('notes.json'),
  };
};

/**
 * Copies an index. The copy is dated no later than the index: by its date git knows the files that may have been changed
 * in the very moment that it was written.
 */
export const copyIndex = (from: string, to: string): void => {
  copyFileSync(from, to);
  const seconds = Math.floor(statSync(from).mtimeMs) / 1000;
  utimesSync(to, seconds, seconds);
};

/** By which an index is known for the one that we wrote. */
export const digestOf = (index: string): string => createHash('sha256').update(readFileSync(index)).digest('hex');

export interface CloneRequest {
  readonly tree: string;
  readonly store: string;
  readonly index: string;
  readonly commit: string;
  /** Null: HEAD is the commit itself. */
  readonly branch: string | null;
  readonly isSha256: boolean;
  readonly config: string;
  readonly excludes: string;
}

/**
 * Makes `tree`, whose files are there, a clone of the store: a repository of its own that borrows the store's objects. It
 * is written by hand, as `git clone` costs more than everything else that is done for an attempt.
 */
export const writeClone = (clone: CloneRequest): void => {
  const git = path.join(clone.tree, '.git');
  rmSync(git, { recursive: true, force: true });
  for (const folder of ['objects/info', 'objects/pack', 'refs/heads', 'refs/tags', 'info', 'hooks']) {
    mkdirSync(path.join(git, folder), { recursive: true });
  }
  const write = (name: string, text: string): void => {
    const file = path.join(git, name);
    mkdirSync(path.dirname(file), { recursive: true });
    writeFileSync(file, text);
  };
  if (clone.branch === null) write('HEAD', `${clone.commit}\n`);
  else {
    write('HEAD', `ref: refs/heads/${clone.branch}\n`);
    write(`refs/heads/${clone.branch}`, `${clone.commit}\n`);
  }
  write(
    'config',
    `[core]
\trepositoryFormatVersion = ${clone.isSha256 ? '1' : '0'}
\tbare = false
\tlogAllRefUpdates = true
${clone.isSha256 ? '[extensions]\n\tobjectFormat = sha256\n' : ''}${clone.config}`,
  );
  write('objects/info/alternates', `${path.join(clone.store, 'objects')}\n`);
  const shallow = path.join(clone.store, 'shallow');
  if (existsSync(shallow)) copyFileSync(shallow, path.join(git, 'shallow'));
  copyFileSync(clone.excludes, path.join(git, 'info', 'exclude'));
  copyIndex(clone.index, path.join(git, 'index'));
};
