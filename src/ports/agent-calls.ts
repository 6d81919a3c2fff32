import type { RetryClass } from '../domain/retry-class.ts';
import type { AttemptUsage } from '../domain/run.ts';

/** A question to an agent outside of a run. It may read in `folder`, and change nothing. */
export interface AgentCall {
  /** The name of an executor: of the configuration, a kind of agent, or either with a model (`claude:haiku`). */
  readonly executor: string;
  readonly prompt: string;
  /** Absolute; null: an empty folder that is made for the call and removed. */
  readonly folder: string | null;
  /** Null: no limit. */
  readonly timeoutMs: number | null;
}

/** What it answered. */
export interface AgentAnswer {
  readonly ok: boolean;
  /** Why not, in one sentence with what to do; empty when it is `ok`. */
  readonly message: string;
  readonly retryClass: RetryClass | null;
  /** The agent's last words, whole; empty when there are none. */
  readonly text: string;
  readonly usage: AttemptUsage | null;
  readonly costUsd: number | null;
  readonly seconds: number;
}

/** Puts questions to agents. */
export interface AgentCalls {
  /** Never rejects for what the agent does. After an abort, the program is ended before this settles. */
  ask(call: AgentCall, signal: AbortSignal): Promise<AgentAnswer>;
}
