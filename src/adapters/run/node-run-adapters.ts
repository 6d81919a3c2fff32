import { createHash, randomBytes } from 'node:crypto';
import { accessSync, constants, existsSync, realpathSync } from 'node:fs';
import { homedir } from 'node:os';
import path from 'node:path';
import type { OpenedStore, RunAdapters, StoreRequest } from '../../app/run/run-adapters.ts';
import { ok } from '../../domain/result.ts';
import type { Result } from '../../domain/result.ts';
import { attemptFiles } from '../../execution/workplace-tools.ts';
import { attemptPlace } from '../git/attempt-folder.ts';
import { gitMark } from '../git/git.ts';
import type { NewRunStoreOptions } from '../git/open-run-store.ts';
import type { Environment } from '../process/child-environment.ts';
import { defaultExecutors } from '../process/default-executors.ts';
import { sweep } from '../process/sweep.ts';
import { gitStateFolder } from '../state-folder.ts';
import { createJournal, reopenJournal } from './journal-file.ts';
import { lockName } from './lock-name.ts';
import { nodeRunFiles } from './node-run-files.ts';
import { nodeTails } from './node-tails.ts';
import { nodeTimer } from './node-timer.ts';
import { thisProcess } from './process-identity.ts';
import { createRunFolder, noteBeginning, noteBegun, openRunFolder } from './run-folders.ts';
import { removeRunFolder, runsNotBegun } from './run-folders.ts';
import { runMachine } from './run-machine.ts';
import { newRunId } from './run-id.ts';
import { askRunLock, takeRunLock } from './run-lock.ts';
import { runLogFiles } from './run-log-files.ts';
import { storesOfRuns } from './stores-of-runs.ts';
import { trustFile } from './trust-file.ts';
import { userStateFolder } from './user-folders.ts';
import { worktreeRoot } from './worktree-root.ts';

const longestIntervalMs = 2 ** 31 - 1;
/** For what is left when its attempt has ended long ago. */
const lastGraceMs = 1_000;

/**
 * The runs of the workspace at `root`, on what is real. `launcherFile`: the program that starts the programs of runs;
 * where there is none this process does so itself, and nothing ends them when it is killed.
 */
export const nodeRunAdapters = (root: string, environment: Environment, launcherFile?: string): RunAdapters => {
  const user = { environment, home: environment.HOME ?? homedir(), platform: process.platform };
  const trust = trustFile(userStateFolder(user));
  const chance = { next: () => Math.random() };
  const storeFolder = (runId: string) => {
    const place = worktreeRoot(root, user);
    return place.ok ? ok(path.join(place.value, runId)) : place;
  };
  const places = (storeRoot: string) => ({ userRoot: realpathSync(root), storeRoot, environment });
  return {
    timer: nodeTimer,
    chance,
    files: nodeRunFiles,
    tails: nodeTails,
    stores: storesOfRuns(root, user),
    logFiles: runLogFiles(root, storeFolder),
    // A broken one is told by git itself, which knows what is wrong with it.
    hasGit: gitStateFolder(root) !== undefined || existsSync(path.join(root, '.git')),
    newRunId: (now) => newRunId(now, chance),
    process: thisProcess(),
    async lock(plan, runId) {
      let answer = (line: string): string => line;
      const lock = await takeRunLock(lockName(root, plan), (line) => (line === 'hello' ? runId : answer(line)));
      return lock.ok ? { ...lock, answer: (next) => void (answer = next) } : lock;
    },
    ask: async (plan, line) => (await askRunLock(lockName(root, plan), line))?.text,
    keepAlive() {
      const timer = setInterval(() => undefined, longestIntervalMs);
      return () => clearInterval(timer);
    },
    newSecret: () => randomBytes(32).toString('hex'),
    createFolder: (runId) => createRunFolder(root, runId),
    noteBeginning: (runId, plan) => noteBeginning(root, runId, plan),
    noteBegun: (runId, plan) => noteBegun(root, runId, plan),
    notBegun: (plan) => runsNotBegun(root, plan),
    async removeNotBegun(runId, plan) {
      const folder = storeFolder(runId);
      if (folder.ok) {
        const { removeFolder } = await import('../git/tree-removal.ts');
        await removeFolder(folder.value);
      }
      removeRunFolder(root, runId, plan);
    },
    openFolder: (runId) => openRunFolder(root, runId),
    createJournal: ({ journalFile, runId }) => createJournal(journalFile, runId),
    reopenJournal: ({ journalFile }, tornAt) => reopenJournal(journalFile, tornAt),
    digest: (text) => createHash('sha256').update(text).digest('hex'),
    isTrusted: (digest) => trust.isTrusted(root, digest),
    hasTrusted: () => trust.hasTrusted(root),
    trust: (digest) => trust.trust(root, digest),
    async openStore(request) {
      const folder = storeFolder(request.runId);
      if (!folder.ok) return folder;
      const options = { ...request, ...places(folder.value) };
      const opened = await openInGit(options, request.mode, gitStateFolder(root) !== undefined);
      if (opened !== undefined) return opened;
      const { openCopyStore } = await import('../copy/open-copy-store.ts');
      return openCopyStore(options);
    },
    async reopenStore(request) {
      const folder = storeFolder(request.runId);
      if (!folder.ok) return folder;
      const options = { ...request, ...places(folder.value) };
      const { worksOnCopies } = await import('../copy/folder-repository.ts');
      if (await worksOnCopies(root, request.branch, environment)) {
        const { reopenCopyStore } = await import('../copy/open-copy-store.ts');
        return reopenCopyStore(options);
      }
      const { reopenRunStore } = await import('../git/reopen-run-store.ts');
      return reopenRunStore(options);
    },
    async accept(request) {
      const options = { ...request, userRoot: realpathSync(root), environment };
      const { worksOnCopies } = await import('../copy/folder-repository.ts');
      if (await worksOnCopies(root, request.branch, environment)) {
        const { acceptCopy } = await import('../copy/accept-copy.ts');
        return acceptCopy(options);
      }
      const { acceptRun } = await import('../git/accept-run.ts');
      return acceptRun(options);
    },
    async agentCalls(executors) {
      const { nodeAgentCalls } = await import('./node-agent-calls.ts');
      return nodeAgentCalls({ root, environment, launcherFile }, executors);
    },
    machine: (runId, brought, guarded) => runMachine({ root, environment, launcherFile }, runId, brought, guarded),
    async sweep(runId) {
      const folder = storeFolder(runId);
      const mark = `PLANLOOM_TAG=${runId}`;
      // Git goes on without who has called it, and might still move a branch.
      await sweep({ mark: `${gitMark}=${runId}` }, lastGraceMs);
      await sweep(
        folder.ok && existsSync(folder.value) ? { mark, folder: realpathSync(folder.value) } : { mark },
        lastGraceMs,
      );
    },
    liveTranscript(runId, node, attempt, maxBytes) {
      const folder = storeFolder(runId);
      if (!folder.ok) return undefined;
      const { beside } = attemptPlace(folder.value, node, attempt);
      return nodeTails.read(path.join(beside, attemptFiles.transcript), maxBytes)?.text;
    },
    async tidy(runId) {
      const folder = storeFolder(runId);
      if (!folder.ok) return;
      const { TreeRemoval } = await import('../git/tree-removal.ts');
      await new TreeRemoval(folder.value).finish();
    },
    defaultExecutors: (limit) => defaultExecutors(limit),
    async copySize(bring) {
      const { openFolderRepository } = await import('../copy/folder-repository.ts');
      const { folderSize } = await import('../copy/folder-files.ts');
      const folder = await openFolderRepository(root, environment, bring);
      return folder.ok ? ok(await folderSize(folder.value)) : folder;
    },
    isExecutable: (file) => isExecutable(path.join(root, file)),
  };
};

/** What git cannot carry, and copies of the folder can. */
const carriedByCopies: ReadonlySet<string> = new Set(['no-commit', 'submodules', 'lfs', 'partial-clone']);

/** The store of a new run in the user's repository, or its refusal; undefined where copies of the folder are meant. */
const openInGit = async (
  options: NewRunStoreOptions,
  mode: StoreRequest['mode'],
  hasGit: boolean,
): Promise<Result<OpenedStore> | undefined> => {
  if (mode === 'copy' && !hasGit) return undefined;
  const { openRunStore } = await import('../git/open-run-store.ts');
  const opened = await openRunStore(options);
  if (mode === 'clone' || opened.ok) return opened;
  return opened.error.every(({ rule }) => carriedByCopies.has(rule)) ? undefined : opened;
};

const isExecutable = (file: string): boolean => {
  try {
    accessSync(file, constants.X_OK);
    return true;
  } catch {
    return false;
  }
};
