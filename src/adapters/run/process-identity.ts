import { readFileSync } from 'node:fs';
import type { ProcessIdentity } from '../../domain/run.ts';
import { factsOfProcess, runs } from '../process/process-table.ts';

/** Of the system's start; empty where it has none. */
const bootId = (): string => {
  try {
    return readFileSync('/proc/sys/kernel/random/boot_id', 'latin1').trim();
  } catch {
    return '';
  }
};

/** Who is writing here. */
export const thisProcess = (): ProcessIdentity => ({
  bootId: bootId(),
  pid: process.pid,
  startTime: factsOfProcess(process.pid)?.startTime ?? '',
});

/** Whether that very process still runs, as far as it can be seen from here: not from another container. */
export const isAlive = (identity: ProcessIdentity): boolean => {
  if (identity.bootId !== bootId()) return false;
  if (identity.startTime !== '') {
    const facts = factsOfProcess(identity.pid);
    return runs(facts) && facts?.startTime === identity.startTime;
  }
  try {
    process.kill(identity.pid, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
};
