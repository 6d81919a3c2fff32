import { closeSync, constants, fstatSync, openSync, readSync } from 'node:fs';
import type { Tail, Tails } from '../../ports/tails.ts';

/** Read at once: a few kilobytes that were written a moment ago come from memory. */
export const nodeTails: Tails = {
  read(path, maxBytes) {
    try {
      // Attempts may have left anything under this name: a link is not followed, and a pipe not waited for.
      const descriptor = openSync(path, constants.O_RDONLY | constants.O_NOFOLLOW | constants.O_NONBLOCK);
      try {
        return tailOf(descriptor, maxBytes);
      } finally {
        closeSync(descriptor);
      }
    } catch {
      return undefined;
    }
  },
};

const tailOf = (descriptor: number, maxBytes: number): Tail | undefined => {
  const stats = fstatSync(descriptor);
  if (!stats.isFile()) return undefined;
  const bytes = Buffer.alloc(Math.min(stats.size, maxBytes));
  const read = readSync(descriptor, bytes, 0, bytes.length, stats.size - bytes.length);
  return { text: bytes.toString('utf8', 0, read), bytes: stats.size, changedAt: stats.mtimeMs };
};
