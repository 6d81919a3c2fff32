import { agentReader } from '../../src/adapters/agents/agent-adapters.ts';
import { spawn } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { buildSync } from 'esbuild';
import { onTestFinished } from 'vitest';
import { redaction } from '../../src/adapters/process/redact.ts';
import type { ProcessMeans, ProcessRequest } from '../../src/adapters/process/run-process.ts';
import type { Workspace } from './workspace.ts';

/** Whether a process with this id runs, and is not only waiting to be buried. */
export const isRunning = (pid: number): boolean => {
  try {
    return !/^State:\s+[ZX]/m.test(readFileSync(`/proc/${pid}/status`, 'utf8'));
  } catch {
    return false;
  }
};

/** Settles when it is so; the test's own limit ends it otherwise. */
export const until = async (isSo: () => boolean): Promise<void> => {
  while (!isSo()) await wait(5);
};

/** The number that some process writes into the file, as soon as it is there whole. */
export const numberIn = async (file: string): Promise<number> => {
  await until(() => existsSync(file) && readFileSync(file, 'utf8').endsWith('\n'));
  return Number(readFileSync(file, 'utf8'));
};

export const means = (changes: Partial<ProcessMeans> = {}): ProcessMeans => ({
  groups: new Set(),
  redaction: redaction([]),
  readerOf: agentReader,
  graceMs: 10_000,
  maxOutputBytes: 20_000_000,
  ...changes,
});

/** A shell command in this folder, printing into `out.log`. */
export const shell = (folder: string, command: string, changes: Partial<ProcessRequest> = {}): ProcessRequest => ({
  command,
  folder,
  env: { PATH: process.env.PATH ?? '' },
  inputFile: null,
  outputFile: path.join(folder, 'out.log'),
  timeoutMs: null,
  idleTimeoutMs: null,
  ...changes,
});

export const never = new AbortController().signal;

/** Another Node process that runs this text; `import`s name files of `src`, as "src/…". It is ended with the test. */
export const nodeProgram = (workspace: Workspace, text: string, args: readonly string[] = []): ChildProcess => {
  const file = workspace.path(`program-${++programs}.mjs`);
  buildSync({
    stdin: { contents: text.replaceAll("'src/", "'./src/"), resolveDir: path.resolve(import.meta.dirname, '../..') },
    bundle: true,
    platform: 'node',
    format: 'esm',
    outfile: file,
    logLevel: 'error',
  });
  const child = spawn(process.execPath, [file, ...args], { stdio: ['ignore', 'pipe', 'inherit'] });
  onTestFinished(() => void child.kill('SIGKILL'));
  return child;
};

let programs = 0;

/** The program that starts programs, built into the workspace. */
export const launcherFile = (workspace: Workspace): string => {
  const outfile = workspace.path('launcher.mjs');
  const entry = path.resolve(import.meta.dirname, '../../src/adapters/run/launcher-main.ts');
  buildSync({ entryPoints: [entry], bundle: true, platform: 'node', format: 'esm', outfile, logLevel: 'error' });
  return outfile;
};
