import type { NodeId, RunNode } from '../domain/run.ts';
import type { CommitWords, Edits, RunStore } from '../ports/run-store.ts';
import type { WorkplaceTools } from './workplace-tools.ts';
import type { ProvedWork } from './workplace.ts';

export interface GitWorkplaceTools extends WorkplaceTools {
  readonly store: RunStore;
  /** The workspace's root as seen from the top of the repository; empty when they are one. */
  readonly prefix: string;
  /** Whether an attempt's folder is a repository of its own, or a plain copy. */
  readonly withGit: boolean;
  /** All achievements of the plan. */
  readonly ids: readonly NodeId[];
  /** Who was merged in this run before `node`, and has changed one of the paths. */
  readonly mergedBefore: (node: NodeId, paths: readonly string[]) => readonly NodeId[];
  /** What we write into documents along with a node's merge. Paths are relative to the root of the workspace. */
  readonly documentsOf: (work: ProvedWork) => MergedDocuments;
}

/** Documents that go in with a merge. */
export interface MergedDocuments {
  readonly edits: Edits;
  /** The APPROVED file among them; null where a person has to approve. */
  readonly approved: string | null;
}

/** What checks find in their environment besides what all commands find. */
export const checkEnv = (runId: string, node: NodeId, attempt: number): Readonly<Record<string, string>> => ({
  PLANLOOM_RUN: runId,
  PLANLOOM_NODE: node,
  PLANLOOM_ATTEMPT: String(attempt),
});

/** A commit of ours says by its trailers what it belongs to. */
export const commitWords = (runId: string, { id }: RunNode, attempt: number, message: string): CommitWords => ({
  message,
  trailers: [
    ['Planloom-Run', runId],
    ['Planloom-Node', id],
    ['Planloom-Attempt', String(attempt)],
  ],
});
