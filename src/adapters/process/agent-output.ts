import type { AgentEvent, AgentKind, AgentVerdict, EarlierUse } from '../../domain/agent.ts';
import type { AgentReader, ProgramEnd } from './agent-reader.ts';
import { eventText } from './event-text.ts';
import { Transcript } from './transcript.ts';

/** How what an agent prints is read. */
export interface AgentRequest {
  readonly kind: AgentKind;
  readonly model: string | null;
  /** What the session has used before; null: it is new. */
  readonly earlier: EarlierUse | null;
  /** The lines of its standard output go to the end of this file, with those of standard error that tell of events. */
  readonly eventsFile: string;
}

/** Makes what reads the output of an agent. */
export type ReaderOf = (request: Pick<AgentRequest, 'kind' | 'model' | 'earlier'>) => AgentReader;

/** Longer lines are not read: somebody prints what is no event. */
const maxLineBytes = 16 * 1024 * 1024;
const newline = 0x0a;
/** Pieces are known by their beginning. */
const longestMark = 200;

/** Reads the events that an agent prints, keeps them, and makes lines for people of them. */
export class AgentOutput {
  readonly #reader: AgentReader;
  readonly #folder: string;
  readonly #events: Transcript;
  readonly #news: { readonly session: (id: string) => void; readonly hopeless: () => void };
  readonly #lines: readonly [LineSplitter, LineSplitter] = [new LineSplitter(), new LineSplitter()];
  #session: string | undefined;
  #isAtStart = true;

  constructor(
    reader: AgentReader,
    /** Where the agent works. */
    folder: string,
    eventsFile: string,
    maxBytes: number,
    news: { readonly session: (id: string) => void; readonly hopeless: () => void },
  ) {
    this.#reader = reader;
    this.#folder = folder;
    this.#events = new Transcript(eventsFile, maxBytes);
    this.#news = news;
  }

  /**
   * Whether a chunk of standard output is nothing but whole lines that are pieces of what comes again: most chunks of some
   * programs are. Asked about each chunk in order.
   */
  isPieces(chunk: Buffer): boolean {
    const reader = this.#reader;
    const isWhole = this.#isAtStart && chunk[chunk.length - 1] === newline;
    this.#isAtStart = chunk[chunk.length - 1] === newline;
    if (!isWhole || reader.isPiece === undefined) return false;
    for (let from = 0; from < chunk.length; from = chunk.indexOf(newline, from) + 1) {
      if (!reader.isPiece(chunk.toString('latin1', from, from + longestMark))) return false;
    }
    return true;
  }

  /** What there is to read for people in bytes of standard output (`stream` 0) or standard error (1). */
  take(stream: number, bytes: Buffer): Buffer {
    const lines = this.#lines[stream === 0 ? 0 : 1].push(bytes);
    return Buffer.from(lines.map((line) => this.#read(stream, line)).join(''));
  }

  /** The same for what has come without an end of line. */
  close(): Buffer {
    const text = this.#lines.map((lines, stream) => lines.end().map((line) => this.#read(stream, line))).flat();
    this.#events.close();
    return Buffer.from(text.join(''));
  }

  verdict(end: ProgramEnd): AgentVerdict {
    return this.#reader.verdict(end);
  }

  #read(stream: number, line: string): string {
    const isOutput = stream === 0;
    const events = isOutput ? this.#reader.line(line) : this.#reader.errorLine(line);
    for (const event of events) this.#tell(event);
    const use = isOutput ? 'keep' : (this.#reader.useOfErrorLine?.(line) ?? 'show');
    if (use === 'keep' && !(isOutput && this.#reader.isPiece?.(line) === true))
      this.#events.write(Buffer.from(`${line}\n`));
    // What is no event is shown as it is.
    const isPlain = isOutput ? !line.trimStart().startsWith('{') : use === 'show';
    if (isPlain) return line.trim() === '' ? '' : `${line}\n`;
    return events.map((event) => eventText(event, this.#folder)).join('');
  }

  #tell(event: AgentEvent): void {
    if (event.type === 'hopeless') this.#news.hopeless();
    if (event.type !== 'session' || event.id === this.#session) return;
    this.#session = event.id;
    this.#news.session(event.id);
  }
}

/** Whole lines of what comes in chunks. */
class LineSplitter {
  #held: Buffer[] = [];
  #bytes = 0;

  push(chunk: Buffer): readonly string[] {
    const lines: string[] = [];
    let from = 0;
    for (let at = chunk.indexOf(newline); at >= 0; at = chunk.indexOf(newline, from)) {
      this.#hold(chunk.subarray(from, at));
      lines.push(...this.end());
      from = at + 1;
    }
    this.#hold(chunk.subarray(from));
    return lines;
  }

  /** What has no end yet, as a line. */
  end(): readonly string[] {
    const [bytes, held] = [this.#bytes, this.#held];
    this.#held = [];
    this.#bytes = 0;
    return bytes === 0 || bytes > maxLineBytes ? [] : [Buffer.concat(held).toString().replace(/\r$/, '')];
  }

  #hold(bytes: Buffer): void {
    this.#bytes += bytes.length;
    if (this.#bytes > maxLineBytes) this.#held = [];
    else if (bytes.length > 0) this.#held.push(bytes);
  }
}
