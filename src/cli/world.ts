import type { RunAdapters } from '../app/run/run-adapters.ts';
import type { Surroundings } from '../app/surroundings.ts';
import type { Result } from '../domain/result.ts';
import type { Config } from '../policy/config.ts';
import type { AgentCalls } from '../ports/agent-calls.ts';
import type { AgentProbe } from '../ports/agent-probe.ts';
import type { ReadFailure } from '../ports/files.ts';
import type { ToolVersions } from '../ports/tool-versions.ts';
import type { Keyboard } from '../ports/keyboard.ts';
import type { Watch } from '../ports/watch.ts';
import type { Terminal } from '../reporting/terminal.ts';

/** Everything a command may ask of the world. */
export interface World extends Surroundings {
  readonly terminal: Terminal;
  readonly watch: Watch;
  /** Settles when the user wants the command to end (Ctrl-C); never after an abort, when that is nobody's business any more. */
  interrupted(signal?: AbortSignal): Promise<void>;
  /** Whether an attempt of a run has called: it may not judge its own work. */
  isInsideAttempt(): boolean;
  /** What runs need, loaded when one is begun; `root` is the workspace's. */
  runAdapters(root: string): Promise<RunAdapters>;
  /** Puts questions to agents, by the names of executors; `root` is the workspace's. */
  agentCalls(root: string, executors: Config['executors']): Promise<AgentCalls>;
  /** Looks for agents on this machine. */
  agentProbe(): Promise<AgentProbe>;
  /** The versions of what planloom rests on. */
  toolVersions(): Promise<ToolVersions>;
  /** Puts a text on the clipboard; answers with null, or with why that cannot be done. */
  toClipboard(text: string): Promise<string | null>;
  /** The keys of the terminal, one by one. */
  keyboard(): Promise<Keyboard>;
  /** All of stdin as text, if it is no longer than that. */
  input(maxBytes: number): Promise<Result<string, ReadFailure>>;
}
