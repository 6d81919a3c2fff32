import type { Surroundings } from '../app/surroundings.ts';
import type { Terminal } from '../reporting/terminal.ts';

/** Everything a command may ask of the world. */
export interface World extends Surroundings {
  readonly terminal: Terminal;
}
