import { createHash, randomBytes } from 'node:crypto';
import { accessSync, constants, existsSync, readFileSync, realpathSync } from 'node:fs';
import { homedir } from 'node:os';
import path from 'node:path';
import type { RunAdapters, RunMachine } from '../../app/run/run-adapters.ts';
import { ok } from '../../domain/result.ts';
import type { Environment } from '../process/child-environment.ts';
import { commandExecutor } from '../process/command-executor.ts';
import { commandRunner } from '../process/command-runner.ts';
import { defaultExecutors } from '../process/default-executors.ts';
import { launcherHere } from '../process/launcher.ts';
import { launcherProcess } from '../process/launcher-process.ts';
import { redaction, secretsOfEnvironment, valuesOfDotEnv } from '../process/redact.ts';
import { simulateExecutor } from '../process/simulate-executor.ts';
import { sweep } from '../process/sweep.ts';
import { gitStateFolder, stateFolder } from '../state-folder.ts';
import { createJournal, reopenJournal } from './journal-file.ts';
import { nodeRunFiles } from './node-run-files.ts';
import { nodeTimer } from './node-timer.ts';
import { thisProcess } from './process-identity.ts';
import { createRunFolder, openRunFolder } from './run-folders.ts';
import { newRunId } from './run-id.ts';
import { askRunLock, takeRunLock } from './run-lock.ts';
import { trustFile } from './trust-file.ts';
import { userStateFolder } from './user-folders.ts';
import { worktreeRoot } from './worktree-root.ts';

const graceMs = 10_000;
const maxOutputBytes = 20 * 1024 * 1024;
const maxSecretsFileBytes = 1024 * 1024;

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
    hasGit: gitStateFolder(root) !== undefined,
    newRunId: (now) => newRunId(now, chance),
    process: thisProcess(),
    async lock(plan, runId) {
      let answer = (line: string): string => line;
      const name = { stateFolder: stateFolder(root), plan };
      const lock = await takeRunLock(name, (line) => (line === 'hello' ? runId : answer(line)));
      return lock.ok ? { ...lock, answer: (next) => void (answer = next) } : lock;
    },
    ask: async (plan, line) => (await askRunLock({ stateFolder: stateFolder(root), plan }, line))?.text,
    newSecret: () => randomBytes(32).toString('hex'),
    createFolder: (runId) => createRunFolder(root, runId),
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
      const { openRunStore } = await import('../git/open-run-store.ts');
      return openRunStore({ ...request, ...places(folder.value) });
    },
    async reopenStore(request) {
      const folder = storeFolder(request.runId);
      if (!folder.ok) return folder;
      const { reopenRunStore } = await import('../git/reopen-run-store.ts');
      return reopenRunStore({ ...request, ...places(folder.value) });
    },
    async accept(request) {
      const { acceptRun } = await import('../git/accept-run.ts');
      return acceptRun({ ...request, userRoot: realpathSync(root), environment });
    },
    machine: (runId, brought, guarded) => machineOf({ root, environment, launcherFile }, runId, brought, guarded),
    async sweep(runId) {
      await sweep({ mark: `PLANLOOM_TAG=${runId}` }, graceMs);
    },
    defaultExecutors: (limit) => defaultExecutors(limit),
    isExecutable: (file) => isExecutable(path.join(root, file)),
  };
};

interface Home {
  readonly root: string;
  readonly environment: Environment;
  readonly launcherFile: string | undefined;
}

const machineOf = (
  { root, environment, launcherFile: file }: Home,
  runId: string,
  brought: readonly string[],
  guarded: boolean,
): RunMachine => {
  const secrets = [...secretsOfEnvironment(environment), ...brought.flatMap((name) => secretsIn(root, name))];
  const settings = { secrets, graceMs, maxOutputBytes, guarded };
  const launcher =
    file === undefined || !existsSync(file)
      ? launcherHere(settings)
      : launcherProcess({ file, tag: runId, environment, settings });
  const means = { launcher, redaction: redaction(secrets), environment, tag: runId };
  return {
    processes: commandRunner(means),
    executor: (config, nodeOf) =>
      config.kind === 'command'
        ? commandExecutor(config, means)
        : simulateExecutor(config, { timer: nodeTimer, nodeOf }),
    redact: (text) => means.redaction.text(text),
    close: () => launcher.close(),
  };
};

/** Values of files such as `.env.local` that attempts get. */
const secretsIn = (root: string, file: string): readonly string[] => {
  if (!/^\.env(?:\.|$)/.test(path.basename(file)) || !existsSync(path.join(root, file))) return [];
  try {
    return valuesOfDotEnv(readFileSync(path.join(root, file), 'utf8').slice(0, maxSecretsFileBytes));
  } catch {
    return [];
  }
};

const isExecutable = (file: string): boolean => {
  try {
    accessSync(file, constants.X_OK);
    return true;
  } catch {
    return false;
  }
};
