import { existsSync } from 'node:fs';
import { readdir } from 'node:fs/promises';
import path from 'node:path';
import type { RunOfRemains, RunRemains } from '../../ports/run-remains.ts';
import { folderRef, openFolderRepository, worksOnCopies } from '../copy/folder-repository.ts';
import { attemptsFolder, safeName } from '../git/attempt-folder.ts';
import { type Environment, type Git, gitWith, lineOf } from '../git/git.ts';
import { storeFolder } from '../git/make-store.ts';
import { readRepository } from '../git/repository.ts';
import { removableBytes } from './removable-bytes.ts';

export interface RemainsRequest extends RunOfRemains {
  /** Root of the workspace; absolute. */
  readonly userRoot: string;
  /** Folder of the run's store and working trees; absolute. */
  readonly storeRoot: string;
  readonly environment: Environment;
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
  const own = gitWith({ env: environment, config: null });
  const read = await readRepository(userRoot, own);
  const isCopy = branch === null ? !read.ok : await worksOnCopies(userRoot, branch, environment);
  if (isCopy) {
    const opened = await openFolderRepository(userRoot, environment);
    if (!opened.ok) return undefined;
    const { git, repository } = opened.value;
    return { git, folder: repository.home, objects: path.join(repository.home, 'objects'), head: folderRef };
  }
  if (!read.ok) return undefined;
  return { git: own, folder: read.value.top, objects: path.join(read.value.commonFolder, 'objects'), head: 'HEAD' };
};

const keptPrefix = (runId: string): string => `refs/planloom/${safeName(runId)}/`;

const linesOf = (text: string): readonly string[] => (text === '' ? [] : text.split('\n'));

/** Looks at what is left of a run. Writes nothing; the run must not be live. */
export const runRemains = async (request: RemainsRequest): Promise<RunRemains> => {
  const { storeRoot, runId } = request;
  const home = await homeOf(request);
  const attempts = attemptsFolder(storeRoot);
  const [diskBytes, names] = await Promise.all([removableBytes(storeRoot), readdir(attempts).catch(() => [])]);
  const keptAttempts = names.map((name) => path.join(attempts, name)).sort();
  const unpublished = await onlyIn(request, home);
  if (home === undefined) return { diskBytes, unpublished, keptAttempts, unacceptedBranch: null, keptRefs: [] };
  const { git, folder } = home;
  const refs = lineOf(await git(['for-each-ref', '--format=%(refname)', keptPrefix(runId)], { cwd: folder }));
  return {
    diskBytes,
    unpublished,
    keptAttempts,
    unacceptedBranch: await onlyOnBranch(request, home),
    keptRefs: linesOf(refs),
  };
};

/** The run's branch, unless it is gone, or what the user has checked out or another branch holds all of it. */
const onlyOnBranch = async ({ branch }: RemainsRequest, { git, folder, head }: Home): Promise<string | null> => {
  if (branch === null) return null;
  const ref = `refs/heads/${branch}`;
  const call = { cwd: folder, accept: [0, 1, 128] };
  if ((await git(['rev-parse', '--verify', '--quiet', `${ref}^{commit}`], call)).code !== 0) return null;
  if ((await git(['merge-base', '--is-ancestor', ref, head], call)).code === 0) return null;
  const holders = await git(['for-each-ref', '--format=%(refname)', '--contains', ref, 'refs/heads'], { cwd: folder });
  return linesOf(lineOf(holders)).some((holder) => holder !== ref) ? null : branch;
};

/** Of the store's branches and the commits that the journal names, those that no ref of the other repository has. */
const onlyIn = async (
  { storeRoot, commits, environment }: RemainsRequest,
  home: Home | undefined,
): Promise<readonly string[]> => {
  const store = storeFolder(storeRoot);
  if (!existsSync(store)) return [];
  const alternates: Readonly<Record<string, string>> =
    home === undefined ? {} : { GIT_ALTERNATE_OBJECT_DIRECTORIES: home.objects };
  const git = gitWith({ env: environment, config: '/dev/null' });
  const call = { cwd: store, env: { GIT_DIR: store, ...alternates }, accept: [0, 1, 128] };
  const refs = await git(['for-each-ref', '--format=%(objectname)'], call);
  // What cannot be read any more may hold all that was ever committed, unless the other repository has it.
  if (refs.code !== 0) return missingIn(commits, home);
  const known = await Promise.all(
    commits.map(async (name) => {
      const found = await git(['rev-parse', '--verify', '--quiet', `${name}^{commit}`], call);
      return found.code === 0 ? [lineOf(found)] : [];
    }),
  );
  const tips = [...new Set([...linesOf(lineOf(refs)), ...known.flat()])];
  if (tips.length === 0) return [];
  const format = ['for-each-ref', '--format=^%(objectname)', 'refs/heads', 'refs/planloom'];
  const published = home === undefined ? '' : lineOf(await home.git(format, { cwd: home.folder }));
  const head =
    home === undefined ? undefined : await home.git(['rev-parse', '--verify', '--quiet', home.head], isThere(home));
  const isDetached = head?.code === 0 ? `^${lineOf(head)}` : '';
  // What the store does not have, nobody can ask it for.
  const input = `${[...tips, published, isDetached].filter((line) => line !== '').join('\n')}\n`;
  return linesOf(lineOf(await git(['rev-list', '--ignore-missing', '--stdin'], { ...call, accept: [0], input })));
};

const isThere = ({ folder }: Home) => ({ cwd: folder, accept: [0, 1, 128] });

const missingIn = async (commits: readonly string[], home: Home | undefined): Promise<readonly string[]> => {
  const missing = await Promise.all(
    commits.map(async (commit) => {
      const found = await home?.git(['rev-parse', '--verify', '--quiet', `${commit}^{commit}`], isThere(home));
      return found?.code === 0 ? [] : [commit];
    }),
  );
  return missing.flat();
};

/** Removes the run's branch, where one is named, and what was kept of its work. */
export const removeRefs = async (request: RemainsRequest): Promise<void> => {
  const home = await homeOf(request);
  if (home === undefined) return;
  const { git, folder } = home;
  const branch = request.branch === null ? [] : [`refs/heads/${request.branch}`];
  const args = ['for-each-ref', '--format=delete %(refname)', ...branch, keptPrefix(request.runId)];
  const input = lineOf(await git(args, { cwd: folder }));
  if (input !== '') await git(['update-ref', '--stdin'], { cwd: folder, input: `${input}\n` });
};
