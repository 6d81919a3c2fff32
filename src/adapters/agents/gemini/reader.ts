import type { AgentEvent, AgentVerdict, Denial } from '../../../domain/agent.ts';
import type { AttemptUsage } from '../../../domain/run.ts';
import type { AgentReader, ProgramEnd } from '../../process/agent-reader.ts';
import { fieldsOfLine, textOf } from '../fields.ts';
import type { Fields } from '../fields.ts';
import { callClass, earlyFailure, resultFailure } from './ending.ts';
import type { Failure } from './ending.ts';
import { RetryLines } from './retry-line.ts';
import type { FailedCall } from './retry-line.ts';
import { statsUsage } from './stats-usage.ts';
import { toolResult } from './tool-result.ts';
import { toolUse } from './tool-use.ts';
import type { ToolUse } from './tool-use.ts';

/** Reads the events of Gemini CLI, and what it tells of failed calls on standard error. */
export const geminiReader = (): AgentReader => new GeminiReader();

const maxText = 1_000_000;
const maxComplaint = 500;
const maxDenied = 100;
/** So many failed calls in a row take over half a minute. Left alone it goes on for minutes and tells nobody. */
const patience = 4;
/** To wait for longer is planloom's business. */
const longestWaitMs = 60_000;

/** What it writes to standard error whenever it starts, or tells in its events as well. */
const noise =
  /^(?:[\s}]|$|Warning:|Attempt \d+ failed|Suggested retry|Ripgrep is not|\[STARTUP\]|YOLO mode is|Both GOOGLE_API_KEY|Security Warning:|Loaded cached|Error executing tool|The '\w+' option is deprecated|\(node:|\(Use `node)/;

class GeminiReader implements AgentReader {
  readonly #retries = new RetryLines();
  /** By the id of the call, while it is on its way. */
  readonly #tools = new Map<string, ToolUse>();
  readonly #denied: Denial[] = [];
  #session: string | null = null;
  #model: string | null = null;
  /** What is being said. */
  #pieces = '';
  #text: string | null = null;
  /** The last error, until it goes on. */
  #trouble = '';
  /** The last call of the model, while it is tried again. */
  #failedCall: FailedCall | null = null;
  #hopeless: Failure | null = null;
  #result: Fields | null = null;
  #usage: readonly AttemptUsage[] = [];
  /** The first line on standard error that says something. */
  #complaint = '';

  line(text: string): readonly AgentEvent[] {
    const event = fieldsOfLine(text);
    if (event === null) return [];
    this.#failedCall = null;
    switch (event.type) {
      case 'init':
        return this.#begin(event);
      case 'message':
        if (event.role === 'assistant') this.#say(textOf(event.content));
        return [];
      case 'tool_use':
        return [...this.#spoken(), ...this.#use(event)];
      case 'tool_result':
        return [...this.#spoken(), ...this.#used(event)];
      case 'error':
        this.#trouble = textOf(event.message);
        return [...this.#spoken(), { type: 'trouble', message: this.#trouble }];
      case 'result':
        return [...this.#spoken(), ...this.#end(event)];
      default:
        return [];
    }
  }

  errorLine(text: string): readonly AgentEvent[] {
    const call = this.#retries.take(text);
    if (call !== null) return this.#again(call);
    if (this.#complaint === '' && !noise.test(text)) this.#complaint = text.trim().slice(0, maxComplaint);
    return [];
  }

  verdict(end: ProgramEnd): AgentVerdict {
    const failure = this.#failure(end);
    return {
      ok: failure === null,
      message: failure?.message ?? '',
      retryClass: failure?.retryClass ?? null,
      retryAfterMs: failure?.retryAfterMs ?? null,
      text: this.#pieces === '' ? this.#text : this.#pieces,
      session: failure?.isSessionLost === true ? null : this.#session,
      // It tells of tokens only at its end.
      usage: this.#usage,
      costUsd: null,
      denied: this.#denied,
    };
  }

  #failure(end: ProgramEnd): Failure | null {
    const { outcome, exitCode } = end;
    if (this.#result !== null && (outcome === 'succeeded' || outcome === 'failed' || this.#hopeless !== null)) {
      return resultFailure(this.#result, this.#trouble, exitCode);
    }
    if (this.#hopeless !== null) return this.#hopeless;
    const failure = earlyFailure(end, this.#complaint, this.#session !== null);
    if (this.#failedCall === null || outcome === 'cancelled') return failure;
    // It was waiting for the service: what that said tells more than how the program was ended.
    const { status, message, askedMs } = this.#failedCall;
    return { ...failure, retryClass: callClass(status, message) ?? failure.retryClass, retryAfterMs: askedMs };
  }

  #begin(event: Fields): readonly AgentEvent[] {
    const id = textOf(event.session_id);
    this.#model = textOf(event.model) || null;
    if (id === '' || id === this.#session) return [];
    this.#session = id;
    return [{ type: 'session', id }];
  }

  #say(content: string): void {
    this.#trouble = '';
    this.#pieces = (this.#pieces + content).slice(0, maxText);
  }

  /** What was said, as a whole; it is whole when something else comes. */
  #spoken(): readonly AgentEvent[] {
    const text = this.#pieces;
    this.#pieces = '';
    if (text.trim() === '') return [];
    this.#text = text;
    return [{ type: 'text', text }];
  }

  #use(event: Fields): readonly AgentEvent[] {
    this.#trouble = '';
    const use = toolUse(textOf(event.tool_name), event.parameters);
    this.#tools.set(textOf(event.tool_id), use);
    return [{ type: 'tool', ...use }];
  }

  #used(event: Fields): readonly AgentEvent[] {
    const id = textOf(event.tool_id);
    const told = toolResult(this.#tools.get(id) ?? { name: id.replace(/__.*$/, ''), detail: '', paths: [] }, event);
    this.#tools.delete(id);
    if (told === null) return [];
    if (told.type === 'denied' && this.#denied.length < maxDenied) {
      this.#denied.push({ tool: told.tool, detail: told.detail });
    }
    return [told];
  }

  #again(call: FailedCall): readonly AgentEvent[] {
    if (this.#result !== null) return [];
    this.#failedCall = call;
    const { count, status, waitMs, askedMs } = call;
    const message = status === null ? 'no answer' : `answer ${status}`;
    const retry: AgentEvent = { type: 'retry', status, waitMs, message };
    if (this.#hopeless !== null || (count < patience && (waitMs ?? 0) < longestWaitMs)) return [retry];
    const times = count === 1 ? '' : ` ${count} times in a row`;
    const why = `The call to the model failed${times}: ${message}.`;
    const retryClass = callClass(status, call.message) ?? 'overload';
    this.#hopeless = { message: why, retryClass, retryAfterMs: askedMs, isSessionLost: false };
    return [retry, { type: 'hopeless', message: why }];
  }

  #end(event: Fields): readonly AgentEvent[] {
    this.#result = event;
    this.#usage = statsUsage(event.stats, this.#model);
    const failure = resultFailure(event, this.#trouble, null);
    return [
      ...this.#usage.map((usage) => ({ type: 'usage', usage }) as const),
      { type: 'ended', ok: failure === null, message: failure?.message ?? '' },
    ];
  }
}
