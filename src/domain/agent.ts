import type { RetryClass } from './retry-class.ts';
import type { AttemptUsage } from './run.ts';

/** The coding agents that planloom knows by name. `acp`: any that speaks the Agent Client Protocol; `api`: a model alone. */
export const agentKinds = ['claude', 'codex', 'gemini', 'opencode', 'copilot', 'acp', 'api'] as const;

export type AgentKind = (typeof agentKinds)[number];

/**
 * What an agent may do without being asked. `read`: look at files; `edit`: change files in its folder and run commands as
 * far as the program keeps them inside of it; `full`: everything that the account may.
 */
export const permissionLevels = ['read', 'edit', 'full'] as const;

export type PermissionLevel = (typeof permissionLevels)[number];

/** Something that the agent was not allowed to do. `detail`: the file or command, may be empty. */
export interface Denial {
  readonly tool: string;
  readonly detail: string;
}

/** What happens while an agent works, in the same words for all of them. */
export type AgentEvent =
  /** The id by which the session can be taken up again. */
  | { readonly type: 'session'; readonly id: string }
  /** What it says; a whole piece, not a fragment of one. */
  | { readonly type: 'text'; readonly text: string }
  /** It uses a tool. `detail`: the file or command; `paths`: files that it changes by that, as it names them. */
  | { readonly type: 'tool'; readonly name: string; readonly detail: string; readonly paths: readonly string[] }
  /** A tool has failed; what succeeds is not told. */
  | { readonly type: 'tool_failed'; readonly name: string; readonly message: string }
  | ({ readonly type: 'denied' } & Denial)
  /** The program tries its call to the model again. `status`: of HTTP; null: no answer. `waitMs`: null: not told. */
  | { readonly type: 'retry'; readonly status: number | null; readonly waitMs: number | null; readonly message: string }
  /** Tokens were used; of this call alone. */
  | { readonly type: 'usage'; readonly usage: AttemptUsage }
  /** An error that does not end it by itself. */
  | { readonly type: 'trouble'; readonly message: string }
  /** It would go on for ever without a chance: planloom ends it. The verdict says why. */
  | { readonly type: 'hopeless'; readonly message: string }
  /** The program's own last word. */
  | { readonly type: 'ended'; readonly ok: boolean; readonly message: string };

/** What an attempt of an agent came to, on all the evidence that its program gives. */
export interface AgentVerdict {
  /** Whether the agent did what it was asked, as far as can be told without looking at its work. */
  readonly ok: boolean;
  /** Why not, in one sentence; empty when it is `ok`. */
  readonly message: string;
  /** Null when it is `ok`, or when nothing is known that helps. */
  readonly retryClass: RetryClass | null;
  /** After so many milliseconds the model may be asked again; null: not told. */
  readonly retryAfterMs: number | null;
  /** The last thing that the agent said, whole up to a million characters; null: nothing. */
  readonly text: string | null;
  /** The session, to be taken up again after a crash; null where there is none. */
  readonly session: string | null;
  /** What this attempt used, by model. Where the program counts the whole session: without what earlier attempts used. */
  readonly usage: readonly AttemptUsage[];
  /** Dollars of this attempt alone; null where the program tells none. */
  readonly costUsd: number | null;
  readonly denied: readonly Denial[];
}

/** What the earlier attempts of a session used, for programs that count on. */
export interface EarlierUse {
  readonly usage: readonly AttemptUsage[];
  readonly costUsd: number;
}
