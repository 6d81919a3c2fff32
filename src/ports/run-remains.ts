import type { Result } from '../domain/result.ts';

/** A run whose remains are looked at. */
export interface RunOfRemains {
  readonly runId: string;
  /** Full short name of the run's branch; null where none is known. */
  readonly branch: string | null;
  /** Commits of attempts by the run's journal. */
  readonly commits: readonly string[];
}

/** What is left of a run outside of its folder, and what would be lost with it. */
export interface RunRemains {
  /** Bytes that are free once the store is removed: what it shares with the user's repository is not among them. */
  readonly diskBytes: number;
  /** Commits that only the store has. */
  readonly unpublished: readonly string[];
  /** Folders of attempts that were kept, as they hold what is nowhere else; absolute. */
  readonly keptAttempts: readonly string[];
  /** The run's branch, where it holds commits that no other branch has; null where not. */
  readonly unacceptedBranch: string | null;
  /** Refs by which unfinished work is kept. */
  readonly keptRefs: readonly string[];
}

/** The stores and working trees of a workspace's runs. They are ours alone, and no link in them is followed. */
export interface StoresOfRuns {
  /** Ids of the runs that have a store; fails when the place for them that the user named is none. */
  list(): Promise<Result<readonly string[]>>;
  /** What the store and the working trees of a run take, as in `diskBytes`; 0 where there are none. */
  diskBytes(runId: string): Promise<number>;
  /** Whether there is a store of this run. */
  has(runId: string): boolean;
  /** Ids of the runs, of whatever plan, that somebody works on at this moment; undefined when one of them does not say. */
  atWork(): Promise<readonly string[] | undefined>;
  /** Looks at what is left of a run. Writes nothing; the run must not be live. */
  look(run: RunOfRemains): Promise<RunRemains>;
  /**
   * Removes a run's store and working trees, whatever is in them; `withRefs`: also its branch, where one is named, and the
   * refs by which its work was kept. What was begun and not finished, `removeLeftovers` finishes.
   */
  remove(run: RunOfRemains, withRefs: boolean): Promise<void>;
  /** Removes a run's folder with its journal. */
  removeFolder(runId: string): Promise<void>;
  /** Finishes removals that were cut short; answers with the bytes that became free. `isDry`: would become. */
  removeLeftovers(isDry: boolean): Promise<number>;
}
