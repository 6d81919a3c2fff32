import type { World } from './world.ts';

/** What the user typed for one command, taken apart. Options are named as commander names them (`--dry-run`: dryRun). */
export interface Call {
  readonly args: readonly string[];
  readonly options: Readonly<Record<string, unknown>>;
  readonly world: World;
  /** Every command there is, for the one that completes command lines. */
  readonly commands: readonly CommandSpec[];
  /** Does another command line as if it had been typed, for the one that lets people choose among them; its exit code. */
  readonly runLine: (words: readonly string[], world: World) => Promise<number>;
}

/** The work of a command: prints through the world and answers with the exit code. */
export type CommandRun = (call: Call) => Promise<number>;

export interface OptionSpec {
  readonly flags: string;
  readonly description: string;
  /** Accepted, but not shown in the help: a name that earlier tools had. */
  readonly hidden?: boolean;
  /** What it may be followed by: these words, or the ids of the plan. Anything else is left to the shell. */
  readonly values?: readonly string[] | 'ids';
}

/** A command as data: help, completion and the reference page are made from it. */
export interface CommandSpec {
  readonly name: string;
  readonly aliases?: readonly string[];
  readonly group: 'See' | 'Prepare' | 'Run' | 'Serve';
  readonly summary: string;
  /** For programs, not for people: kept out of help and completion. */
  readonly hidden?: boolean;
  /** A paragraph for the command's own help: what it does that the summary cannot say. */
  readonly description: string;
  /** In commander's spelling: `<id>` required, `[plan]` optional, `...` many. */
  readonly args: readonly { readonly name: string; readonly description: string }[];
  readonly options: readonly OptionSpec[];
  readonly examples: readonly string[];
  /** Loads the command's own chunk, so that no command pays for another. */
  readonly load: () => Promise<{ readonly run: CommandRun }>;
}

/** What every command takes. */
export const commonOptions: readonly OptionSpec[] = [
  { flags: '--json', description: 'print one JSON object on one line, and nothing else, on stdout' },
  { flags: '--root <folder>', description: 'the root of the workspace (default: found upwards from the plan)' },
  { flags: '--no-color', description: 'no colour, even where the terminal has it' },
  { flags: '-q, --quiet', description: 'only errors on stderr' },
  { flags: '-v, --verbose', description: 'remarks too, not only errors and warnings' },
];
