import type { AttemptUsage } from '../../../domain/run.ts';
import { usageOf } from './usage-of.ts';

/** What a line of Codex's log tells. `nothing`: it is of the log, and of no use; null: it is not of the log. */
export type LogLine =
  | { readonly type: 'call'; readonly usage: AttemptUsage }
  | { readonly type: 'tool' }
  /** The sandbox has refused something. `path`: empty where it is not known. */
  | { readonly type: 'violation'; readonly path: string }
  /** Codex has not even tried something. */
  | { readonly type: 'rejected'; readonly message: string }
  | { readonly type: 'nothing' };

const form = /^\d{4}-\d\d-\d\dT[\d:.]+Z\s+(?:TRACE|DEBUG|INFO|WARN|ERROR)\s/;
const violation = /\bcodex_sandboxing::violation: .*?\bpath=(.*)$/;
const rejection = /\bcodex_core::tools::router: error=(.*\b(?:rejected|denied|not allowed|not permitted)\b.*)$/i;
const call =
  /\bcodex_otel\.trace_safe: event\.name="codex\.sse_event" event\.kind=response\.completed\s(input_token_count=.*)$/;
const tool = /\bcodex_otel\.trace_safe: event\.name="codex\.tool_result"\s/;

/** What a line of standard error tells, where it is one of Codex's log; else null. */
export const logLine = (text: string): LogLine | null => {
  if (!form.test(text)) return null;
  const refused = violation.exec(text)?.[1];
  if (refused !== undefined) return { type: 'violation', path: refused === 'unknown' ? '' : refused };
  const message = rejection.exec(text)?.[1];
  if (message !== undefined) return { type: 'rejected', message };
  if (tool.test(text)) return { type: 'tool' };
  const figures = call.exec(text)?.[1];
  return figures === undefined ? { type: 'nothing' } : { type: 'call', usage: usageOfCall(figures) };
};

const usageOfCall = (figures: string): AttemptUsage => {
  const word = (name: string): string | null => new RegExp(`(?:^|\\s)${name}=(\\S+)`).exec(figures)?.[1] ?? null;
  const tokens = {
    input_tokens: Number(word('input_token_count')),
    cached_input_tokens: Number(word('cached_token_count')),
    cache_write_input_tokens: Number(word('cache_write_token_count')),
    output_tokens: Number(word('output_token_count')),
  };
  return usageOf(tokens, word('model'));
};
