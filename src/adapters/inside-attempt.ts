import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';

const mark = 'PLANLOOM_TAG';

/** What a process was started with; nothing where it cannot be seen. */
const environmentOf = (pid: number | 'self'): readonly string[] => {
  try {
    return readFileSync(`/proc/${pid}/environ`, 'utf8').split('\0');
  } catch {
    return [];
  }
};

const parentOf = (pid: number): number => {
  try {
    // Behind the name in parentheses, which may hold anything: the state, then the parent.
    return Number(/^.*\) \S (\d+)/s.exec(readFileSync(`/proc/${pid}/stat`, 'utf8'))?.[1] ?? 0);
  } catch {
    return 0;
  }
};

const hasMark = (environment: readonly string[]): boolean => environment.some((entry) => entry.startsWith(`${mark}=`));

/** Whether one of the processes above this one, at most so many, belongs to an attempt; only Linux can tell. */
const isBelowAttempt = (pid: number, most = 100): boolean =>
  pid > 1 && most > 0 && (hasMark(environmentOf(pid)) || isBelowAttempt(parentOf(pid), most - 1));

/** Whether the folder lies in the working tree of an attempt. */
const isInTree = (folder: string): boolean => {
  const above = path.dirname(folder);
  if (path.basename(folder) === 'tree' && existsSync(path.join(above, '..', '..', 'store.git'))) return true;
  return above !== folder && isInTree(above);
};

/**
 * Whether this process was started by an attempt of a run: what an attempt may not decide about itself is refused there.
 * Who hides from all three signs is a stranger under the same account, whom nothing here can stop.
 */
export const isInsideAttempt = (environment: Readonly<Record<string, string | undefined>>, cwd: string): boolean =>
  environment[mark] !== undefined || isInTree(cwd) || isBelowAttempt(process.ppid);
