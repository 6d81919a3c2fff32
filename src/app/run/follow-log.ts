import type { JournalEntry, NodeId } from '../../domain/run.ts';
import { attemptFiles } from '../../execution/workplace-tools.ts';
import { decodeJournal } from '../../journal/journal-text.ts';
import { replay } from '../../journal/replay.ts';
import { isEnd } from '../../journal/run-state.ts';
import type { RunState } from '../../journal/run-state.ts';
import type { RunReader } from '../../ports/run-reader.ts';
import { AttemptOutput } from './attempt-output.ts';
import { runKey } from './known-run.ts';
import type { RunAdapters } from './run-adapters.ts';

/** What is seen of a run that goes on. */
export type LogNews =
  /** Of the whole run only. */
  | { readonly kind: 'event'; readonly entry: JournalEntry }
  /** Its lines come from now on. */
  | { readonly kind: 'attempt'; readonly node: NodeId; readonly attempt: number }
  | { readonly kind: 'line'; readonly node: NodeId; readonly attempt: number; readonly text: string }
  /** What its checks have printed. */
  | { readonly kind: 'checks'; readonly node: NodeId; readonly attempt: number; readonly lines: readonly string[] }
  /** So many lines came before the ones that are shown; `node` null: of the run's events. */
  | { readonly kind: 'left_out'; readonly node: NodeId | null; readonly lines: number }
  /** What comes now is shown when the attempt has ended. */
  | { readonly kind: 'overfull'; readonly node: NodeId; readonly attempt: number };

/** What to follow. */
export interface LogWish {
  readonly runId: string;
  /** Null: the whole run. */
  readonly node: NodeId | null;
  /** Of what is there already, so many of the last lines; null: all of them. */
  readonly lines: number | null;
}

/** `ended`: the run or the node has; `left`: it has not, but nobody works on the run; `stopped`: the signal says so. */
export type LogEnd = 'ended' | 'left' | 'stopped';

const periodMs = 200;
const maxChecksBytes = 50_000_000;

/** Tells all that a run, or one of its nodes, prints, from now on and the end of what it has printed so far. */
export const followLog = async (
  reader: RunReader,
  adapters: RunAdapters,
  wish: LogWish,
  signal: AbortSignal,
  tell: (news: LogNews) => void,
): Promise<{ readonly end: LogEnd; readonly state: RunState | undefined }> => {
  const follower = new Follower(reader, adapters, wish, tell);
  for (;;) {
    const hasGrown = await follower.read();
    const { state } = follower;
    if (follower.isOver()) return { end: 'ended', state };
    if (signal.aborted) return { end: 'stopped', state };
    // What it wrote last, it may have written between our reading and its end.
    if (!hasGrown && !(await follower.isAtWork()) && !(await follower.read())) {
      follower.close();
      return { end: follower.isOver() ? 'ended' : 'left', state: follower.state };
    }
    await adapters.timer.sleep(periodMs, signal);
  }
};

class Follower {
  readonly #reader: RunReader;
  readonly #adapters: RunAdapters;
  readonly #wish: LogWish;
  readonly #tell: (news: LogNews) => void;
  readonly #open = new Map<string, AttemptOutput>();
  readonly #overfull = new Set<AttemptOutput>();
  #bytes = 0;
  #told = 0;
  state: RunState | undefined;

  constructor(reader: RunReader, adapters: RunAdapters, wish: LogWish, tell: (news: LogNews) => void) {
    this.#reader = reader;
    this.#adapters = adapters;
    this.#wish = wish;
    this.#tell = tell;
  }

  /** Nothing more comes. */
  isOver(): boolean {
    const { node } = this.#wish;
    if (this.state === undefined || this.#open.size > 0) return false;
    return this.state.outcome !== null || (node !== null && isEnd(this.state.nodes.get(node)!.state));
  }

  /** Whether somebody works on the run; also where that one does not answer. */
  async isAtWork(): Promise<boolean> {
    const atWork = await this.#adapters.stores.atWork();
    if (atWork === undefined || atWork.includes(this.#wish.runId)) return true;
    return this.state !== undefined && (await this.#reader.live(runKey(this.state.plan))) === this.#wish.runId;
  }

  /** Tells what has come; answers whether the journal has grown. */
  async read(): Promise<boolean> {
    const { runId } = this.#wish;
    const bytes = this.#adapters.logFiles.journalBytes(runId);
    const hasGrown = bytes !== this.#bytes;
    if (hasGrown) {
      this.#bytes = bytes;
      const text = await this.#reader.journal(runId);
      const decoded = text?.ok === true ? decodeJournal(runId, text.value) : undefined;
      if (decoded?.ok === true) this.#take(decoded.value.entries);
    }
    for (const output of this.#open.values()) this.#tellNext(output, output.next());
    return hasGrown;
  }

  /** Tells what is left of attempts whose end nobody has noted. */
  close(): void {
    for (const output of this.#open.values()) this.#tellLast(output);
    this.#open.clear();
  }

  #take(entries: readonly JournalEntry[]): void {
    const isFirst = this.state === undefined;
    this.state = replay(entries);
    const fresh = entries.slice(this.#told);
    this.#told = entries.length;
    if (isFirst) this.#tellHistory(this.state, fresh);
    else for (const entry of fresh) this.#tellEntry(entry);
  }

  #tellHistory(state: RunState, entries: readonly JournalEntry[]): void {
    const { node } = this.#wish;
    if (node === null) {
      const shown = this.#tail(null, entries);
      for (const entry of shown) this.#tell({ kind: 'event', entry });
    }
    for (const { node: one, attempts } of state.nodes.values()) {
      const attempt = attempts.at(-1);
      if (attempt === undefined || (node === null ? attempt.endedAt !== null : one.id !== node)) continue;
      const output = new AttemptOutput(this.#adapters.logFiles, this.#wish.runId, one.id, attempt.number);
      this.#tell({ kind: 'attempt', node: one.id, attempt: attempt.number });
      const isOver = attempt.endedAt !== null;
      const printed = this.#tail(one.id, isOver ? output.last() : output.next());
      if (isOver) {
        this.#tellLines(output, printed);
        this.#tellChecks(output);
      } else {
        this.#tellNext(output, printed);
        this.#open.set(nameOf(one.id, attempt.number), output);
      }
    }
  }

  /** The last of them, as many as are wished for; tells how many are not among them. */
  #tail<T>(node: NodeId | null, all: readonly T[]): readonly T[] {
    const shown = all.slice(Math.max(0, all.length - (this.#wish.lines ?? all.length)));
    if (shown.length < all.length) this.#tell({ kind: 'left_out', node, lines: all.length - shown.length });
    return shown;
  }

  #tellEntry(entry: JournalEntry): void {
    const { event } = entry;
    const { node } = this.#wish;
    // What it printed comes before its end, and after its beginning.
    if (event.type === 'attempt_ended') this.#end(nameOf(event.node, event.attempt));
    if (node === null) this.#tell({ kind: 'event', entry });
    if (event.type !== 'attempt_started' || (node !== null && event.node !== node)) return;
    const output = new AttemptOutput(this.#adapters.logFiles, this.#wish.runId, event.node, event.attempt);
    this.#open.set(nameOf(event.node, event.attempt), output);
    this.#tell({ kind: 'attempt', node: event.node, attempt: event.attempt });
  }

  #end(name: string): void {
    const output = this.#open.get(name);
    if (output === undefined) return;
    this.#tellLast(output);
    this.#tellChecks(output);
    this.#open.delete(name);
  }

  #tellLines(output: AttemptOutput, lines: readonly string[]): void {
    const { node, attempt } = output;
    for (const text of lines) this.#tell({ kind: 'line', node, attempt, text });
  }

  #tellNext(output: AttemptOutput, lines: readonly string[]): void {
    this.#tellLines(output, lines);
    const { node, attempt } = output;
    if (!output.isOverfull || this.#overfull.has(output)) return;
    this.#overfull.add(output);
    this.#tell({ kind: 'overfull', node, attempt });
  }

  /** What was held back comes all at once: of that, as of what was printed before, only the end is wished for. */
  #tellLast(output: AttemptOutput): void {
    const lines = output.last();
    this.#tellLines(output, this.#overfull.has(output) ? this.#tail(output.node, lines) : lines);
  }

  #tellChecks({ node, attempt }: AttemptOutput): void {
    const folder = this.#adapters.openFolder(this.#wish.runId);
    const text = folder?.readText(`attempts/${node}/${attempt}/${attemptFiles.checks}`, maxChecksBytes) ?? '';
    if (text !== '') this.#tell({ kind: 'checks', node, attempt, lines: text.replace(/\n$/, '').split('\n') });
  }
}

const nameOf = (node: NodeId, attempt: number): string => `${node}/${attempt}`;
