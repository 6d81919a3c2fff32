import type { AgentEvent, AgentVerdict, Denial, EarlierUse } from '../../../domain/agent.ts';
import type { AgentReader, ProgramEnd } from '../../process/agent-reader.ts';
import { fieldsOf, fieldsOfLine, textOf } from '../fields.ts';
import type { Fields } from '../fields.ts';
import { earlyTrouble, trouble, troubleOf } from './ending.ts';
import type { Trouble } from './ending.ts';
import { itemEvents } from './item-events.ts';
import { logLine } from './log-line.ts';
import { UsageMeter } from './usage-meter.ts';

/** Reads the events of Codex, and its log. `model`: what was asked for; the log knows better. */
export const codexReader = (earlier: EarlierUse | null, model: string | null): AgentReader =>
  new CodexReader(earlier, model);

const maxText = 1_000_000;
const maxComplaint = 2_000;
const maxDenied = 100;
/** Above this it is better to let go of the slot, and to take up the session later. */
const longestWaitMs = 120_000;
const again = /^Reconnecting\.\.\.\s*(?:\d+\/\d+|waiting for network)?\s*(?:\((.*)\))?$/su;
/** What it writes to standard error every time, or nobody can read. */
const noise =
  /^(?:warning: |Stack backtrace:|\s*\d+: |\s+at |\s+tip: |Usage: |\s+codex |For more information|Reading prompt from stdin)/i;

class CodexReader implements AgentReader {
  readonly #meter: UsageMeter;
  readonly #denied = new Map<string, Denial>();
  /** Ids of pieces of work that have begun. */
  readonly #begun = new Set<string>();
  #session: string | null = null;
  #text: string | null = null;
  #hasWorked = false;
  /** How the turn ended: null: not yet. */
  #end: 'completed' | Trouble | null = null;
  /** The last call to the model has failed. */
  #retry: Trouble | null = null;
  #hopeless: Trouble | null = null;
  #complaint = '';

  constructor(earlier: EarlierUse | null, model: string | null) {
    this.#meter = new UsageMeter(earlier, model);
  }

  line(text: string): readonly AgentEvent[] {
    const event = fieldsOfLine(text);
    // The log may have been kept with the events.
    if (event === null) return this.#log(text) ?? [];
    switch (event.type) {
      case 'thread.started':
        this.#session = textOf(event.thread_id) || null;
        return this.#session === null ? [] : [{ type: 'session', id: this.#session }];
      case 'turn.started':
        this.#end = null;
        return [];
      case 'item.started':
      case 'item.updated':
      case 'item.completed':
        return this.#item(fieldsOf(event.item), event.type);
      case 'error':
        return this.#error(textOf(event.message));
      case 'turn.completed':
        return this.#completed(fieldsOf(event.usage));
      case 'turn.failed': {
        const failed = troubleOf(textOf(fieldsOf(event.error).message));
        this.#end = failed;
        return [{ type: 'ended', ok: false, message: failed.message }];
      }
      default:
        return [];
    }
  }

  errorLine(text: string): readonly AgentEvent[] {
    const told = this.#log(text);
    if (told !== null) return told;
    const line = text.trim();
    if (line !== '' && !noise.test(text)) this.#complaint = `${this.#complaint} ${line}`.trim().slice(0, maxComplaint);
    return [];
  }

  useOfErrorLine(text: string): 'show' | 'keep' | 'drop' {
    const line = logLine(text);
    if (line === null) return 'show';
    return line.type === 'nothing' ? 'drop' : 'keep';
  }

  verdict(end: ProgramEnd): AgentVerdict {
    const why = this.#trouble(end);
    return {
      ok: why === null,
      message: why?.message ?? '',
      retryClass: why?.retryClass ?? null,
      retryAfterMs: why?.retryAfterMs ?? null,
      text: this.#text,
      session: this.#session,
      usage: this.#meter.usage(),
      costUsd: null,
      denied: [...this.#denied.values()],
    };
  }

  #trouble(end: ProgramEnd): Trouble | null {
    if (this.#hopeless !== null) return this.#hopeless;
    const isOwnEnd = end.outcome === 'succeeded' || end.outcome === 'failed';
    if (isOwnEnd && this.#end === 'completed' && end.outcome === 'succeeded') {
      // So it looks when the model does not want to: Codex passes over what it says then.
      const isSilent = this.#text === null && !this.#hasWorked;
      return isSilent ? trouble('It ended its turn without a word and without any work.', 'refused') : null;
    }
    if (isOwnEnd && this.#end !== null && this.#end !== 'completed') return this.#end;
    const early = earlyTrouble(end, this.#complaint, this.#session !== null);
    if (this.#retry === null || end.outcome === 'cancelled') return early;
    // It was waiting for the service: what that said tells more than how the program was ended.
    const { retryClass, retryAfterMs } = this.#retry;
    return { ...early, retryClass: retryClass ?? early.retryClass, retryAfterMs };
  }

  #item(item: Fields, type: string): readonly AgentEvent[] {
    const id = textOf(item.id);
    const events = itemEvents(item, !this.#begun.has(id), type === 'item.completed');
    if (type === 'item.completed') this.#begun.delete(id);
    else this.#begun.add(id);
    if (item.type !== 'error') this.#retry = null;
    for (const event of events) {
      if (event.type === 'text') this.#text = event.text.slice(0, maxText);
      if (event.type === 'tool') this.#hasWorked = true;
    }
    return events.filter((event) => event.type !== 'denied' || this.#isNewDenial(event));
  }

  #error(words: string): readonly AgentEvent[] {
    const inner = again.exec(words);
    // An error for good is told once more, as the end of the turn.
    if (inner === null) return words === '' ? [] : [{ type: 'trouble', message: troubleOf(words).message }];
    this.#retry = troubleOf(inner[1] ?? words);
    const { status, retryAfterMs: waitMs, message } = this.#retry;
    const retry: AgentEvent = { type: 'retry', status, waitMs, message };
    if (waitMs === null || waitMs <= longestWaitMs) return [retry];
    this.#hopeless = this.#retry;
    return [retry, { type: 'hopeless', message }];
  }

  #completed(usage: Fields): readonly AgentEvent[] {
    this.#end = 'completed';
    this.#retry = null;
    const told = this.#meter.session(usage);
    return [
      ...(told === null ? [] : [{ type: 'usage', usage: told } as const]),
      { type: 'ended', ok: true, message: '' },
    ];
  }

  /** What a line of the log tells; null: it is not one. */
  #log(text: string): readonly AgentEvent[] | null {
    const line = logLine(text);
    if (line === null) return null;
    switch (line.type) {
      case 'call':
        this.#retry = null;
        this.#meter.call(line.usage);
        return [{ type: 'usage', usage: line.usage }];
      case 'tool':
        this.#hasWorked = true;
        return [];
      case 'violation':
        return this.#deny({ tool: 'sandbox', detail: line.path });
      case 'rejected':
        return this.#deny({ tool: 'sandbox', detail: line.message });
      case 'nothing':
        return [];
    }
  }

  #deny(denial: Denial): readonly AgentEvent[] {
    return this.#isNewDenial(denial) ? [{ type: 'denied', ...denial }] : [];
  }

  #isNewDenial({ tool, detail }: Denial): boolean {
    const key = `${tool} ${detail}`;
    if (this.#denied.has(key) || this.#denied.size >= maxDenied) return false;
    this.#denied.set(key, { tool, detail });
    return true;
  }
}
