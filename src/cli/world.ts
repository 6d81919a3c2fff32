import type { Surroundings } from '../app/surroundings.ts';
import type { Watch } from '../ports/watch.ts';
import type { Terminal } from '../reporting/terminal.ts';

/** Everything a command may ask of the world. */
export interface World extends Surroundings {
  readonly terminal: Terminal;
  readonly watch: Watch;
  /** Settles when the user wants the command to end (Ctrl-C). */
  interrupted(): Promise<void>;
}
