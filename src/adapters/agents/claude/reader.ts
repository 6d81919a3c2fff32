import type { AgentEvent, AgentVerdict, Denial, EarlierUse } from '../../../domain/agent.ts';
import type { AgentReader, ProgramEnd } from '../../process/agent-reader.ts';
import { amountOf, fieldsOf, fieldsOfLine, textOf } from '../fields.ts';
import type { Fields } from '../fields.ts';
import { earlyFailure, resultFailure, serviceClass, waitFor } from './ending.ts';
import type { Failure } from './ending.ts';
import { toolUse } from './tool-use.ts';
import type { ToolUse } from './tool-use.ts';
import { UsageMeter } from './usage-meter.ts';

/** Reads the events of Claude Code; `earlier` only plays a part with versions that tell sums of the whole session. */
export const claudeReader = (earlier: EarlierUse | null): AgentReader => new ClaudeReader(earlier);

const maxText = 1_000_000;
const maxComplaint = 2_000;
/** Answers to a log-in that is not valid which are waited for: the first may make it fetch a new one. */
const patience = 2;

/** Pieces of what comes whole as well; most lines are such. */
const piece = '{"type":"stream_event","event":{"type":"content_block_';

class ClaudeReader implements AgentReader {
  readonly #meter: UsageMeter;
  /** By the id of the call. */
  readonly #tools = new Map<string, ToolUse>();
  readonly #denied = new Map<string, Denial>();
  #session: string | null = null;
  #text: string | null = null;
  /** The message whose stream is being told. */
  #streamed = { id: '', model: '' };
  #result: Fields | null = null;
  /** Its word for the last error of the service. */
  #errorKind = '';
  /** The last call of the model, while it is tried again. */
  #retry: { readonly status: number | null; readonly kind: string } | null = null;
  #hopeless: Failure | null = null;
  #complaint = '';
  #time = '';
  #limit: unknown = null;

  constructor(earlier: EarlierUse | null) {
    this.#meter = new UsageMeter(earlier);
  }

  isPiece(text: string): boolean {
    return text.startsWith(piece);
  }

  line(text: string): readonly AgentEvent[] {
    const event = this.isPiece(text) ? null : fieldsOfLine(text);
    if (event === null) return [];
    this.#time = textOf(event.timestamp) || this.#time;
    switch (event.type) {
      case 'system':
        return this.#system(event);
      case 'stream_event':
        return this.#streamEvent(fieldsOf(event.event));
      case 'assistant':
        return this.#assistant(event);
      case 'user':
        return this.#toolResults(event);
      case 'rate_limit_event':
        this.#limit = event.rate_limit_info;
        return [];
      case 'result':
        return this.#end(event);
      default:
        return [];
    }
  }

  errorLine(text: string): readonly AgentEvent[] {
    const line = text.trim();
    if (line !== '') this.#complaint = `${this.#complaint} ${line}`.trim().slice(-maxComplaint);
    return [];
  }

  verdict(end: ProgramEnd): AgentVerdict {
    const failure = this.#failure(end);
    const said = textOf(this.#result?.result);
    const text = failure === null && said !== '' ? said : this.#text;
    return {
      ok: failure === null,
      message: failure?.message ?? '',
      retryClass: failure?.retryClass ?? null,
      retryAfterMs: failure?.retryClass === 'rate_limit' ? waitFor(this.#limit, this.#time) : null,
      text: text === null ? null : text.slice(0, maxText),
      session: failure?.isSessionLost === true ? null : this.#session,
      usage: this.#meter.usage(),
      costUsd: this.#meter.costUsd(),
      denied: [...this.#denied.values()],
    };
  }

  #failure(end: ProgramEnd): Failure | null {
    if (this.#hopeless !== null) return this.#hopeless;
    const { outcome } = end;
    if (this.#result !== null && (outcome === 'succeeded' || outcome === 'failed')) {
      const failure = resultFailure(this.#result, this.#errorKind);
      if (failure !== null || outcome === 'succeeded') return failure;
    }
    const failure = earlyFailure(end, this.#complaint, this.#session !== null);
    if (this.#retry === null || outcome === 'cancelled') return failure;
    // It was waiting for the service: what that said tells more than how the program was ended.
    return { ...failure, retryClass: serviceClass(this.#retry.kind, this.#retry.status, '') ?? failure.retryClass };
  }

  #system(event: Fields): readonly AgentEvent[] {
    switch (event.subtype) {
      case 'init': {
        const id = textOf(event.session_id);
        if (id === '' || id === this.#session) return [];
        this.#session = id;
        return [{ type: 'session', id }];
      }
      case 'api_retry':
        return this.#again(event);
      case 'permission_denied':
        return this.#deny(textOf(event.tool_use_id), textOf(event.tool_name), {});
      default:
        return [];
    }
  }

  #again(event: Fields): readonly AgentEvent[] {
    const status = amountOf(event.error_status);
    const kind = textOf(event.error);
    this.#retry = { status, kind };
    const message = `${status === null ? 'no answer' : `answer ${status}`}${kind === '' ? '' : ` (${kind})`}`;
    const waitMs = amountOf(event.retry_delay_ms);
    const retry: AgentEvent = { type: 'retry', status, waitMs: waitMs === null ? null : Math.ceil(waitMs), message };
    const isHopeless = serviceClass(kind, status, '') === 'auth' && (amountOf(event.attempt) ?? 0) >= patience;
    if (!isHopeless || this.#hopeless !== null) return [retry];
    const why = 'The model’s service does not accept the log-in: run claude and log in, or set ANTHROPIC_API_KEY.';
    this.#hopeless = { message: why, retryClass: 'auth', isSessionLost: false };
    return [retry, { type: 'hopeless', message: why }];
  }

  /** Only the main conversation is streamed, one message at a time. */
  #streamEvent(event: Fields): readonly AgentEvent[] {
    if (event.type === 'message_start') {
      const message = fieldsOf(event.message);
      this.#streamed = { id: textOf(message.id), model: textOf(message.model) };
      this.#meter.message(this.#streamed.id, this.#streamed.model, fieldsOf(message.usage));
      // What follows a result (the end of something in the background makes it go on) has its own.
      this.#result = null;
      this.#retry = null;
      return [];
    }
    if (event.type !== 'message_delta') return [];
    const usage = this.#meter.message(this.#streamed.id, this.#streamed.model, fieldsOf(event.usage));
    return [{ type: 'usage', usage }];
  }

  #assistant(event: Fields): readonly AgentEvent[] {
    const message = fieldsOf(event.message);
    const blocks = blocksOf(message);
    if (message.model === '<synthetic>') {
      // Its own words in the place of an answer.
      this.#errorKind = textOf(event.error);
      const said = blocks.map(({ text }) => textOf(text)).join(' ');
      return this.#errorKind === '' || said === '' ? [] : [{ type: 'trouble', message: said }];
    }
    this.#errorKind = '';
    this.#retry = null;
    const isHelper = typeof event.parent_tool_use_id === 'string';
    this.#meter.message(textOf(message.id), textOf(message.model), fieldsOf(message.usage));
    return blocks.flatMap((block): readonly AgentEvent[] => {
      if (block.type === 'tool_use') {
        const use = toolUse(textOf(block.name), block.input);
        this.#tools.set(textOf(block.id), use);
        return [{ type: 'tool', ...use }];
      }
      const said = block.type === 'text' && !isHelper ? textOf(block.text) : '';
      if (said.trim() === '') return [];
      this.#text = said;
      return [{ type: 'text', text: said }];
    });
  }

  #toolResults(event: Fields): readonly AgentEvent[] {
    return blocksOf(fieldsOf(event.message)).flatMap((block): readonly AgentEvent[] => {
      if (block.type !== 'tool_result') return [];
      const id = textOf(block.tool_use_id);
      const use = this.#tools.get(id);
      this.#tools.delete(id);
      if (block.is_error !== true || this.#denied.has(id)) return [];
      return [{ type: 'tool_failed', name: use?.name ?? '', message: resultText(block.content) }];
    });
  }

  /** Told as it happens, and once more in the result; versions that only do the latter are heard as well. */
  #deny(id: string, tool: string, input: unknown): readonly AgentEvent[] {
    if (this.#denied.has(id)) return [];
    const denial: Denial = { tool, detail: this.#tools.get(id)?.detail ?? toolUse(tool, input).detail };
    this.#denied.set(id, denial);
    return [{ type: 'denied', ...denial }];
  }

  #end(result: Fields): readonly AgentEvent[] {
    this.#result = result;
    this.#meter.result(result);
    const denials = Array.isArray(result.permission_denials) ? result.permission_denials.map(fieldsOf) : [];
    const failure = resultFailure(result, this.#errorKind);
    return [
      ...denials.flatMap((one) => this.#deny(textOf(one.tool_use_id), textOf(one.tool_name), one.tool_input)),
      { type: 'ended', ok: failure === null, message: failure?.message ?? '' },
    ];
  }
}

const blocksOf = (message: Fields): readonly Fields[] =>
  Array.isArray(message.content) ? message.content.map(fieldsOf) : [];

const resultText = (content: unknown): string =>
  typeof content === 'string'
    ? content
    : blocksOf({ content })
        .map(({ text }) => textOf(text))
        .join('\n');
