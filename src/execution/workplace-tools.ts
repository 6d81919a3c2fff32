import path from 'node:path';
import type { NodeId, RunNode } from '../domain/run.ts';
import type { AttemptReport, AttemptRequest, Executor } from '../ports/executor.ts';
import type { Command, Processes } from '../ports/processes.ts';
import type { RunFiles } from '../ports/run-files.ts';
import type { RunFolder } from '../ports/run-folder.ts';
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
  /** The task in Markdown, for an attempt that starts from the commit `base` (null: no git). */
  readonly promptOf: (started: AttemptStarted, base: string | null) => Promise<string>;
}

/** The names of an attempt's files, wherever they lie at the time. */
export const attemptFiles = {
  prompt: 'prompt.md',
  transcript: 'transcript.log',
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
export const recalled = ({ executors }: WorkplaceTools, lost: LostAttempt, folder: string): AttemptReport =>
  executors.get(lost.executor ?? '')?.recall({
    resultFile: path.join(folder, attemptFiles.result),
    transcriptFile: path.join(folder, attemptFiles.transcript),
  }) ?? { summary: null, usage: null, costUsd: null };
