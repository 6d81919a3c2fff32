import type { Result } from '../domain/result.ts';

/** What can be learnt about the runs of a workspace without taking part in one. */
export interface RunReader {
  /** Ids of all runs, newest first. */
  list(): Promise<readonly string[]>;
  /** The text of a run's journal; undefined when there is none. A problem where what is there is no journal's file. */
  journal(runId: string): Promise<Result<string> | undefined>;
  /** The run that goes on at this moment for the plan with this key; undefined when none does, or it does not answer. */
  live(planKey: string): Promise<string | undefined>;
  /** Whether what the user has checked out holds `commit`. */
  isInHead(commit: string): Promise<boolean>;
  /** Whether the workspace lies in a git repository, so that attempts can have clones. */
  hasGit(): boolean;
}

/** A workspace in which nothing was ever run. */
export const noRuns: RunReader = {
  list: () => Promise.resolve([]),
  journal: () => Promise.resolve(undefined),
  live: () => Promise.resolve(undefined),
  isInHead: () => Promise.resolve(false),
  hasGit: () => false,
};
