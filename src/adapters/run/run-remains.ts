import { existsSync } from 'node:fs';
import { lstat, readdir } from 'node:fs/promises';
import path from 'node:path';
import { folderRef, openFolderRepository, worksOnCopies } from '../copy/folder-repository.ts';
import { safeName } from '../git/attempt-folder.ts';
import { type Environment, type Git, gitWith, lineOf } from '../git/git.ts';
import { storeFolder } from '../git/make-store.ts';
import { readRepository } from '../git/repository.ts';
import { removeFolder } from '../git/tree-removal.ts';

export interface RemainsRequest {
  /** Root of the workspace; absolute. */
  readonly userRoot: string;
  /** Folder of the run's store and working trees; absolute. */
  readonly storeRoot: string;
  readonly runId: string;
  /** Full short name of the run's branch. */
  readonly branch: string;
  /** Commits of attempts by the run's journal. */
  readonly commits: readonly string[];
  readonly environment: Environment;
}

/** What is left of a run outside of its folder, and what would be lost with it. */
export interface RunRemains {
  /** Bytes that are free once the store is removed: what it shares with the user's repository is not among them. */
  readonly diskBytes: number;
  /** Commits that only the store has. */
  readonly unpublished: readonly string[];
  /** Folders of attempts that were kept, as they hold what is nowhere else; absolute. */
  readonly keptAttempts: readonly string[];
  /** The run's branch, where it holds commits that the user has not taken over; null where not. */
  readonly unacceptedBranch: string | null;
  /** Refs by which unfinished work is kept. */
  readonly keptRefs: readonly string[];
}

/** The repository that the run publishes to, with a git that works in it. */
interface Home {
  readonly git: Git;
  readonly folder: string;
  readonly objects: string;
  /** What the user has. */
  readonly head: string;
}

const homeOf = async ({ userRoot, branch, environment }: RemainsRequest): Promise<Home | undefined> => {
  if (await worksOnCopies(userRoot, branch, environment)) {
    const opened = await openFolderRepository(userRoot, environment);
    if (!opened.ok) return undefined;
    const { git, repository } = opened.value;
    return { git, folder: repository.home, objects: path.join(repository.home, 'objects'), head: folderRef };
  }
  const git = gitWith({ env: environment, config: null });
  const read = await readRepository(userRoot, git);
  if (!read.ok) return undefined;
  return { git, folder: read.value.top, objects: path.join(read.value.commonFolder, 'objects'), head: 'HEAD' };
};

const keptPrefix = (runId: string): string => `refs/planloom/${safeName(runId)}/`;

/** Looks at what is left of a run. Writes nothing; the run must not be live. */
export const runRemains = async (request: RemainsRequest): Promise<RunRemains> => {
  const { storeRoot, runId, branch, commits } = request;
  const home = await homeOf(request);
  const [diskBytes, attempts] = await Promise.all([
    bytesOf(storeRoot),
    readdir(path.join(storeRoot, 'attempts')).catch(() => []),
  ]);
  const keptAttempts = attempts.map((name) => path.join(storeRoot, 'attempts', name)).sort();
  if (home === undefined) {
    const unpublished = await onlyIn(request, undefined);
    return { diskBytes, unpublished, keptAttempts, unacceptedBranch: null, keptRefs: [] };
  }
  const { git, folder, head } = home;
  const call = { cwd: folder, accept: [0, 1, 128] };
  const refs = lineOf(await git(['for-each-ref', '--format=%(refname)', keptPrefix(runId)], { cwd: folder }));
  const isThere = (await git(['rev-parse', '--verify', '--quiet', `refs/heads/${branch}^{commit}`], call)).code === 0;
  const isTaken = (await git(['merge-base', '--is-ancestor', `refs/heads/${branch}`, head], call)).code === 0;
  return {
    diskBytes,
    unpublished: await onlyIn({ ...request, commits }, home),
    keptAttempts,
    unacceptedBranch: isThere && !isTaken ? branch : null,
    keptRefs: refs === '' ? [] : refs.split('\n'),
  };
};

/** Of the store's branch and the commits that the journal names, those that no ref of the other repository has. */
const onlyIn = async (
  { storeRoot, branch, commits, environment }: RemainsRequest,
  home: Home | undefined,
): Promise<readonly string[]> => {
  const store = storeFolder(storeRoot);
  if (!existsSync(store)) return [];
  const alternates: Readonly<Record<string, string>> =
    home === undefined ? {} : { GIT_ALTERNATE_OBJECT_DIRECTORIES: home.objects };
  const git = gitWith({ env: environment, config: '/dev/null' });
  const call = { cwd: store, env: { GIT_DIR: store, ...alternates }, accept: [0, 1, 128] };
  const known = await Promise.all(
    [`refs/heads/${branch}`, ...commits].map(async (name) => {
      const found = await git(['rev-parse', '--verify', '--quiet', `${name}^{commit}`], call);
      return found.code === 0 ? [lineOf(found)] : [];
    }),
  );
  const tips = [...new Set(known.flat())];
  if (tips.length === 0) return [];
  const format = ['for-each-ref', '--format=^%(objectname)', 'refs/heads', 'refs/planloom'];
  const published = home === undefined ? '' : lineOf(await home.git(format, { cwd: home.folder }));
  // What the store does not have, nobody can ask it for.
  const input = `${tips.join('\n')}\n${published}\n`;
  const lines = lineOf(await git(['rev-list', '--ignore-missing', '--stdin'], { ...call, accept: [0], input }));
  return lines === '' ? [] : lines.split('\n');
};

const blockBytes = 512;

/** What removing the folder frees. */
const bytesOf = async (folder: string): Promise<number> => {
  const entries = await readdir(folder, { withFileTypes: true }).catch(() => []);
  let bytes = 0;
  for (const entry of entries) {
    const file = path.join(folder, entry.name);
    if (entry.isDirectory()) bytes += await bytesOf(file);
    else {
      const stats = await lstat(file).catch(() => undefined);
      if (stats !== undefined && stats.nlink <= 1) bytes += stats.blocks * blockBytes;
    }
  }
  return bytes;
};

/** Removes the run's store and working trees, whatever is in them; with `refs` also its branch and what it has kept. */
export const removeRun = async (request: RemainsRequest, { refs }: { readonly refs: boolean }): Promise<void> => {
  const { storeRoot, runId, branch } = request;
  await removeFolder(storeRoot);
  const home = refs ? await homeOf(request) : undefined;
  if (home === undefined) return;
  const { git, folder } = home;
  const names = lineOf(
    await git(['for-each-ref', '--format=%(refname)', `refs/heads/${branch}`, keptPrefix(runId)], { cwd: folder }),
  );
  const input = names === '' ? '' : `${names.replace(/^/gm, 'delete ')}\n`;
  await git(['update-ref', '--stdin'], { cwd: folder, input });
};
