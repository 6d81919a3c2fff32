import type { RetryClass } from '../../../domain/retry-class.ts';
import { asSentence } from '../../../text/as-sentence.ts';
import type { ProgramEnd } from '../../process/agent-reader.ts';
import { failureClass } from '../failure-class.ts';
import { fieldsOf, fieldsOfLine, textOf } from '../fields.ts';

/** Why an attempt did not succeed, or does not get on. */
export interface Trouble {
  readonly message: string;
  readonly retryClass: RetryClass | null;
  /** Of HTTP; null: no answer, or not told. */
  readonly status: number | null;
  readonly retryAfterMs: number | null;
}

const refused =
  /content_filter|usage polic|\bflagged\b|invalid prompt|does not exist or you do not have access|model is not supported/i;
const notAllowed = /to use codex with your chatgpt plan|missing environment variable|refresh token|sign in again/i;
const busy = /high demand|stream disconnected|error sending request|waiting for network/i;
const noSession = /no rollout found|(?:thread|session)\b.* not found|no (?:saved )?session/i;

/** What an error that Codex tells in words means; it tells nothing else. */
export const troubleOf = (words: string): Trouble => {
  const answer = fieldsOf(fieldsOfLine(words)?.error);
  const said = textOf(answer.message) || words;
  // Of a request that is not valid, it tells the whole answer.
  const status = Object.keys(answer).length > 0 ? 400 : statusIn(words);
  return {
    message: asSentence(oneLine(said)),
    retryClass: classOf(status, words),
    status,
    retryAfterMs: waitIn(words),
  };
};

const classOf = (status: number | null, words: string): RetryClass | null => {
  if (status === null || status === 400) {
    if (refused.test(words)) return 'refused';
    if (notAllowed.test(words)) return 'auth';
  }
  return failureClass(status, words) ?? (busy.test(words) ? 'overload' : null);
};

const statusIn = (words: string): number | null => {
  const told = /\b(?:unexpected|last) status:? (\d{3})\b/.exec(words)?.[1];
  if (told !== undefined) return Number(told);
  // So it calls an answer of 500, and no other.
  return /experiencing high demand/i.test(words) ? 500 : null;
};

const unitMs: Readonly<Record<string, number>> = { ms: 1, s: 1_000, m: 60_000, h: 3_600_000, d: 86_400_000 };
const amount = /(\d+(?:\.\d+)?)\s*(ms|seconds?|s|minutes?|m|hours?|h|days?|d)/g;

/** `try again in 1m30.5s`; a time of day is of no use, since it does not say where. */
const waitIn = (words: string): number | null => {
  const told = /(?:try again in|retry after)((?:\s*\d+(?:\.\d+)?\s*(?:ms|[smhd](?:[a-z]+)?))+)/i.exec(words)?.[1];
  if (told === undefined) return null;
  const parts = [...told.toLowerCase().matchAll(amount)];
  return Math.ceil(parts.reduce((sum, [, count, unit]) => sum + Number(count) * unitOf(unit!), 0));
};

const unitOf = (unit: string): number => unitMs[unit] ?? unitMs[unit.charAt(0)]!;

/** Why a program ended that has not told an end. `complaint`: what it wrote to standard error; `hasBegun`: whether it worked. */
export const earlyTrouble = (end: ProgramEnd, complaint: string, hasBegun: boolean): Trouble => {
  const { outcome, exitCode, signal } = end;
  switch (outcome) {
    case 'not_started':
      return trouble('Codex could not be started.', null);
    case 'timed_out':
      return trouble('It was ended at its time limit.', null);
    case 'idle_timed_out':
      return trouble('It was ended because it had printed nothing for too long.', null);
    case 'cancelled':
      return trouble('It was cancelled.', null);
    case 'interrupted':
      return trouble('It was cut off.', 'crashed');
    case 'succeeded':
    case 'failed':
      break;
  }
  const words = oneLine(complaint);
  // It ends so before it does anything: with an option that it does not know, say.
  if (!hasBegun && words !== '') return trouble(asSentence(words), noSession.test(words) ? 'crashed' : null);
  const by = signal ?? (exitCode === null ? undefined : signals[exitCode]);
  const how = by === undefined ? `with exit code ${exitCode ?? 'unknown'}` : `by ${by}`;
  return trouble(`It ended ${how} before it had finished${words === '' ? '' : `: ${words}`}.`, 'crashed');
};

/** The launcher of its npm package ends so after these. */
const signals: Readonly<Record<number, string>> = { 129: 'SIGHUP', 130: 'SIGINT', 137: 'SIGKILL', 143: 'SIGTERM' };

/** A trouble that no answer of a service has to do with. */
export const trouble = (message: string, retryClass: RetryClass | null): Trouble => ({
  message,
  retryClass,
  status: null,
  retryAfterMs: null,
});

const maxSaid = 500;

const oneLine = (text: string): string => {
  const line = text.trim().replace(/\s+/g, ' ');
  return line.length > maxSaid ? `${line.slice(0, maxSaid)}…` : line.replace(/\.$/, '');
};
