import type { JournalEntry } from '../domain/run.ts';

/** Where the events of one run go. One writer at a time. */
export interface JournalWriter {
  /** Settles when the entries are on the disk to stay. Calls that come while one is being written share the next write. */
  append(entries: readonly JournalEntry[]): Promise<void>;
  close(): Promise<void>;
}
