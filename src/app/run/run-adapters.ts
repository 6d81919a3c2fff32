import type { Result } from '../../domain/result.ts';
import type { NodeId, ProcessIdentity, RunNode } from '../../domain/run.ts';
import type { Config, ExecutorConfig } from '../../policy/config.ts';
import type { AgentCalls } from '../../ports/agent-calls.ts';
import type { Chance } from '../../ports/chance.ts';
import type { Executor } from '../../ports/executor.ts';
import type { JournalWriter } from '../../ports/journal-store.ts';
import type { Processes } from '../../ports/processes.ts';
import type { RunFiles } from '../../ports/run-files.ts';
import type { RunFolder } from '../../ports/run-folder.ts';
import type { RunLogFiles } from '../../ports/run-log-files.ts';
import type { StoresOfRuns } from '../../ports/run-remains.ts';
import type { CommitWords, RunStore } from '../../ports/run-store.ts';
import type { Tails } from '../../ports/tails.ts';
import type { Timer } from '../../ports/timer.ts';

/** The version control of a run, opened. */
export interface OpenedStore extends RunStore {
  /** The workspace's root as seen from the top of the repository; empty when they are one. */
  readonly prefix: string;
  /** The commit of the user's that the run stands on. */
  readonly baseCommit: string;
  /** Paths of the user's working tree that do not enter the run; at most 1000. */
  readonly leftOut: readonly string[];
}

export interface StoreRequest {
  readonly runId: string;
  /** `copy`: where git cannot carry the folder, or there is none, copies of the folder are worked on. */
  readonly mode: 'clone' | 'copy';
  /** Full short name. */
  readonly branch: string;
  /** Tip of the unaccepted branch to go on from; null: from HEAD alone. */
  readonly startFrom: string | null;
  /** Relative to the root: untracked files and folders that attempts get. */
  readonly bring: readonly string[];
  /** Relative to the root: files that enter as they are on disk. */
  readonly snapshot: readonly string[];
  /** For the snapshot, and for the merge of HEAD into `startFrom`. */
  readonly words: CommitWords;
}

export interface ReopenRequest extends Pick<StoreRequest, 'runId' | 'branch' | 'bring'> {
  /** What the journal says: the user's commit below the run, where the branch began, and where it was last. */
  readonly known: { readonly baseCommit: string; readonly start: string; readonly tip: string };
}

/** The programs of one run: everything that they start dies with the run. */
export interface RunMachine {
  readonly processes: Processes;
  executor(config: ExecutorConfig, nodeOf: (id: NodeId) => RunNode): Executor;
  /** Secrets taken out. */
  redact(text: string): string;
  close(): Promise<void>;
}

export type Lock =
  | {
      readonly ok: true;
      /** Who asks gets what `answer` says to their line, from now on. */
      answer(answer: (line: string) => string): void;
      release(): Promise<void>;
    }
  /** `holder`: the run that has it; undefined when it does not answer. */
  | { readonly ok: false; readonly holder: string | undefined };

/** What runs ask of the world, for one workspace. */
export interface RunAdapters {
  readonly timer: Timer;
  readonly chance: Chance;
  readonly files: RunFiles;
  readonly tails: Tails;
  /** What runs have left, and what it takes. */
  readonly stores: StoresOfRuns;
  /** Puts questions to agents, by the names of executors. */
  agentCalls(executors: Config['executors']): Promise<AgentCalls>;
  /** What runs print, while they do. */
  readonly logFiles: RunLogFiles;
  /** Whether the workspace lies in a git repository. */
  readonly hasGit: boolean;
  newRunId(now: Date): string;
  readonly process: ProcessIdentity;
  /** One process at a time may run the plan with this key. */
  lock(key: string, runId: string): Promise<Lock>;
  /** What the process that has the lock answers to a line; undefined when it does not. */
  ask(key: string, line: string): Promise<string | undefined>;
  /** Keeps the process alive, also while a run only waits for a person; until what it answers with is called. */
  keepAlive(): () => void;
  /** A text that nobody can guess. */
  newSecret(): string;
  createFolder(runId: string): RunFolder;
  /** Notes that a run of the plan with this key begins, before there is anything of it. */
  noteBeginning(runId: string, plan: string): void;
  /** Notes that the journal of a run says now that it was opened. */
  noteBegun(runId: string, plan: string): void;
  /** Runs of a plan that were to begin, and of which nobody noted that they did. Who asks has the plan's lock. */
  notBegun(plan: string): readonly string[];
  /** Removes all that there is of a run that was not begun: its folder, and its store. */
  removeNotBegun(runId: string, plan: string): Promise<void>;
  openFolder(runId: string): RunFolder | undefined;
  createJournal(folder: RunFolder): JournalWriter;
  /** `tornAt`: the byte from which on the last line was not written to its end; null where it was. */
  reopenJournal(folder: RunFolder, tornAt: number | null): JournalWriter;
  digest(text: string): string;
  isTrusted(digest: string): boolean;
  /** Whether anything was ever trusted in this workspace. */
  hasTrusted(): boolean;
  trust(digest: string): Promise<void>;
  /** The folder for the run's store and working trees, or what is wrong with the place that the user named. */
  openStore(request: StoreRequest): Promise<Result<OpenedStore>>;
  /** The store of a run that goes on; made again from the user's repository when it is gone. */
  reopenStore(request: ReopenRequest): Promise<Result<OpenedStore>>;
  /** Brings a run's branch into what the user has checked out. */
  accept(request: { readonly branch: string; readonly runId: string }): Promise<Result<Accepted>>;
  /** `brought`: files with secrets in them, relative to the root. */
  machine(runId: string, brought: readonly string[], guarded: boolean): RunMachine;
  /** Ends what a run has left behind: programs with its tag, or at work in its folder for working trees. */
  sweep(runId: string): Promise<void>;
  /** Removes what a run has thrown away. */
  tidy(runId: string): Promise<void>;
  /** What an attempt that has not ended has printed, its end if that is longer; undefined where it cannot be found. */
  liveTranscript(runId: string, node: NodeId, attempt: number, maxBytes: number): string | undefined;
  /** How many executors the memory suffices for, at most `limit`, with a sentence where it lowers the number. */
  defaultExecutors(limit: number): { readonly executors: number; readonly remark: string | null };
  /** How much of the folder a run on copies of it would copy for every attempt. */
  copySize(bring: readonly string[]): Promise<Result<{ readonly files: number; readonly bytes: number }>>;
  /** Whether a file of the workspace may be executed; relative to the root. */
  isExecutable(path: string): boolean;
}

export interface Accepted {
  readonly commit: string;
  /** The branch that was brought forward. */
  readonly into: string;
  /** `copied`: there is no git, files were written into the folder. */
  readonly kind: 'fast-forward' | 'merge' | 'already' | 'copied';
  /** Paths that were written or removed; only where there is no git. */
  readonly written?: readonly string[];
}
