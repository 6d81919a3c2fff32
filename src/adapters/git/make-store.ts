import { mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import type { Git } from './git.ts';
import type { Repository } from './repository.ts';

/** The folder of the store itself. */
export const storeFolder = (storeRoot: string): string => path.join(storeRoot, 'store.git');

/** Attributes by which git takes every file byte for byte. */
export const untouchedFiles = '* -text -ident !filter !working-tree-encoding\n';

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
  await writeFile(path.join(store, 'HEAD'), 'ref: refs/heads/planloom\n');
  // A folder's files are what they are: no line end is changed, nothing is filtered.
  if (repository.isOurs) await writeFile(path.join(store, 'info', 'attributes'), untouchedFiles);
  const isSha256 = repository.objectFormat === 'sha256';
  await writeFile(
    path.join(store, 'config'),
    `[core]
\trepositoryFormatVersion = ${isSha256 ? '1' : '0'}
\tbare = true
\tfilemode = ${String(/filemode = true/i.test(await readFile(path.join(store, 'config'), 'utf8')))}
[core]
	fsync = committed,reference,loose-object
	fsyncMethod = batch
[gc]
	auto = 0
[uploadpack]
	allowAnySHA1InWant = true
${isSha256 ? '[extensions]\n\tobjectFormat = sha256\n' : ''}`,
  );
};
