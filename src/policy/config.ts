import type { Problem } from '../domain/problem.ts';

/** What `planloom.config.json` says, as far as it is used without a run. */
export interface Config {
  /** Default of how many work at the same time; null where nothing is said. */
  readonly maxExecutors: number | null;
  /** Slots by pool. */
  readonly pools: Readonly<Record<string, number>>;
  /** Warnings; an error would have kept this value from being made. */
  readonly problems: readonly Problem[];
}

/** The file's name; it lies at the root of the workspace. */
export const configFileName = 'planloom.config.json';

/** What holds where there is no such file. */
export const noConfig: Config = { maxExecutors: null, pools: {}, problems: [] };
