import type { AgentEvent, AgentVerdict, Denial, EarlierUse } from '../../../domain/agent.ts';
import type { RetryClass } from '../../../domain/retry-class.ts';
import type { AttemptUsage } from '../../../domain/run.ts';
import { asSentence } from '../../../text/as-sentence.ts';
import type { AgentReader, ProgramEnd } from '../../process/agent-reader.ts';
import { failureClass } from '../failure-class.ts';
import { amountOf, fieldsOf, fieldsOfLine, textOf } from '../fields.ts';
import type { OwnEnd, OwnLine } from './own-line.ts';

const maxText = 1_000_000;
const maxDenied = 100;

/** After so many failed calls in a row, without anything new from the agent, one more makes no difference. */
const maxFailedCalls = 5;

/** What Gemini says on standard error, and nowhere else, of a call that it makes again for ever. */
const failedCall = /\bAttempt \d+ failed(?: with status (\d{3}))?\b.*\bretry/i;

/** Reads the lines of the programs that come with planloom. */
export const ownLinesReader = (earlier: EarlierUse | null): AgentReader => new OwnLinesReader(earlier);

class OwnLinesReader implements AgentReader {
  readonly #earlier: EarlierUse | null;
  readonly #usage = new Map<string | null, AttemptUsage>();
  readonly #denied: Denial[] = [];
  #session: string | null = null;
  #text: string | null = null;
  #sessionUsd: number | null = null;
  #isResumed = false;
  #end: OwnEnd | null = null;
  #failedCalls = 0;

  constructor(earlier: EarlierUse | null) {
    this.#earlier = earlier;
  }

  line(text: string): readonly AgentEvent[] {
    const fields = fieldsOfLine(text);
    if (fields === null || typeof fields.type !== 'string') return [];
    const line = fields as unknown as OwnLine;
    this.#failedCalls = 0;
    switch (line.type) {
      case 'alive':
        return [];
      case 'session_cost':
        this.#sessionUsd = amountOf(line.usd);
        this.#isResumed = fields.resumed === true;
        return [];
      case 'ended':
        this.#end = line;
        return [{ type: 'ended', ok: line.ok, message: line.message }];
      case 'session':
        this.#session = line.id;
        return [line];
      case 'text':
        this.#text = line.text.slice(0, maxText);
        return [line];
      case 'denied':
        if (this.#denied.length < maxDenied) this.#denied.push({ tool: line.tool, detail: line.detail });
        return [line];
      case 'usage':
        this.#add(usageOf(line.usage));
        return [line];
      case 'tool':
      case 'tool_failed':
      case 'retry':
      case 'trouble':
      case 'hopeless':
        return [line];
      default:
        return [];
    }
  }

  errorLine(text: string): readonly AgentEvent[] {
    const found = failedCall.exec(text);
    if (found === null) return [];
    const status = found[1] === undefined ? null : Number(found[1]);
    const retry = { type: 'retry', status, waitMs: null, message: text.trim().slice(0, 500) } as const;
    if (++this.#failedCalls < maxFailedCalls || this.#end !== null) return [retry];
    const message = `The model did not answer ${maxFailedCalls} calls in a row${status === null ? '' : ` (status ${status})`}.`;
    const retryClass = failureClass(status, text) ?? 'overload';
    this.#end = { type: 'ended', ok: false, message, retryClass, retryAfterMs: null };
    return [retry, { type: 'hopeless', message }];
  }

  verdict(end: ProgramEnd): AgentVerdict {
    const { ok, message, retryClass, retryAfterMs } = this.#end ?? withoutEnd(end);
    return {
      ok,
      message,
      retryClass,
      retryAfterMs,
      text: this.#text,
      session: this.#session,
      usage: [...this.#usage.values()],
      costUsd: this.#costUsd(),
      denied: this.#denied,
    };
  }

  #add(usage: AttemptUsage): void {
    const before = this.#usage.get(usage.model);
    this.#usage.set(usage.model, before === undefined ? usage : sumOf(before, usage));
  }

  #costUsd(): number | null {
    if (this.#sessionUsd === null) return null;
    // A session that costs nothing although it used tokens has no known price.
    if (this.#sessionUsd === 0 && this.#usage.size > 0) return null;
    return Math.max(0, this.#sessionUsd - (this.#isResumed ? (this.#earlier?.costUsd ?? 0) : 0));
  }
}

const withoutEnd = ({ outcome, exitCode, signal, lastLine }: ProgramEnd): Omit<OwnEnd, 'type'> => {
  const how = signal === null ? `with exit code ${exitCode ?? 'unknown'}` : `by ${signal}`;
  const last = lastLine === '' ? '' : `: ${lastLine}`;
  const retryClass: RetryClass | null = outcome === 'failed' || outcome === 'interrupted' ? 'crashed' : null;
  const message =
    outcome === 'succeeded' || outcome === 'failed'
      ? asSentence(`It ended ${how} before its last word${last}`)
      : 'It did not come to its end.';
  return { ok: false, message, retryClass, retryAfterMs: null };
};

const usageOf = (given: unknown): AttemptUsage => {
  const fields = fieldsOf(given);
  return {
    inputTokens: amountOf(fields.inputTokens) ?? 0,
    outputTokens: amountOf(fields.outputTokens) ?? 0,
    cacheReadTokens: amountOf(fields.cacheReadTokens) ?? 0,
    cacheWriteTokens: amountOf(fields.cacheWriteTokens) ?? 0,
    model: textOf(fields.model) || null,
  };
};

const sumOf = (a: AttemptUsage, b: AttemptUsage): AttemptUsage => ({
  inputTokens: a.inputTokens + b.inputTokens,
  outputTokens: a.outputTokens + b.outputTokens,
  cacheReadTokens: a.cacheReadTokens + b.cacheReadTokens,
  cacheWriteTokens: a.cacheWriteTokens + b.cacheWriteTokens,
  model: a.model,
});
