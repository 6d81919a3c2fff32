/** A command of the configuration: a program and its arguments, or a line for the shell. */
export type Command = readonly string[] | string;

export interface CommandRequest {
  readonly command: Command;
  /** Absolute. */
  readonly folder: string;
  /** Added to the allow-listed environment. */
  readonly env: Readonly<Record<string, string>>;
  /** Where what it prints goes, redacted and bounded; absolute. Appended to. */
  readonly outputFile: string;
  /** Null: no limit. */
  readonly timeoutMs: number | null;
}

export interface CommandExit {
  readonly outcome: 'succeeded' | 'failed' | 'timed_out' | 'cancelled' | 'not_started';
  readonly exitCode: number | null;
  /** What it printed last, of a failure what tells most; or what kept it from starting. One line, may be empty. */
  readonly said: string;
  readonly seconds: number;
}

/** Runs the commands of a configuration: setup of working trees, checks, validation scripts. */
export interface Processes {
  run(request: CommandRequest, signal: AbortSignal): Promise<CommandExit>;
}
