import type { RetryClass } from '../../../domain/retry-class.ts';
import { asSentence } from '../../../text/as-sentence.ts';
import type { ProgramEnd } from '../../process/agent-reader.ts';
import { earlyEnd } from '../early-end.ts';
import { failureClass } from '../failure-class.ts';
import { amountOf, fieldsOf, fieldsOfLine, textOf } from '../fields.ts';
import type { Fields } from '../fields.ts';
import { oneLine } from '../one-line.ts';

/** Why an attempt did not succeed. */
export interface Failure {
  readonly message: string;
  readonly retryClass: RetryClass | null;
  readonly retryAfterMs: number | null;
  /** The session that was to be taken up again does not exist. */
  readonly isSessionLost: boolean;
}

/** Its exit code is the last byte of the status of HTTP, which is not always in its message. */
const statuses: Readonly<Record<number, number>> = Object.fromEntries(
  [400, 401, 402, 403, 404, 413, 429, 499, 500, 502, 503, 504, 529].map((status) => [status & 255, status]),
);

const badKey = /API_KEY_INVALID|API key (?:not valid|expired|not found)|API_KEY_SERVICE_BLOCKED/i;
const noModel = /^models?\/\S+ is not found|\bmodel\b.*\bnot found\b/i;
const blocked = /blocked due to|\bsafety\b|recitation|prohibited/i;
const noSession = /^Error (?:resuming|importing) session/;

const failure = (message: string, retryClass: RetryClass | null, retryAfterMs: number | null = null): Failure => ({
  message,
  retryClass,
  retryAfterMs,
  isSessionLost: noSession.test(message),
});

/** What a failed call says of the next one. */
export const callClass = (status: number | null, text: string): RetryClass | null => {
  // The words of a limit per minute speak of plan and billing as well.
  if (status === 429 || (status === null && /quota|exhausted/i.test(text))) return 'rate_limit';
  if (badKey.test(text)) return 'auth';
  if (noModel.test(text)) return 'refused';
  return failureClass(status, text);
};

/** Why a result is none; null where it is one. `trouble`: the error that was told right before it, may be empty. */
export const resultFailure = (result: Fields, trouble: string, exitCode: number | null): Failure | null => {
  if (result.status === 'success') return trouble === '' ? null : failure(asSentence(trouble), null);
  const error = fieldsOf(result.error);
  const said = textOf(error.message);
  if (said === '') {
    // What it was told could not be used: the same call may well give another answer, but for what is blocked.
    const words = trouble === '' ? 'It ended with an error that it does not tell.' : asSentence(oneLine(trouble));
    return failure(words, blocked.test(trouble) ? 'refused' : 'crashed');
  }
  const ownCode = textOf(error.type).startsWith('Fatal') ? null : (statuses[exitCode ?? -1] ?? null);
  const { message, status, text } = apiError(said);
  if (textOf(error.type) === 'FatalTurnLimitedError') return failure(asSentence(message), null);
  const retryClass = callClass(status ?? ownCode, text);
  return failure(asSentence(message), retryClass ?? 'crashed', askedWait(text));
};

/** `[API Error: {"error":{"code":400,"message":"…"}}]`, or plain words between the brackets. */
const apiError = (
  said: string,
): { readonly message: string; readonly status: number | null; readonly text: string } => {
  const inner = /^\[API Error: ([\s\S]*?)\](?:\n|$)/.exec(said)?.[1] ?? said;
  const whole = fieldsOfLine(inner);
  if (whole === null) {
    const message = inner.trim() === 'terminated' ? 'The answer of the model was cut off' : oneLine(inner);
    return { message, status: null, text: inner };
  }
  const error = fieldsOf(whole.error);
  return { message: oneLine(textOf(error.message) || inner), status: amountOf(error.code), text: inner };
};

/** How long the service asks to wait, in milliseconds; null: it does not. */
const askedWait = (text: string): number | null => {
  const seconds = /"retryDelay":\s*"([\d.]+)s"|retry (?:in|after) ([\d.]+)s/i.exec(text);
  const value = Number.parseFloat(seconds?.[1] ?? seconds?.[2] ?? '');
  return Number.isFinite(value) ? Math.ceil(value * 1000) : null;
};

/** Why a program ended that left no result. `complaint`: what it wrote to standard error; `hasBegun`: whether it worked. */
export const earlyFailure = (end: ProgramEnd, complaint: string, hasBegun: boolean): Failure => {
  const classOf = (words: string): RetryClass | null => earlyClass(end.exitCode, words);
  // Its exit codes are those of HTTP, cut off.
  const early = earlyEnd(end, { name: 'Gemini CLI', complaint, hasBegun, classOf, tellsSignals: false });
  return failure(early.message, early.retryClass);
};

/** It ends so before it does anything: without a log-in, or with an option that it does not know. */
const earlyClass = (exitCode: number | null, words: string): RetryClass | null => {
  if (exitCode === 41) return 'auth';
  return noSession.test(words) ? 'crashed' : null;
};
