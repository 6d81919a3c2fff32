import { copyFileSync, existsSync, renameSync, rmSync } from 'node:fs';
import path from 'node:path';
import { fail, ok, type Result } from '../../domain/result.ts';
import { commitText } from '../git/commit-text.ts';
import { lineOf } from '../git/git.ts';
import { nulEnded, type PathBytes } from '../git/path-bytes.ts';
import { refusal } from '../git/repository.ts';
import { folderFiles } from './folder-files.ts';
import { folderRef, type FolderRepository } from './folder-repository.ts';

const input = (names: Iterable<PathBytes>): Buffer =>
  Buffer.from([...names].map((name) => `${name}\0`).join(''), 'latin1');

let indexes = 0;

/**
 * Commits the folder as it is on top of its last state and answers with the commit: the last one where nothing has
 * changed. `taken`: a commit whose work the folder has taken in. Refuses when a file cannot be read.
 */
export const commitFolder = async (folder: FolderRepository, taken?: string): Promise<Result<string>> => {
  const { repository, git } = folder;
  const { home, top } = repository;
  const known = path.join(home, 'index');
  const index = path.join(home, `index-${String(process.pid)}-${String(indexes++)}`);
  if (existsSync(known)) copyFileSync(known, index);
  const call = { cwd: top, env: { GIT_INDEX_FILE: index } };
  try {
    const files = new Set(await folderFiles(folder));
    const before = nulEnded((await git(['ls-files', '-z'], call)).stdout);
    const gone = before.filter((name) => !files.has(name));
    await git(['update-index', '--force-remove', '-z', '--stdin'], { ...call, input: input(gone) });
    // One sync for all files instead of one for each. All files of a folder that is new come into one pack.
    const oncePacked = before.length === 0 ? ['-c', 'core.bigFileThreshold=1'] : [];
    const add = ['-c', 'core.fsyncMethod=batch', ...oncePacked, 'update-index', '--add', '--replace', '-z', '--stdin'];
    await git(add, { ...call, input: input(files) });
    const tree = lineOf(await git(['write-tree'], call));
    renameSync(index, known);
    return ok(await commitTree(folder, tree, taken));
  } catch (error) {
    const message = `The folder cannot be copied: ${(error as Error).message}`;
    const advice = 'Make its files readable, or leave them out by a `.gitignore`.';
    return fail([refusal(top, 'folder-unreadable', message, advice)]);
  } finally {
    rmSync(index, { force: true });
    rmSync(`${index}.lock`, { force: true });
  }
};

const commitTree = async ({ repository, git }: FolderRepository, tree: string, taken?: string): Promise<string> => {
  const cwd = repository.home;
  // Another plan's run may commit the folder in the same moment.
  for (let tries = 0; ; tries++) {
    const line = await git(['rev-parse', '--verify', '--quiet', `${folderRef}^{commit}`], { cwd, accept: [0, 1] });
    const head = lineOf(line);
    if (head !== '' && taken === undefined) {
      if (lineOf(await git(['rev-parse', `${head}^{tree}`], { cwd })) === tree) return head;
    }
    const parents = [...(head === '' ? [] : [head]), ...(taken === undefined ? [] : [taken])];
    const args = ['commit-tree', tree, ...parents.flatMap((parent) => ['-p', parent]), '-F', '-'];
    const words = { message: taken === undefined ? 'The folder' : 'The folder, with the work of a run', trailers: [] };
    const commit = lineOf(await git(args, { cwd, input: commitText(words) }));
    const update = ['update-ref', folderRef, commit, head === '' ? '0'.repeat(commit.length) : head];
    const moved = await git(update, { cwd, accept: tries < 3 ? [0, 1, 128] : [0] });
    if (moved.code === 0) return commit;
  }
};
