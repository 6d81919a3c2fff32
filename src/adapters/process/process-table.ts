import { readdirSync, readFileSync, readlinkSync } from 'node:fs';

/** What the system tells of a process. Only Linux tells it, in `/proc`; elsewhere there is nothing to read. */
export interface ProcessFacts {
  /** The letter for its state; Z and X: it has ended, and nobody has asked how. */
  readonly state: string;
  readonly parent: number;
  readonly group: number;
  /** In clock ticks since the system's start. */
  readonly startTime: string;
}

/** Ids of all processes that can be seen from here. */
export const processIds = (): readonly number[] => {
  try {
    return readdirSync('/proc').map(Number).filter(Number.isInteger);
  } catch {
    return [];
  }
};

const textOf = (file: string): string | undefined => {
  try {
    return readFileSync(file, 'latin1');
  } catch {
    return undefined;
  }
};

/** Facts about the process; undefined when there is none with this id. */
export const factsOfProcess = (pid: number): ProcessFacts | undefined => {
  const text = textOf(`/proc/${pid}/stat`);
  if (text === undefined) return undefined;
  // The second field is the program's name, in brackets, and may hold brackets itself.
  const fields = text.slice(text.lastIndexOf(')') + 2).split(' ');
  return { state: fields[0]!, parent: Number(fields[1]), group: Number(fields[2]), startTime: fields[19]! };
};

/** `NAME=value` of the environment that the process was started with; empty when it may not be read. */
export const environmentOfProcess = (pid: number): readonly string[] =>
  textOf(`/proc/${pid}/environ`)?.split('\0') ?? [];

/** The process' working folder; undefined when it may not be read. */
export const folderOfProcess = (pid: number): string | undefined => {
  try {
    return readlinkSync(`/proc/${pid}/cwd`);
  } catch {
    return undefined;
  }
};

/** Whether a process runs, which one that has only not been buried yet does not. */
export const runs = (facts: ProcessFacts | undefined): boolean =>
  facts !== undefined && facts.state !== 'Z' && facts.state !== 'X';
