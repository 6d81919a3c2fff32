import { createHash } from 'node:crypto';
import { closeSync, constants, cpSync, fstatSync, fsyncSync, lstatSync, mkdirSync } from 'node:fs';
import {
  existsSync,
  openSync,
  readdirSync,
  readSync,
  renameSync,
  rmSync,
  statSync,
  unlinkSync,
  writeSync,
} from 'node:fs';
import path from 'node:path';
import type { NodeId } from '../../domain/run.ts';
import { attemptFiles } from '../../execution/workplace-tools.ts';
import type { RunFolder } from '../../ports/run-folder.ts';
import { maxResultBytes } from '../process/result-file.ts';
import { stateFolder } from '../state-folder.ts';
import { isRunId } from './run-id.ts';

/** Of all runs of the workspace with this root. */
export const runsFolder = (root: string): string => path.join(stateFolder(root), 'runs');

/** Ids of the runs of this workspace, newest first. */
export const listRuns = (root: string): readonly string[] => {
  try {
    return readdirSync(runsFolder(root)).filter(isRunId).sort().reverse();
  } catch {
    return [];
  }
};

/**
 * Beside the folder of a run that begins: whose plan it is, until its journal says so. One name, and nothing in it: it is
 * there whole or not at all.
 */
const beginningName = (runId: string, planKey: string): string =>
  `${runId}.begins-${createHash('sha256').update(planKey).digest('hex').slice(0, 16)}`;

/** Notes that a run of a plan begins, before there is anything of it. */
export const noteBeginning = (root: string, runId: string, planKey: string): void => {
  mkdirSync(runsFolder(root), { recursive: true });
  closeSync(openSync(path.join(runsFolder(root), beginningName(runId, planKey)), 'wx', 0o600));
};

/** Notes that the journal of a run says now that it was opened. */
export const noteBegun = (root: string, runId: string, planKey: string): void =>
  rmSync(path.join(runsFolder(root), beginningName(runId, planKey)), { force: true });

/** Makes the folder of a new run. Throws when there is one. */
export const createRunFolder = (root: string, runId: string): RunFolder => {
  const runs = runsFolder(root);
  mkdirSync(runs, { recursive: true });
  // What agents say and read stays with who started them.
  mkdirSync(path.join(runs, runId), { mode: 0o700 });
  return new DiskRunFolder(root, runId);
};

/** Ids of the runs of a plan of which nobody has noted that they were opened. Who asks has the plan's lock. */
export const runsNotBegun = (root: string, planKey: string): readonly string[] => {
  const ending = beginningName('', planKey);
  const names = existsSync(runsFolder(root)) ? readdirSync(runsFolder(root)) : [];
  return names
    .filter((name) => name.endsWith(ending))
    .map((name) => name.slice(0, -ending.length))
    .filter(isRunId);
};

/** Removes the folder of a run that was not begun. */
export const removeRunFolder = (root: string, runId: string, planKey: string): void => {
  rmSync(path.join(runsFolder(root), runId), { recursive: true, force: true });
  noteBegun(root, runId, planKey);
};

/** The folder of a run that was; undefined when there is none. */
export const openRunFolder = (root: string, runId: string): RunFolder | undefined => {
  if (!isRunId(runId)) return undefined;
  const stats = lstatSync(path.join(runsFolder(root), runId), { throwIfNoEntry: false });
  return stats?.isDirectory() === true ? new DiskRunFolder(root, runId) : undefined;
};

class DiskRunFolder implements RunFolder {
  readonly runId: string;
  readonly folder: string;
  readonly journalFile: string;
  #log: number | undefined;
  #lines = '';
  #logFailure: Error | undefined;

  constructor(root: string, runId: string) {
    this.runId = runId;
    this.folder = path.join(runsFolder(root), runId);
    this.journalFile = path.join(this.folder, 'journal.jsonl');
  }

  writeText(name: string, text: string): void {
    this.#writeLines();
    const file = path.join(this.folder, name);
    const temporary = `${file}.${process.pid}.tmp`;
    const descriptor = openSync(temporary, 'w', 0o600);
    try {
      const bytes = Buffer.from(text);
      for (let done = 0; done < bytes.length;) done += writeSync(descriptor, bytes, done);
      // A new name for bytes that are not on the disk yet would be an empty file after a loss of power.
      fsyncSync(descriptor);
    } finally {
      closeSync(descriptor);
    }
    renameSync(temporary, file);
  }

  readText(name: string, maxBytes: number): string | undefined {
    let descriptor: number;
    try {
      // Attempts may have left anything under this name: a link is not followed, and a pipe not waited for.
      const flags = constants.O_RDONLY | constants.O_NOFOLLOW | constants.O_NONBLOCK;
      descriptor = openSync(path.join(this.folder, name), flags);
    } catch {
      return undefined;
    }
    try {
      const stats = fstatSync(descriptor);
      if (!stats.isFile()) return undefined;
      const bytes = Buffer.alloc(Math.min(stats.size, maxBytes));
      return bytes.toString('utf8', 0, readSync(descriptor, bytes, 0, bytes.length, 0));
    } finally {
      closeSync(descriptor);
    }
  }

  log(line: string): void {
    // There is a line for every event: those of one turn of the event loop are written together.
    if (this.#logFailure !== undefined) throw this.#logFailure;
    if (this.#lines === '') setImmediate(() => this.#writeLinesLater());
    this.#lines += `${line.replace(/\r?\n/g, ' ')}\n`;
  }

  /** What goes wrong here fails the next line: nobody waits for this one. */
  #writeLinesLater(): void {
    try {
      this.#writeLines();
    } catch (error) {
      this.#logFailure = error as Error;
    }
  }

  #writeLines(): void {
    if (this.#lines === '') return;
    this.#log ??= openSync(path.join(this.folder, 'orchestrator.log'), 'a', 0o600);
    writeSync(this.#log, this.#lines);
    this.#lines = '';
  }

  attemptFolder(node: NodeId, attempt: number): string {
    const folder = path.join(this.folder, 'attempts', node, `${attempt}`);
    mkdirSync(folder, { recursive: true });
    return folder;
  }

  keepFiles(node: NodeId, attempt: number, from: string): void {
    const to = this.attemptFolder(node, attempt);
    for (const entry of readdirSync(from, { withFileTypes: true })) {
      const file = path.join(from, entry.name);
      // Whatever else it has put there is not ours to carry about.
      if (entry.isFile() && keptNames.has(entry.name) && statSync(file).size <= most(entry.name)) {
        move(file, path.join(to, entry.name));
      }
    }
  }
}

const keptNames: ReadonlySet<string> = new Set(Object.values(attemptFiles));

/** In bytes: a larger result is of no use to anybody, and our own files have a bound. */
const most = (name: string): number => (name === attemptFiles.result ? maxResultBytes : Infinity);

const move = (from: string, to: string): void => {
  try {
    renameSync(from, to);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EXDEV') throw error;
    try {
      cpSync(from, to);
    } catch (failure) {
      // Half of a file looks like all of it.
      rmSync(to, { force: true });
      throw failure;
    }
    unlinkSync(from);
  }
};
