import type { Readable } from 'node:stream';
import type { AgentOutput } from './agent-output.ts';
import type { Redaction } from './redact.ts';
import { Transcript } from './transcript.ts';

/** How long to listen to a pipe that somebody holds open although the program has ended, in looks of so many ms. */
const pauseMs = 25;
const maxPauses = 40;

const tailBytes = 4_096;
const maxLine = 500;

/** Reads what a program prints, takes the secrets out, and writes it down. */
export class OutputReader {
  /** When something came last, by `performance.now()`. */
  lastOutput = performance.now();
  readonly #streams: readonly Readable[];
  readonly #transcript: Transcript;
  readonly #flushes: (() => void)[] = [];
  readonly #ended: Promise<unknown>;
  #open: number;
  #chunks = 0;
  #tail = '';

  constructor(
    streams: readonly Readable[],
    file: string,
    means: { readonly redaction: Redaction; readonly maxOutputBytes: number },
    /** Makes a transcript that people can read of what an agent prints. */
    agent?: AgentOutput,
  ) {
    this.#streams = streams;
    this.#open = streams.length;
    this.#transcript = new Transcript(file, means.maxOutputBytes);
    this.#ended = new Promise<void>((resolve) => {
      for (const [index, stream] of streams.entries()) {
        const redacting = means.redaction.stream();
        const take = (bytes: Buffer): void => this.#write(agent === undefined ? bytes : agent.take(index, bytes));
        stream.on('data', (chunk: Buffer) => {
          this.lastOutput = performance.now();
          this.#chunks++;
          if (index === 0 && agent?.isPieces(chunk) === true) return;
          take(redacting.push(chunk));
        });
        stream.once('close', () => {
          if (--this.#open === 0) resolve();
        });
        // What cannot be read any more is over.
        stream.on('error', () => undefined);
        this.#flushes.push(() => take(redacting.end()));
      }
    });
    if (agent !== undefined) this.#flushes.push(() => this.#write(agent.close()));
  }

  /** Reads what is there still, after the program's end. False: somebody holds the pipe open, and is left alone with it. */
  async drain(): Promise<boolean> {
    if (this.#open === 0) return true;
    let stop: (() => void) | undefined;
    const silence = new Promise<false>((resolve) => (stop = this.#onSilence(() => resolve(false))));
    const isEnded = await Promise.race([this.#ended.then(() => true), silence]);
    stop?.();
    for (const stream of this.#streams) stream.destroy();
    return isEnded;
  }

  /** The last lines with something in them, a few kB of them. */
  close(): readonly string[] {
    for (const flush of this.#flushes) flush();
    this.#transcript.close();
    return this.#tail
      .split(/[\r\n]+/)
      .map(plainLine)
      .filter((line) => line !== '');
  }

  /** Calls `act` when nothing comes any more, or when it does not end to come; the answer calls it off. */
  #onSilence(act: () => void): () => void {
    let pauses = 0;
    let quiet = 0;
    let before = this.#chunks;
    const timer = setInterval(() => {
      // Two looks without anything new: the first one may come before what was waiting to be read.
      quiet = this.#chunks === before ? quiet + 1 : 0;
      before = this.#chunks;
      if (quiet < 2 && ++pauses < maxPauses) return;
      clearInterval(timer);
      act();
    }, pauseMs);
    return () => clearInterval(timer);
  }

  #write(bytes: Buffer): void {
    if (bytes.length === 0) return;
    this.#transcript.write(bytes);
    const end = bytes.subarray(-tailBytes).toString('latin1');
    if (bytes.length >= tailBytes) {
      if (/\S/.test(end)) this.#tail = end;
    } else {
      const joined = (this.#tail + end).slice(-2 * tailBytes);
      if (/\S/.test(joined)) this.#tail = joined;
    }
  }
}

/** A line of bytes without colours and movements of the cursor, which are nothing to quote. */
const plainLine = (bytes: string): string => {
  const plain = Buffer.from(bytes, 'latin1')
    .toString()
    .replace(/\x1b(?:\[[\d;?]*[ -/]*[@-~]|\][^\x07\x1b]*(?:\x07|\x1b\\)?|.)/g, '')
    .replace(/[\x00-\x08\x0b-\x1f\x7f]/g, '')
    .trim();
  return plain.length > maxLine ? `${plain.slice(0, maxLine)}…` : plain;
};
