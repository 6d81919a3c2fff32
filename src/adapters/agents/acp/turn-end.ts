import { RequestError } from '@agentclientprotocol/sdk';
import type { StopReason } from '@agentclientprotocol/sdk';
import type { AttemptUsage } from '../../../domain/run.ts';
import { asSentence } from '../../../text/as-sentence.ts';
import { failureClass } from '../failure-class.ts';
import { amountOf, fieldsOf, fieldsOfLine, textOf } from '../fields.ts';
import type { Fields } from '../fields.ts';
import { badlyEnded, wellEnded } from '../runner/own-line.ts';
import type { OwnEnd } from '../runner/own-line.ts';
import { chatError } from './chat-error.ts';

/** What a turn came to that the agent itself has ended. `lastWords`: what it said after its last tool call. */
export const turnEnd = (reason: StopReason, lastWords: string): OwnEnd => {
  switch (reason) {
    case 'end_turn': {
      const error = chatError(lastWords);
      return error === null ? wellEnded : badlyEnded(asSentence(error.message), error.retryClass);
    }
    case 'max_tokens':
      return badlyEnded('The model reached the limit of its answer, or of its context.', 'context_too_long');
    case 'max_turn_requests':
      return badlyEnded('The agent reached its limit of calls to the model.', null);
    case 'refusal':
      return badlyEnded('The model refused to go on.', 'refused');
    case 'cancelled':
      return badlyEnded('The agent was asked to stop.', null);
  }
  return badlyEnded(`The agent stopped for a reason that is not known: ${String(reason)}.`, null);
};

/** JSON-RPC's own words, which say nothing of the model. */
const wrapping = /^(?:Internal error|Server error)(?::\s*|$)/i;
const authRequired = -32_000;

/** What a request came to that the agent answered with an error. */
export const requestEnd = (error: RequestError): OwnEnd => {
  const data = fieldsOf(error.data);
  const inner = [textOf(data.details), textOf(data.message), textOf(error.data)].find((text) => text !== '');
  const message = plain(error.message.replace(wrapping, '') || (inner ?? error.message));
  const text = [error.message.replace(wrapping, ''), inner ?? '', spaced(textOf(data.errorName))].join(' ');
  const status = statusOf(error.code, data) ?? statusIn(text);
  const retryClass = error.code === authRequired ? 'auth' : failureClass(status, text);
  return badlyEnded(asSentence(status === null ? message : `${message} (status ${status})`), retryClass);
};

/** Gemini hands on the whole answer of its service. */
const plain = (message: string): string => textOf(fieldsOf(fieldsOfLine(message)?.error).message) || message;

/** `ContextOverflowError` -> `Context Overflow Error` */
const spaced = (name: string): string => name.replace(/([a-z])([A-Z])/g, '$1 $2');

const isStatus = (status: number | null): boolean => status !== null && status >= 400 && status < 600;

const statusOf = (code: number, data: Fields): number | null =>
  [code, amountOf(data.status), amountOf(data.statusCode), amountOf(data.code)].find(isStatus) ?? null;

const statusIn = (text: string): number | null => {
  const found = /\b(?:status|HTTP|API Error)(?: code)?:?\s*\(?([45]\d\d)\b/i.exec(text)?.[1];
  return found === undefined ? null : Number(found);
};

/** What a turn used, by the forms that agents have for it; empty where they do not say. */
export const turnUsage = (response: unknown, model: string | null): readonly AttemptUsage[] => {
  const fields = fieldsOf(response);
  const told = fieldsOf(fields.usage);
  const usage = totalOf(told, model);
  if (usage !== null) return [usage];
  const quota = fieldsOf(fieldsOf(fields._meta).quota);
  const byModel = Array.isArray(quota.model_usage) ? quota.model_usage : [];
  return byModel.flatMap((one: unknown) => {
    const count = fieldsOf(fieldsOf(one).token_count);
    return [tokens(count.input_tokens, count.output_tokens, 0, 0, textOf(fieldsOf(one).model) || model)];
  });
};

const totalOf = (told: Fields, model: string | null): AttemptUsage | null => {
  const input = amountOf(told.inputTokens);
  const output = amountOf(told.outputTokens);
  if (input === null || output === null) return null;
  const read = amountOf(told.cachedReadTokens) ?? 0;
  const write = amountOf(told.cachedWriteTokens) ?? 0;
  // Some count what came from a cache as input, some do not: the total tells which.
  const isIncluded = read + write > 0 && amountOf(told.totalTokens) === input + output;
  return tokens(isIncluded ? input - read - write : input, output, read, write, model);
};

const tokens = (input: unknown, output: unknown, read: number, write: number, model: string | null): AttemptUsage => ({
  inputTokens: amountOf(input) ?? 0,
  outputTokens: amountOf(output) ?? 0,
  cacheReadTokens: read,
  cacheWriteTokens: write,
  model,
});
