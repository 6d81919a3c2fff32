import { execFile } from 'node:child_process';
import { existsSync } from 'node:fs';
import path from 'node:path';
import type { RunReader } from '../../ports/run-reader.ts';
import { gitStateFolder, stateFolder } from '../state-folder.ts';
import { lockName } from './lock-name.ts';
import { readJournal } from './read-journal.ts';
import { listRuns, runsFolder } from './run-folders.ts';

const git = (cwd: string, args: readonly string[]): Promise<string | undefined> =>
  new Promise((resolve) => {
    execFile('git', args, { cwd, timeout: 10_000, maxBuffer: 64 * 1024 * 1024 }, (error, stdout) => {
      resolve(error === null ? stdout : undefined);
    });
  });

/** What the state folder and git tell of the runs of the workspace at `root`. */
export const runReader = (root: string): RunReader => ({
  list: () => Promise.resolve(listRuns(root)),
  journal: (runId) => readJournal(path.join(runsFolder(root), runId, 'journal.jsonl'), `${runId}/journal.jsonl`),
  async live(planKey) {
    if (!existsSync(stateFolder(root))) return undefined;
    const { askRunLock } = await import('./run-lock.ts');
    return (await askRunLock(lockName(root, planKey)))?.text;
  },
  async isInHead(commit) {
    if ((await git(root, ['merge-base', '--is-ancestor', commit, 'HEAD'])) !== undefined) return true;
    const { isInFolder } = await import('../copy/folder-repository.ts');
    return isInFolder(root, commit, process.env);
  },
  hasGit: () => gitStateFolder(root) !== undefined,
});
