import {
  close,
  closeSync,
  constants,
  fdatasync,
  fstatSync,
  fsyncSync,
  ftruncateSync,
  openSync,
  writeSync,
} from 'node:fs';
import path from 'node:path';
import { promisify } from 'node:util';
import type { JournalEntry } from '../../domain/run.ts';
import { encodeEntry, encodeHeader } from '../../journal/journal-text.ts';
import type { JournalWriter } from '../../ports/journal-store.ts';

const sync = promisify(fdatasync);
const closeAsync = promisify(close);

/**
 * Makes the journal of a new run; its first line is written with the first entries. Throws when there is one already.
 *
 * Once something could not be written, every later entry is refused with the same error: one behind a gap would be worse
 * than none.
 */
export const createJournal = (file: string, runId: string): JournalWriter => {
  const { O_WRONLY, O_APPEND, O_CREAT, O_EXCL } = constants;
  const descriptor = openSync(file, O_WRONLY | O_APPEND | O_CREAT | O_EXCL, 0o600);
  return closedOnFailure(descriptor, () => {
    syncFolder(path.dirname(file));
    return new JournalFile(descriptor, encodeHeader(runId));
  });
};

/** Opens a journal that has been read, to go on writing it. `tornAt`: where its torn last line begins, in bytes. */
export const reopenJournal = (file: string, tornAt: number | null): JournalWriter => {
  const descriptor = openSync(file, constants.O_WRONLY | constants.O_APPEND);
  return closedOnFailure(descriptor, () => {
    if (tornAt !== null) ftruncateSync(descriptor, tornAt);
    return new JournalFile(descriptor, '');
  });
};

const closedOnFailure = (descriptor: number, open: () => JournalWriter): JournalWriter => {
  try {
    return open();
  } catch (error) {
    closeSync(descriptor);
    throw error;
  }
};

/** Else the file's name may be lost with the power, and with it the file. */
const syncFolder = (folder: string): void => {
  // Windows opens no folders.
  if (process.platform === 'win32') return;
  const descriptor = openSync(folder, 'r');
  try {
    fsyncSync(descriptor);
  } finally {
    closeSync(descriptor);
  }
};

class JournalFile implements JournalWriter {
  readonly #descriptor: number;
  /** Text that nobody writes yet, and who waits for it. */
  #text: string;
  #waiting: { resolve: () => void; reject: (error: Error) => void }[] = [];
  #writing: Promise<void> | undefined;
  #failure: Error | undefined;
  #isClosed = false;

  constructor(descriptor: number, header: string) {
    this.#descriptor = descriptor;
    this.#text = header;
  }

  append(entries: readonly JournalEntry[]): Promise<void> {
    if (this.#isClosed) return Promise.reject(new Error('The journal is closed.'));
    if (this.#failure !== undefined) return Promise.reject(this.#failure);
    for (const entry of entries) this.#text += encodeEntry(entry);
    return new Promise((resolve, reject) => {
      this.#waiting.push({ resolve, reject });
      this.#writing ??= this.#writeAll();
    });
  }

  async close(): Promise<void> {
    if (this.#isClosed) return;
    this.#isClosed = true;
    await this.#writing;
    await closeAsync(this.#descriptor);
  }

  async #writeAll(): Promise<void> {
    // Who comes in the same turn takes part in the first write.
    await Promise.resolve();
    while (this.#waiting.length > 0) {
      const text = this.#text;
      const waiting = this.#waiting;
      this.#text = '';
      this.#waiting = [];
      try {
        if (this.#failure !== undefined) throw this.#failure;
        this.#put(Buffer.from(text));
        await sync(this.#descriptor);
        // What is written to a file without a name is lost as soon as it is closed.
        if (fstatSync(this.#descriptor).nlink === 0) throw new Error('the journal of the run was removed');
        for (const { resolve } of waiting) resolve();
      } catch (error) {
        this.#failure = error as Error;
        for (const { reject } of waiting) reject(this.#failure);
      }
    }
    this.#writing = undefined;
  }

  /** At once: it goes no further than to the system's memory, and to wait for that would take longer. */
  #put(bytes: Buffer): void {
    for (let done = 0; done < bytes.length;) {
      done += writeSync(this.#descriptor, bytes, done, bytes.length - done, null);
    }
  }
}
