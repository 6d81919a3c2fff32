import type { AgentEvent } from '../../../domain/agent.ts';
import type { RetryClass } from '../../../domain/retry-class.ts';

/** The last word of a program of ours, with what only it can know. */
export interface OwnEnd {
  readonly type: 'ended';
  readonly ok: boolean;
  /** Why not, in one sentence; empty when it is `ok`. */
  readonly message: string;
  readonly retryClass: RetryClass | null;
  readonly retryAfterMs: number | null;
}

/** A line that the programs that come with planloom print: an event of an agent, or what only our reader understands. */
export type OwnLine =
  | Exclude<AgentEvent, { type: 'ended' }>
  | OwnEnd
  /** Dollars of the whole session so far, as the agent counts them. `resumed`: the session is older than the attempt. */
  | { readonly type: 'session_cost'; readonly usd: number; readonly resumed: boolean }
  /** The agent does something that is not worth telling: it is not idle. */
  | { readonly type: 'alive' };

/** Takes a line of ours. */
export type Say = (line: OwnLine) => void;

/** The end of an agent that has done its work. */
export const wellEnded: OwnEnd = { type: 'ended', ok: true, message: '', retryClass: null, retryAfterMs: null };

/** The end of one that has not. */
export const badlyEnded = (
  message: string,
  retryClass: RetryClass | null,
  retryAfterMs: number | null = null,
): OwnEnd => ({ type: 'ended', ok: false, message, retryClass, retryAfterMs });
