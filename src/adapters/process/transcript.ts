import { closeSync, constants, fstatSync, ftruncateSync, mkdirSync, openSync, readSync, writeSync } from 'node:fs';
import path from 'node:path';

/**
 * A file for what a program prints, at the end of what is in it already. It is made with the first byte, and takes
 * `maxBytes` at most: of more, the middle is left out, and a line says how much. The end goes round and round in the
 * second half of the file until it is known to be the end, so that nothing has to be kept in memory.
 */
export class Transcript {
  readonly #file: string;
  readonly #half: number;
  #descriptor: number | undefined;
  #start = 0;
  #bytes = 0;
  #failure: Error | undefined;

  constructor(file: string, maxBytes: number) {
    this.#file = file;
    this.#half = Math.max(1, Math.floor(maxBytes / 2));
  }

  /** Why something could not be written; it is lost then, and so is what came after it. */
  get failure(): Error | undefined {
    return this.#failure;
  }

  write(bytes: Buffer): void {
    if (bytes.length === 0) return;
    this.#try(() => {
      const descriptor = (this.#descriptor ??= this.#open());
      for (let done = 0; done < bytes.length;) {
        const isHead = this.#bytes < this.#half;
        const at = this.#bytes % this.#half;
        const room = Math.min(this.#half - at, bytes.length - done);
        const written = writeSync(descriptor, bytes, done, room, this.#start + at + (isHead ? 0 : this.#half));
        done += written;
        this.#bytes += written;
      }
    });
  }

  close(): void {
    const descriptor = this.#descriptor;
    if (descriptor === undefined) return;
    this.#try(() => {
      if (this.#bytes > 2 * this.#half) this.#straighten(descriptor);
    });
    this.#descriptor = undefined;
    closeSync(descriptor);
  }

  #try(act: () => void): void {
    if (this.#failure !== undefined) return;
    try {
      act();
    } catch (error) {
      this.#failure = error as Error;
    }
  }

  #open(): number {
    const open = (): number => openSync(this.#file, constants.O_RDWR | constants.O_CREAT, 0o600);
    let descriptor: number;
    try {
      descriptor = open();
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'ENOENT') throw error;
      mkdirSync(path.dirname(this.#file), { recursive: true });
      descriptor = open();
    }
    this.#start = fstatSync(descriptor).size;
    return descriptor;
  }

  /** Puts the end in order, from the first whole line on. */
  #straighten(descriptor: number): void {
    const second = this.#start + this.#half;
    const ring = Buffer.alloc(this.#half);
    readSync(descriptor, ring, 0, this.#half, second);
    const oldest = this.#bytes % this.#half;
    const tail = Buffer.concat([ring.subarray(oldest), ring.subarray(0, oldest)]);
    const from = tail.subarray(0, 4_096).indexOf('\n') + 1;
    const leftOut = this.#bytes - 2 * this.#half + from;
    const text = Buffer.concat([Buffer.from(`\n[${leftOut} bytes left out]\n`), tail.subarray(from)]);
    for (let done = 0; done < text.length;) {
      done += writeSync(descriptor, text, done, text.length - done, second + done);
    }
    ftruncateSync(descriptor, second + text.length);
  }
}
