import type { Denial, EarlierUse } from '../domain/agent.ts';
import type { RetryClass } from '../domain/retry-class.ts';
import type { AttemptUsage, NodeId } from '../domain/run.ts';

/** One attempt, as an executor gets it. All paths are absolute. */
export interface AttemptRequest {
  readonly runId: string;
  readonly node: NodeId;
  readonly attempt: number;
  /** The folder to work in. */
  readonly folder: string;
  /** The task in Markdown. */
  readonly promptFile: string;
  /** Where the program may leave its result. */
  readonly resultFile: string;
  /** Where what it prints goes, for people to read. */
  readonly transcriptFile: string;
  /** Where an agent's events go, as it prints them. */
  readonly eventsFile: string;
  /** Null: no limit. */
  readonly timeoutMs: number | null;
  readonly idleTimeoutMs: number | null;
  /** What it may use up; null, or absent: no limit. */
  readonly allowance?: { readonly usd: number | null; readonly tokens: number | null };
  /** The session of an agent that is to be taken up again, and what it has used so far. */
  readonly resume?: SessionToResume | undefined;
}

/** A session that was cut off. */
export interface SessionToResume {
  readonly session: string;
  readonly earlier: EarlierUse;
}

/** How the program ended. Whether the work is done is judged elsewhere, by evidence. */
export interface AttemptExit {
  readonly outcome: 'succeeded' | 'failed' | 'timed_out' | 'idle_timed_out' | 'cancelled' | 'interrupted';
  readonly exitCode: number | null;
  /** Why, in one sentence; empty when it succeeded. */
  readonly message: string;
  readonly summary: string | null;
  readonly usage: AttemptUsage | null;
  readonly costUsd: number | null;
  readonly seconds: number;
  /** Of an agent that did not succeed: whether, and when, to try again. */
  readonly retryClass?: RetryClass | null;
  /** Milliseconds, where the agent was told. */
  readonly retryAfterMs?: number | null;
  /** What an agent wanted to do, and might not. */
  readonly denied?: readonly Denial[];
}

/** What is told of an attempt while it goes on. */
export interface ExecutorNews {
  /** The process group; as soon as there is one. */
  readonly spawned: (group: number) => void;
  /** The id by which an agent's session can be taken up again. Settles when that is written down. */
  readonly session: (id: string) => Promise<void>;
}

/** What an attempt says of itself. */
export type AttemptReport = Pick<AttemptExit, 'summary' | 'usage' | 'costUsd'>;

/** Carries out attempts. */
export interface Executor {
  /**
   * Folders that may not lie in the attempt's while its program runs, relative to it: the program would execute what is in
   * them, and cannot be told not to. Absent: none.
   */
  readonly hidden?: readonly string[];
  /**
   * Runs one attempt to its end. After an abort of `signal` the program and everything it started is ended before this settles. Never rejects for anything that the program does.
   */
  run(request: AttemptRequest, signal: AbortSignal, news: ExecutorNews): Promise<AttemptExit>;
  /** What an attempt had said by the time at which it died with planloom. */
  recall(files: Pick<AttemptRequest, 'resultFile' | 'eventsFile' | 'resume'>): Promise<AttemptReport>;
}
