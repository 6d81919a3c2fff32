import type { Clock } from './clock.ts';

/** A clock that can also wait. */
export interface Timer extends Clock {
  /** Settles after so many milliseconds, or at once when `signal` is aborted. */
  sleep(milliseconds: number, signal?: AbortSignal): Promise<void>;
}
