import { existsSync, lstatSync } from 'node:fs';
import { rm } from 'node:fs/promises';
import path from 'node:path';
import type { CommitWords } from '../../ports/run-store.ts';
import { type Git, type GitCall, lineOf } from './git.ts';
import { bytesOfPath, nulEnded, type PathBytes } from './path-bytes.ts';
import { readRawChanges } from './raw-changes.ts';
import type { StoreCommits } from './store-commits.ts';

const trailer = 'Planloom-Snapshot';

/** Snapshots that `tip` has and `without` does not have, the newest first. `call`: a repository that has both. */
export const snapshotsOf = async (
  call: GitCall,
  tip: string,
  without: string,
  git: Git,
): Promise<readonly string[]> => {
  const args = ['rev-list', '--topo-order', `--grep=^${trailer}: `, tip, `^${without}`];
  const lines = lineOf(await git(args, call));
  return lines === '' ? [] : lines.split('\n');
};

export interface SnapshotRequest {
  readonly storeRoot: string;
  readonly store: string;
  /** The user's working tree. */
  readonly top: string;
  /** Paths relative to the top. */
  readonly documents: readonly string[];
  /** The commit that the documents on disk are compared with, and that the snapshot is made on. */
  readonly parent: string;
  /** Commits whose version of a document is as good: then it need not enter. */
  readonly others: readonly string[];
  readonly words: CommitWords;
}

/** Commits the documents as they are on disk on top of `parent`; null when all of them are there in that form. */
export const takeSnapshot = async (
  request: SnapshotRequest,
  git: Git,
  commits: StoreCommits,
): Promise<string | null> => {
  const { store, top, parent } = request;
  const index = path.join(request.storeRoot, 'snapshot.index');
  const env = { GIT_DIR: store, GIT_WORK_TREE: top, GIT_INDEX_FILE: index };
  const stage = async (names: readonly PathBytes[]): Promise<string> => {
    await git(['read-tree', parent], { cwd: top, env });
    const input = Buffer.from(names.map((name) => `${name}\0`).join(''), 'latin1');
    await git(['update-index', '--add', '--remove', '-z', '--stdin'], { cwd: top, env, input });
    return lineOf(await git(['write-tree'], { cwd: top, env }));
  };
  const changesTo = async (from: string, tree: string): Promise<readonly PathBytes[]> => {
    const args = ['diff-tree', '-r', '-z', '--raw', '--no-renames', from, tree];
    return readRawChanges((await git(args, { cwd: store, env: { GIT_DIR: store } })).stdout).map(({ bytes }) => bytes);
  };
  try {
    const documents = request.documents.filter((file) => {
      const onDisk = path.join(top, file);
      return !existsSync(onDisk) || lstatSync(onDisk).isFile();
    });
    if (documents.length === 0) return null;
    let tree = await stage(documents.map(bytesOfPath));
    let entering = await changesTo(parent, tree);
    for (const other of entering.length === 0 ? [] : request.others) {
      const differing = new Set(await changesTo(other, tree));
      entering = entering.filter((name) => differing.has(name));
    }
    if (entering.length === 0) return null;
    tree = await stage(entering);
    const { words } = request;
    return await commits.commit(tree, [parent], { ...words, trailers: [...words.trailers, [trailer, parent]] });
  } finally {
    await rm(index, { force: true });
  }
};

/** The names of files that a commit changed against its first parent. */
export const filesOfSnapshot = async (store: string, commit: string, git: Git): Promise<readonly PathBytes[]> => {
  const args = ['diff-tree', '-r', '-z', '--name-only', '--no-commit-id', '--no-renames', `${commit}^`, commit];
  return nulEnded((await git(args, { cwd: store, env: { GIT_DIR: store } })).stdout);
};
