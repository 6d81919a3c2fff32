import type { NodeId } from '../domain/run.ts';

/** The folder of one run, with what planloom keeps about it. Names are relative to it. */
export interface RunFolder {
  readonly runId: string;
  /** Absolute. */
  readonly folder: string;
  /** Absolute. */
  readonly journalFile: string;
  /** Puts `text` in the place of what was there, whole or not at all. */
  writeText(name: string, text: string): void;
  /** The text of a file, its beginning if it is longer; undefined when there is no plain file. */
  readText(name: string, maxBytes: number): string | undefined;
  /** Adds a line to `orchestrator.log`, which is there in the next turn of the event loop. */
  log(line: string): void;
  /** Where prompt, transcript, result and diff of an attempt stay; absolute, and there when this answers. */
  attemptFolder(node: NodeId, attempt: number): string;
  /** Moves the plain files of a folder to the attempt's. */
  keepFiles(node: NodeId, attempt: number, from: string): void;
}
