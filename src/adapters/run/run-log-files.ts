import { closeSync, constants, fstatSync, openSync, readSync, statSync } from 'node:fs';
import path from 'node:path';
import type { Result } from '../../domain/result.ts';
import { attemptFiles } from '../../execution/workplace-tools.ts';
import type { RunLogFiles } from '../../ports/run-log-files.ts';
import { attemptPlace } from '../git/attempt-folder.ts';
import { maxOutputBytes } from './output-limit.ts';
import { runsFolder } from './run-folders.ts';

/** The files of the runs of the workspace at `root`. */
export const runLogFiles = (root: string, storeFolder: (runId: string) => Result<string>): RunLogFiles => ({
  // The second half is written round and round.
  orderedBytes: Math.floor(maxOutputBytes / 2),
  journalBytes(runId) {
    const file = path.join(runsFolder(root), runId, 'journal.jsonl');
    return statSync(file, { throwIfNoEntry: false })?.size ?? 0;
  },
  printed(runId, node, attempt, from, maxBytes) {
    const kept = path.join(runsFolder(root), runId, 'attempts', node, `${attempt}`, attemptFiles.transcript);
    const store = storeFolder(runId);
    const live = store.ok ? path.join(attemptPlace(store.value, node, attempt).beside, attemptFiles.transcript) : kept;
    // It moves from one place to the other when the attempt ends: it may be in the first when the second was looked at.
    return readFrom(live, from, maxBytes) ?? readFrom(kept, from, maxBytes);
  },
});

const readFrom = (file: string, from: number, maxBytes: number): Uint8Array | undefined => {
  let descriptor: number;
  try {
    // Attempts may have left anything under this name: a link is not followed, and a pipe not waited for.
    descriptor = openSync(file, constants.O_RDONLY | constants.O_NOFOLLOW | constants.O_NONBLOCK);
  } catch {
    return undefined;
  }
  try {
    const stats = fstatSync(descriptor);
    if (!stats.isFile()) return undefined;
    const bytes = new Uint8Array(Math.max(0, Math.min(stats.size - from, maxBytes)));
    return bytes.subarray(0, readSync(descriptor, bytes, 0, bytes.length, from));
  } catch {
    return undefined;
  } finally {
    closeSync(descriptor);
  }
};
