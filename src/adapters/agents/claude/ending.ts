import type { RetryClass } from '../../../domain/retry-class.ts';
import { asSentence } from '../../../text/as-sentence.ts';
import type { ProgramEnd } from '../../process/agent-reader.ts';
import { earlyEnd } from '../early-end.ts';
import { failureClass } from '../failure-class.ts';
import { amountOf, fieldsOf, textOf } from '../fields.ts';
import type { Fields } from '../fields.ts';
import { oneLine } from '../one-line.ts';

/** Why an attempt did not succeed. */
export interface Failure {
  readonly message: string;
  readonly retryClass: RetryClass | null;
  /** The session that was to be taken up again does not exist. */
  readonly isSessionLost: boolean;
}

/** What its own words for errors of the model's service mean. */
const classes: Readonly<Record<string, RetryClass>> = {
  authentication_failed: 'auth',
  oauth_org_not_allowed: 'auth',
  account_on_hold: 'auth',
  verification_required: 'auth',
  cloud_credential_error: 'auth',
  billing_error: 'auth',
  model_not_found: 'refused',
  rate_limit: 'rate_limit',
  overloaded: 'overload',
  server_error: 'overload',
};

const tooLong: ReadonlySet<string> = new Set(['prompt_too_long', 'blocking_limit', 'rapid_refill_breaker']);
const noSession = /no conversation found/i;

const failure = (message: string, retryClass: RetryClass | null): Failure => ({
  message,
  retryClass,
  isSessionLost: noSession.test(message),
});

/** What an error of the service says of the next call. `kind`: its own word for it; `status`: of HTTP, or null. */
export const serviceClass = (kind: string, status: number | null, text: string): RetryClass | null =>
  Object.hasOwn(classes, kind) ? (classes[kind] ?? null) : failureClass(status, `${kind} ${text}`);

/** Why a result is none; null where it is one. `kind`: its word for the last error of the service, may be empty. */
export const resultFailure = (result: Fields, kind: string): Failure | null => {
  const subtype = textOf(result.subtype);
  if (result.is_error !== true && subtype === 'success') return null;
  const errors = Array.isArray(result.errors) ? result.errors.map(textOf).filter((one) => one !== '') : [];
  const said = oneLine(errors.join(' ') || textOf(result.result));
  const reason = textOf(result.terminal_reason);
  if (subtype === 'error_max_turns') return failure(`It has used up its turns: ${said}.`, null);
  if (subtype === 'error_max_budget_usd') return failure(`It has used up its budget: ${said}.`, null);
  if (reason.startsWith('aborted_')) return failure('It was interrupted before it had finished.', 'crashed');
  if (noSession.test(said)) return failure(`${said}.`, 'crashed');
  const message = said === '' ? `It ended with ${subtype || 'an error'}.` : asSentence(said);
  if (tooLong.has(reason)) return failure(message, 'context_too_long');
  if (result.stop_reason === 'refusal') return failure(message, 'refused');
  // An answer that is too long comes out the same the next time, unless it was the context that had no room for it.
  if (kind === 'max_output_tokens') return failure(message, failureClass(null, said));
  if (subtype.startsWith('error_') && reason !== 'api_error') return failure(message, null);
  return failure(message, serviceClass(kind, amountOf(result.api_error_status), said) ?? 'crashed');
};

/** Why a program ended that left no result. `complaint`: what it wrote to standard error; `hasBegun`: whether it worked. */
export const earlyFailure = (end: ProgramEnd, complaint: string, hasBegun: boolean): Failure => {
  const classOf = (words: string): RetryClass | null => (noSession.test(words) ? 'crashed' : null);
  const early = earlyEnd(end, { name: 'Claude Code', complaint, hasBegun, classOf, tellsSignals: true });
  return failure(early.message, early.retryClass);
};

/** When the model may be asked again, in milliseconds after `time`, by what is said of a limit; null: it is not said. */
export const waitFor = (rateLimitInfo: unknown, time: string): number | null => {
  const resetsAt = amountOf(fieldsOf(rateLimitInfo).resetsAt);
  const wait = resetsAt === null ? NaN : resetsAt * 1000 - Date.parse(time);
  return Number.isFinite(wait) ? Math.max(0, wait) : null;
};
