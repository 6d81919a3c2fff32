import { copyFileSync, existsSync, mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { constants, type FileHandle, lstat, open, readdir } from 'node:fs/promises';
import path from 'node:path';
import type { Git } from './git.ts';

const maxRefBytes = 4 * 1024 * 1024;

/** The text of a plain file; undefined for anything else, so that neither a pipe nor a link leads us away. */
const plainText = async (file: string): Promise<string | undefined> => {
  let handle: FileHandle | undefined;
  try {
    handle = await open(file, constants.O_RDONLY | constants.O_NOFOLLOW | constants.O_NONBLOCK);
    const found = await handle.stat();
    if (!found.isFile() || found.size > maxRefBytes) return undefined;
    return await handle.readFile('utf8');
  } catch {
    return undefined;
  } finally {
    await handle?.close();
  }
};

const commitId = /^(?:[0-9a-f]{40}|[0-9a-f]{64})$/;
const refName = /^refs\/(?!.*\.\.)[^\s~^:?*[\\]+$/;

/** The commit that HEAD of a repository is on, by reading its files; undefined when they make no sense. */
const headOf = async (gitFolder: string): Promise<string | undefined> => {
  let text = (await plainText(path.join(gitFolder, 'HEAD')))?.trim();
  for (let hops = 0; hops < 5; hops++) {
    if (text === undefined) return undefined;
    if (commitId.test(text)) return text;
    const ref = /^ref:\s*(\S+)$/.exec(text)?.[1];
    if (ref === undefined || !refName.test(ref)) return undefined;
    const loose = await plainText(path.join(gitFolder, ref));
    if (loose === undefined) {
      const packed = (await plainText(path.join(gitFolder, 'packed-refs'))) ?? '';
      text = packed
        .split('\n')
        .find((line) => line.endsWith(` ${ref}`))
        ?.split(' ')[0];
    } else text = loose.trim();
  }
  return undefined;
};

/** The attempt's repository as it was made: a folder. Anything else, a link say, is not looked into. */
const isFolder = async (file: string): Promise<boolean> =>
  (await lstat(file).catch(() => undefined))?.isDirectory() === true;

const mostRefs = 1000;

/** Refs of an attempt's repository that are neither at its base nor where HEAD is: branches, stashes, tags. */
export const refsElsewhere = async (
  tree: string,
  base: string,
): Promise<readonly { readonly name: string; readonly commit: string }[]> => {
  const theirs = path.join(tree, '.git');
  if (!(await isFolder(theirs)) || !(await isFolder(path.join(theirs, 'refs')))) return [];
  const known = new Set([base, await headOf(theirs)]);
  const entries = await readdir(path.join(theirs, 'refs'), { recursive: true, withFileTypes: true }).catch(() => []);
  // A lock is what a killed git leaves of a ref that it was about to write; what it committed is in the tree.
  const files = entries.filter((entry) => entry.isFile() && !entry.name.endsWith('.lock')).slice(0, mostRefs);
  const loose = await Promise.all(
    files.map(async (entry) => {
      const file = path.join(entry.parentPath, entry.name);
      return { name: path.relative(theirs, file).split(path.sep).join('/'), commit: (await plainText(file))?.trim() };
    }),
  );
  const packed = ((await plainText(path.join(theirs, 'packed-refs'))) ?? '').split('\n').map((line) => {
    const [commit, name = ''] = line.split(' ');
    return { name, commit };
  });
  const elsewhere = [...packed, ...loose].filter(
    ({ name, commit }) =>
      name.startsWith('refs/') && commit !== undefined && commitId.test(commit) && !known.has(commit),
  );
  // A loose ref stands over a packed one of the same name.
  return [...new Map(elsewhere.map(({ name, commit = '' }) => [name, { name, commit }])).values()];
};

const fetchPatienceMs = 10 * 60 * 1000;

export interface OwnCommitRequest {
  readonly store: string;
  readonly tree: string;
  readonly base: string;
  /** A folder that we may make and remove. */
  readonly scratch: string;
  readonly isSha256: boolean;
}

/**
 * Brings the commit that the attempt left HEAD on into the store and answers with it; undefined when it is the base, or
 * cannot be had. Git reads nothing of the attempt's repository but its objects: it fetches from a repository that we
 * write, which borrows them.
 */
export const fetchOwnCommit = async (request: OwnCommitRequest, git: Git): Promise<string | undefined> => {
  const theirs = path.join(request.tree, '.git');
  if (!(await isFolder(theirs)) || !(await isFolder(path.join(theirs, 'objects')))) return undefined;
  const own = await headOf(theirs);
  if (own === undefined || own === request.base || own.length !== request.base.length) return undefined;
  const source = request.scratch;
  try {
    rmSync(source, { recursive: true, force: true });
    for (const folder of ['objects/info', 'refs/heads']) mkdirSync(path.join(source, folder), { recursive: true });
    writeFileSync(path.join(source, 'HEAD'), 'ref: refs/heads/work\n');
    writeFileSync(path.join(source, 'refs', 'heads', 'work'), `${own}\n`);
    writeFileSync(
      path.join(source, 'config'),
      request.isSha256
        ? '[core]\n\trepositoryFormatVersion = 1\n\tbare = true\n[extensions]\n\tobjectFormat = sha256\n'
        : '[core]\n\trepositoryFormatVersion = 0\n\tbare = true\n',
    );
    // The store comes first: what it has is not to be read from the attempt.
    const objects = [path.join(request.store, 'objects'), path.join(theirs, 'objects')];
    writeFileSync(path.join(source, 'objects', 'info', 'alternates'), `${objects.join('\n')}\n`);
    const shallow = path.join(request.store, 'shallow');
    if (existsSync(shallow)) copyFileSync(shallow, path.join(source, 'shallow'));
    const quiet = ['--quiet', '--no-tags', '--no-write-fetch-head', '--no-auto-maintenance', '--no-recurse-submodules'];
    await git(['-c', 'fetch.fsckObjects=true', 'fetch', ...quiet, '--', source, 'refs/heads/work'], {
      cwd: request.store,
      env: { GIT_DIR: request.store },
      timeoutMs: fetchPatienceMs,
    });
    return own;
  } catch {
    // Objects that are broken or gone: the files are there still.
    return undefined;
  } finally {
    rmSync(source, { recursive: true, force: true });
  }
};
