import { setMaxListeners } from 'node:events';
import type { Timer } from '../../ports/timer.ts';

/** What a timer of Node can wait for at once; it takes more for nothing at all. */
const longest = 2 ** 31 - 1;

/** The system's clock. */
export const nodeTimer: Timer = {
  now: () => new Date(),
  async sleep(milliseconds, signal) {
    // As many wait for one signal as there are nodes.
    if (signal !== undefined) setMaxListeners(0, signal);
    for (let left = milliseconds; left > 0 && signal?.aborted !== true; left -= longest) {
      await pause(Math.min(left, longest), signal);
    }
  },
};

const pause = (milliseconds: number, signal: AbortSignal | undefined): Promise<void> =>
  new Promise((resolve) => {
    const end = (): void => {
      clearTimeout(timer);
      signal?.removeEventListener('abort', end);
      resolve();
    };
    const timer = setTimeout(end, milliseconds);
    signal?.addEventListener('abort', end);
  });
