import type { RetryClass } from '../../../domain/retry-class.ts';
import { asSentence } from '../../../text/as-sentence.ts';
import type { ProgramEnd } from '../../process/agent-reader.ts';
import { earlyEnd } from '../early-end.ts';
import { failureClass } from '../failure-class.ts';
import { fieldsOf, fieldsOfLine, textOf } from '../fields.ts';
import { oneLine } from '../one-line.ts';

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
  const classOf = (words: string): RetryClass | null => (noSession.test(words) ? 'crashed' : null);
  const early = earlyEnd(end, { name: 'Codex', complaint, hasBegun, classOf, tellsSignals: true });
  return trouble(early.message, early.retryClass);
};

/** A trouble that no answer of a service has to do with. */
export const trouble = (message: string, retryClass: RetryClass | null): Trouble => ({
  message,
  retryClass,
  status: null,
  retryAfterMs: null,
});
