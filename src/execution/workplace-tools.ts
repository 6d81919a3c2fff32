import path from 'node:path';
import type { NodeId, RunNode } from '../domain/run.ts';
import type { UnfinishedSession } from '../journal/session-to-resume.ts';
import type { AttemptReport, AttemptRequest, Executor } from '../ports/executor.ts';
import type { Command, Processes } from '../ports/processes.ts';
import type { RunFiles } from '../ports/run-files.ts';
import type { RunFolder } from '../ports/run-folder.ts';
import type { ReviewGate } from './review.ts';
import type { RunCheck } from './run-check.ts';
import type { AttemptStarted, LostAttempt } from './workplace.ts';

/** What every kind of workplace needs. Paths are absolute where nothing else is said. */
export interface WorkplaceTools {
  readonly runId: string;
  readonly plan: { readonly name: string; readonly file: string };
  readonly nodes: ReadonlyMap<NodeId, RunNode>;
  readonly executors: ReadonlyMap<string, Executor>;
  readonly processes: Processes;
  readonly files: RunFiles;
  readonly folder: RunFolder;
  readonly setup: readonly Command[];
  /** The checks that hold for a node. */
  readonly checksOf: (node: NodeId) => readonly RunCheck[];
  /** What an attempt that begins now may use up. */
  readonly allowance: () => NonNullable<AttemptRequest['allowance']>;
  /** Judges what is proved; null: nobody does. */
  readonly review: ReviewGate | null;
  /** The session that an attempt takes up again; null: it begins anew. */
  readonly sessionOf: (started: AttemptStarted) => UnfinishedSession | null;
  /**
   * The task in Markdown, for an attempt that starts from the commit `base` (null: no git). `isContinued`: it takes up a
   * session, with the work of that in its folder.
   */
  readonly promptOf: (started: AttemptStarted, base: string | null, isContinued: boolean) => Promise<string>;
}

/** The names of an attempt's files, wherever they lie at the time. */
export const attemptFiles = {
  prompt: 'prompt.md',
  transcript: 'transcript.log',
  events: 'events.jsonl',
  checks: 'checks.log',
  result: 'result.json',
  diff: 'diff.patch',
} as const;

/** The node, which the run knows: anything else is a bug. */
export const nodeOf = ({ nodes }: WorkplaceTools, id: NodeId): RunNode => {
  const node = nodes.get(id);
  if (node === undefined) throw new Error(`Internal error: the run has no node ${id}.`);
  return node;
};

/** The executor that was chosen for an attempt. */
export const executorOf = ({ executors }: WorkplaceTools, { executor: name }: AttemptStarted): Executor => {
  const executor = executors.get(name);
  if (executor === undefined) throw new Error(`Internal error: the run has no executor ${name}.`);
  return executor;
};

/** What a lost attempt had said of itself, in files that lie in `folder`: it has cost money all the same. */
export const recalled = async (
  { executors }: WorkplaceTools,
  { executor, resume }: LostAttempt,
  folder: string,
): Promise<AttemptReport> =>
  (await executors.get(executor ?? '')?.recall({
    resultFile: path.join(folder, attemptFiles.result),
    eventsFile: path.join(folder, attemptFiles.events),
    ...(resume === undefined ? {} : { resume }),
  })) ?? { summary: null, usage: null, costUsd: null };
