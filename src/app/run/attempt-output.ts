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

  /** So much was printed that the order of what comes now is known only when the attempt has ended. */
  get isOverfull(): boolean {
    return this.#offset >= this.#files.orderedBytes;
  }

  /** The lines that have come since the last call. */
  next(): readonly string[] {
    const lines: string[] = [];
    while (!this.isOverfull) {
      const room = Math.min(chunkBytes, this.#files.orderedBytes - this.#offset);
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

  /** The lines that have come since the last call, of an attempt that has ended. */
  last(): readonly string[] {
    const lines = [...this.next()];
    if (this.isOverfull) return [...lines, ...this.#end()];
    const rest = this.#line + this.#decoder.decode();
    this.#line = '';
    return rest === '' ? lines : [...lines, rest];
  }

  /** The last lines of a file that is in order again. */
  #end(): readonly string[] {
    const { orderedBytes } = this.#files;
    const from = Math.floor(orderedBytes / 2);
    const bytes = this.#files.printed(this.#runId, this.node, this.attempt, from, orderedBytes * 2);
    const lines = new TextDecoder().decode(bytes).replace(/\n$/, '').split('\n');
    return lines.slice(-endLines);
  }
}

const endLines = 200;
