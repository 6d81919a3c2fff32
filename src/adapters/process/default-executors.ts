import { readFileSync } from 'node:fs';
import { freemem } from 'node:os';

/** What a coding agent may take. Those that were measured took 150 to 600 MB. */
const bytesPerExecutor = 512 * 1024 * 1024;

/**
 * How many executors to use where nobody has said it: `limit`, or fewer where the memory that is `available` (bytes)
 * does not suffice for so many, and then with a sentence about it.
 */
export const defaultExecutors = (
  limit: number,
  available: number = availableMemory(),
): { readonly executors: number; readonly remark: string | null } => {
  const executors = Math.max(1, Math.min(limit, Math.floor(available / bytesPerExecutor)));
  if (executors >= limit) return { executors, remark: null };
  const megabytes = Math.round(available / 1024 / 1024);
  return {
    executors,
    remark: `${executors} at a time instead of ${limit}: only ${megabytes} MB of memory are available. Say --max-executors to have more.`,
  };
};

/** In bytes: what the system can give without swapping, or what is left to the container, whichever is less. */
const availableMemory = (): number => {
  const stated = /^MemAvailable:\s+(\d+) kB/m.exec(textOf('/proc/meminfo'))?.[1];
  return Math.min(stated === undefined ? freemem() : Number(stated) * 1024, leftToContainer());
};

const leftToContainer = (): number => {
  const limit = Number(textOf('/sys/fs/cgroup/memory.max').trim() || NaN);
  const used = Number(textOf('/sys/fs/cgroup/memory.current').trim() || NaN);
  // What was read of files is given back when it is needed.
  const files = Number(/^inactive_file (\d+)/m.exec(textOf('/sys/fs/cgroup/memory.stat'))?.[1] ?? 0);
  return Number.isFinite(limit) && Number.isFinite(used) ? limit - used + files : Infinity;
};

const textOf = (file: string): string => {
  try {
    return readFileSync(file, 'latin1');
  } catch {
    return '';
  }
};
