import type { Look } from './look.ts';

/** Where a command prints, and how it may ask. Results go to `out`, everything else to `err`. */
export interface Terminal {
  out(text: string): void;
  err(text: string): void;
  /**
   * Shows on `err` what is being done, in a line that the next output takes away; only on a terminal, and only when the
   * command has run for a second or `isLong`. An empty text takes the line away.
   */
  progress(doing: string, isLong?: boolean): void;
  /** How the reader of `out` sees, decided once from the terminal and the environment. */
  readonly look: Look;
  /** The same for `err`, which may be a terminal when `out` is a pipe. */
  readonly errLook: Look;
  /** Rows of the terminal behind `out` when what is on it can be drawn over; null for a pipe or a file. */
  readonly rows: number | null;
  /** The same for `err`. */
  readonly errRows: number | null;
  /** Calls `act` when the process ends, however it does; the answer calls that off. */
  atExit(act: () => void): () => void;
  /** Whether a person can be asked: input and error output are a terminal. */
  readonly interactive: boolean;
  /** Asks for a line on `err`; null: nobody answers, because of Ctrl-C or because the input has ended. */
  ask(question: string): Promise<string | null>;
  /** Whether a question was answered with Ctrl-C: nothing more is asked or written, and the exit code is 130. */
  readonly isInterrupted: boolean;
  /** Asks a yes-or-no question on `err`; only `y` and `yes` are yes. */
  confirm(question: string): Promise<boolean>;
}
