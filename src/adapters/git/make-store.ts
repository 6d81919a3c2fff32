import { mkdir, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import type { Git } from './git.ts';
import type { Repository } from './repository.ts';
import { readPlain, type StoreGuard } from './store-guard.ts';

/** The folder of the store itself. */
export const storeFolder = (storeRoot: string): string => path.join(storeRoot, 'store.git');

/** Attributes by which git takes every file byte for byte. */
export const untouchedFiles = '* -text -ident !filter !working-tree-encoding\n';

/** What git has to find in a store to know it for a repository. */
const headText = 'ref: refs/heads/planloom\n';

/** By the `config` that is there, only whether the file system knows executable files. */
const configText = (store: string, isSha256: boolean): string => {
  const isBlind = /filemode = false/i.test(readPlain(path.join(store, 'config'))?.toString() ?? '');
  return `[core]
\trepositoryFormatVersion = ${isSha256 ? '1' : '0'}
\tbare = true
\tfilemode = ${String(!isBlind)}
[core]
	fsync = committed,reference,loose-object
	fsyncMethod = batch
[gc]
	auto = 0
[uploadpack]
	allowAnySHA1InWant = true
${isSha256 ? '[extensions]\n\tobjectFormat = sha256\n' : ''}`;
};

/** What could lead git to other configuration, other objects or another history, and is never there. */
const neverThere = ['config.worktree', 'commondir', 'gitdir', 'info/exclude', 'info/grafts', 'info/sparse-checkout'];

/** Has `guard` watch over a store that is there, so that git does in it what we say and nothing else. */
export const guardStore = (guard: StoreGuard, repository: Repository): void => {
  const { store } = guard;
  const inStore = (name: string): string => path.join(store, name);
  guard.watch(inStore('HEAD'), headText);
  guard.watch(inStore('config'), configText(store, repository.objectFormat === 'sha256'));
  guard.watch(inStore('info/attributes'), repository.isOurs ? untouchedFiles : null);
  for (const name of neverThere) guard.watch(inStore(name), null);
  for (const name of ['shallow', 'objects/info/alternates']) guard.watch(inStore(name));
};

/**
 * Makes the store: a bare clone by path, with hard links where the file system can, without remotes, tags and branches.
 * What was there is removed.
 */
export const makeStore = async (storeRoot: string, repository: Repository, git: Git): Promise<void> => {
  const store = storeFolder(storeRoot);
  await mkdir(storeRoot, { recursive: true });
  const clone = async (how: '--local' | '--no-local'): Promise<void> => {
    await rm(store, { recursive: true, force: true });
    const args = ['clone', '--quiet', '--bare', '--no-tags', '--template=', how, '--', repository.commonFolder, store];
    await git(args, { cwd: storeRoot });
  };
  // A `git gc` of the user's takes away files that are being linked; asked for, the objects come all the same.
  await clone('--local')
    .catch(() => clone('--local'))
    .catch(() => clone('--no-local'));
  // Nothing but the run's own branch is a name in there; the objects stay, as nothing is ever tidied up.
  await Promise.all([
    rm(path.join(store, 'packed-refs'), { force: true }),
    rm(path.join(store, 'refs', 'heads'), { recursive: true, force: true }),
    rm(path.join(store, 'refs', 'tags'), { recursive: true, force: true }),
  ]);
  await Promise.all(['refs/heads', 'info'].map((folder) => mkdir(path.join(store, folder), { recursive: true })));
  await writeFile(path.join(store, 'HEAD'), headText);
  // A folder's files are what they are: no line end is changed, nothing is filtered.
  if (repository.isOurs) await writeFile(path.join(store, 'info', 'attributes'), untouchedFiles);
  await writeFile(path.join(store, 'config'), configText(store, repository.objectFormat === 'sha256'));
};
