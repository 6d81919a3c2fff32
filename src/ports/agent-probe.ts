import type { AgentKind } from '../domain/agent.ts';

/** What is known of an agent on this machine without a call that costs. */
export interface AgentState {
  /** A kind of agent, or `command`. */
  readonly name: AgentKind | 'command';
  readonly installed: boolean;
  /** As its program says; null: not installed, no program of its own, or it does not say. */
  readonly version: string | null;
  /** Where its program is; null: not found, or it comes with planloom. */
  readonly program: string | null;
  readonly abilities: readonly string[];
  readonly ready: boolean;
  /** Why it is not ready, in one sentence with what to do; absent when it is. */
  readonly reason?: string;
  /** What else there is to know, in sentences: something that cannot be seen, a version older than any that was tried. */
  readonly remark?: string;
}

/** Looks for agents. */
export interface AgentProbe {
  /** All of them, in the order of the kinds, `command` before `api`. */
  agents(): Promise<readonly AgentState[]>;
  /**
   * Why an agent cannot be used as it is set up, in one sentence with what to do; null where nothing is known against it.
   * Starts no program.
   */
  whyNot(agent: AgentSetUp): string | null;
}

/** An agent as the configuration has it. Programs, arguments and variables of the user's own are trusted to log in. */
export interface AgentSetUp {
  readonly kind: AgentKind;
  readonly program: string | null;
  readonly command: readonly string[];
  readonly args: readonly string[];
  readonly env: readonly string[];
}
