import type { AttemptEvidence, NodeId, RunDecision, RunFact } from '../domain/run.ts';
import type { ExecutorNews, SessionToResume } from '../ports/executor.ts';

export type AttemptStarted = Extract<RunDecision, { type: 'attempt_started' }>;
export type AttemptEnded = Extract<RunFact, { type: 'attempt_ended' }>;
export type MergeEnded = Extract<RunFact, { type: 'merged' | 'merge_failed' }>;

/** Which attempt. */
export type AttemptName = Pick<AttemptStarted, 'node' | 'attempt'>;

/** An attempt that died with the planloom that had started it. `executor`: null where nobody knows it. */
export type LostAttempt = AttemptName & {
  readonly executor: string | null;
  /** The session that it had taken up. */
  readonly resume?: SessionToResume | undefined;
};

/** What an attempt tells while it goes on. */
export interface AttemptNews extends ExecutorNews {
  readonly verifying: () => void;
}

/** Work that was proved and waits to be merged. */
export interface ProvedWork {
  readonly node: NodeId;
  readonly attempt: number;
  readonly commit: string;
  readonly evidence: AttemptEvidence | null;
}

/** Where attempts are made and their results brought together. */
export interface Workplace {
  /** Carries out one attempt and judges it. Rejects only when the world fails, never for what the attempt does. */
  attempt(started: AttemptStarted, signal: AbortSignal, news: AttemptNews): Promise<AttemptEnded>;
  /**
   * What a process that has died left of an attempt: its work is kept, not judged. The answer has the outcome
   * `interrupted`.
   */
  recover(attempt: LostAttempt): Promise<AttemptEnded>;
  /** How the attempt ended is written down: what is not needed any more may go. */
  settled(attempt: AttemptName): void;
  merge(work: ProvedWork, signal: AbortSignal): Promise<MergeEnded>;
  /** Makes sure that everything that was merged is where the user finds it; answers with the tip, if there is one. */
  publish(): Promise<string | null>;
}
