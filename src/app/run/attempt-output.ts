import type { NodeId } from '../../domain/run.ts';
import type { RunLogFiles } from '../../ports/run-log-files.ts';

const chunkBytes = 256 * 1024;
/** A line that is longer is shown in pieces: it has to be kept until it ends. */
const longestLine = 64 * 1024;

/** What an attempt prints, as whole lines, from wherever it is at the time. */
export class AttemptOutput {
  readonly node: NodeId;
  readonly attempt: number;
  readonly #files: RunLogFiles;
  readonly #runId: string;
  readonly #decoder = new TextDecoder();
  #offset = 0;
  #line = '';

  constructor(files: RunLogFiles, runId: string, node: NodeId, attempt: number) {
    this.#files = files;
    this.#runId = runId;
    this.node = node;
    this.attempt = attempt;
  }

  /** So much was printed that what comes now is shown when the attempt has ended: until then it is out of order. */
  get isOverfull(): boolean {
    return this.#offset >= this.#files.orderedBytes;
  }

  /** The lines that have come since the last call. */
  next(): readonly string[] {
    return this.#linesUpTo(this.#files.orderedBytes);
  }

  /** The lines that have come since the last call, of an attempt that has ended: its file is in order to its end. */
  last(): readonly string[] {
    const lines = this.#linesUpTo(Infinity);
    const rest = this.#line + this.#decoder.decode();
    this.#line = '';
    return rest === '' ? lines : [...lines, rest];
  }

  #linesUpTo(end: number): readonly string[] {
    const lines: string[] = [];
    while (this.#offset < end) {
      const room = Math.min(chunkBytes, end - this.#offset);
      const bytes = this.#files.printed(this.#runId, this.node, this.attempt, this.#offset, room);
      if (bytes === undefined || bytes.length === 0) break;
      this.#offset += bytes.length;
      const parts = (this.#line + this.#decoder.decode(bytes, { stream: true })).split('\n');
      this.#line = parts.pop() ?? '';
      for (const part of parts) lines.push(part);
      if (this.#line.length > longestLine) {
        lines.push(this.#line);
        this.#line = '';
      }
    }
    return lines;
  }
}
