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
  /** Where what it prints goes. */
  readonly transcriptFile: string;
  /** Null: no limit. */
  readonly timeoutMs: number | null;
  readonly idleTimeoutMs: number | null;
  /** What it may use up; null, or absent: no limit. */
  readonly allowance?: { readonly usd: number | null; readonly tokens: number | null };
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
}

/** What an attempt says of itself. */
export type AttemptReport = Pick<AttemptExit, 'summary' | 'usage' | 'costUsd'>;

/** Carries out attempts. */
export interface Executor {
  /**
   * Runs one attempt to its end. `started` is told the process group as soon as there is one. After an abort of `signal`
   * the program and everything it started is ended before this settles. Never rejects for anything that the program does.
   */
  run(request: AttemptRequest, signal: AbortSignal, started: (group: number) => void): Promise<AttemptExit>;
  /** What an attempt had said by the time at which it died with planloom. */
  recall(files: Pick<AttemptRequest, 'resultFile' | 'transcriptFile'>): AttemptReport;
}
