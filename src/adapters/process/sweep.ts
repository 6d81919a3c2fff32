import { sep } from 'node:path';
import { send, waitUntil } from './end-group.ts';
import { environmentOfProcess, factsOfProcess, folderOfProcess, processIds, runs } from './process-table.ts';

/** Which processes are meant: with this in their environment, or with a working folder at or below this one. */
export interface SweptProcesses {
  /** `NAME=value`. */
  readonly mark?: string;
  /** `NAME=beginning of the value`. */
  readonly markPrefix?: string;
  /** Absolute, without links in it. */
  readonly folder?: string;
}

/**
 * Ends processes that have left the group in which they were started: asked first, killed after the grace period.
 * Answers with how many there were. This process and those above it are left alone. Only Linux can tell; elsewhere
 * nothing is found.
 */
export const sweep = async (wanted: SweptProcesses, graceMs: number): Promise<number> => {
  const spared = ancestors();
  const ended = new Set<number>();
  const find = (): readonly number[] => {
    const found = processIds().filter((pid) => !spared.has(pid) && isWanted(pid, wanted));
    for (const pid of found.filter((each) => !ended.has(each))) {
      ended.add(pid);
      send(pid, 'SIGTERM');
      // Who is stopped takes no notice of being asked.
      send(pid, 'SIGCONT');
    }
    return found;
  };
  const isGone = (): boolean => find().length === 0;
  if (!(await waitUntil(isGone, graceMs))) {
    await waitUntil(() => {
      const left = find();
      for (const pid of left) send(pid, 'SIGKILL');
      return left.length === 0;
    }, 5_000);
  }
  return ended.size;
};

const isWanted = (pid: number, { mark, markPrefix, folder }: SweptProcesses): boolean => {
  const isMarked =
    (mark !== undefined || markPrefix !== undefined) &&
    environmentOfProcess(pid).some(
      (variable) => variable === mark || (markPrefix !== undefined && variable.startsWith(markPrefix)),
    );
  return (isMarked || (folder !== undefined && isInside(pid, folder))) && runs(factsOfProcess(pid));
};

const isInside = (pid: number, folder: string): boolean => {
  // Of a folder that was removed the system says so, behind its name.
  const current = folderOfProcess(pid)?.replace(/ \(deleted\)$/, '');
  return current !== undefined && (current === folder || current.startsWith(folder + sep));
};

const ancestors = (): ReadonlySet<number> => {
  const found = new Set<number>();
  for (let pid = process.pid; pid > 0 && !found.has(pid); pid = factsOfProcess(pid)?.parent ?? 0) found.add(pid);
  return found;
};
