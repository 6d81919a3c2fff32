import type { NodeId } from '../domain/run.ts';

/** What runs write while they go on, read by somebody who takes no part. Nothing here throws or waits. */
export interface RunLogFiles {
  /** Bytes of a run's journal; 0 when there is none. */
  journalBytes(runId: string): number;
  /**
   * What an attempt and its preparation have printed, from the byte `from` on, at most `maxBytes`; undefined as long as
   * that is nothing at all.
   */
  printed(runId: string, node: NodeId, attempt: number, from: number, maxBytes: number): Uint8Array | undefined;
  /** So many bytes never change once they are there; what comes after them is in order when the attempt has ended. */
  readonly orderedBytes: number;
}
