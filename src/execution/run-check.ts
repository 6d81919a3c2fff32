import type { Command } from '../ports/processes.ts';

/** A check of the configuration, or the validation script of one node. */
export interface RunCheck {
  /** The command as a person would type it. */
  readonly name: string;
  readonly command: Command;
  /** Globs relative to the root of the workspace; null: the files that the command names. */
  readonly protect: readonly string[] | null;
  readonly timeoutMs: number | null;
  /** Why it is not run, as a sentence; null when it is. */
  readonly notRun: string | null;
  /** For a script of the plan: the text that was trusted. It is not run as anything else. */
  readonly trustedText: string | null;
}
