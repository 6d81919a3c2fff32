import type { Cache } from '../ports/cache.ts';
import type { Clock } from '../ports/clock.ts';
import type { Files } from '../ports/files.ts';
import type { Identity } from '../ports/identity.ts';
import type { Records } from '../ports/records.ts';
import type { RunReader } from '../ports/run-reader.ts';

/** What the use cases may ask of the world. Built from what is real by the program, and by a test from what it wants. */
export interface Surroundings {
  /** Absolute. */
  readonly cwd: string;
  /** The files below `root`, an absolute path. */
  files(root: string): Files;
  /** The root of the workspace that the folder `from` belongs to; absolute paths. */
  findRoot(from: string): string | undefined;
  identity(root: string): Identity;
  /** What was worked out before in the workspace with this root. */
  cache(root: string): Cache;
  /** What planloom remembers of the workspace with this root. */
  records(root: string): Records;
  /** The runs of the workspace with this root. */
  runs(root: string): RunReader;
  readonly clock: Clock;
  /** Is told what is being done, for a user who waits longer than a second; `isLong`: what begins now will take long. */
  progress(doing: string, isLong?: boolean): void;
}
