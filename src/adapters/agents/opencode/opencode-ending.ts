import type { AgentVerdict } from '../../../domain/agent.ts';
import type { ProgramEnd } from '../../process/agent-reader.ts';
import { failureClass } from '../failure-class.ts';
import { amountOf, fieldsOf, textOf, type Fields } from '../fields.ts';
import { retryAfter } from '../retry-after.ts';

/** What stands in opencode's way, until a step comes to its end. */
export interface OpencodeTrouble {
  readonly message: string;
  /** Of HTTP; null: no answer, or not told. */
  readonly status: number | null;
  /** Everything that tells of its kind. */
  readonly words: string;
  readonly waitMs: number | null;
  /** It goes on for ever, or for too long. */
  readonly isHopeless: boolean;
}

/** A trouble of which only these words are known. */
export const troubleOfWords = (message: string, waitMs: number | null = null): OpencodeTrouble => ({
  message,
  status: null,
  words: message,
  waitMs,
  isHopeless: false,
});

/** The trouble in the `error` of an event. */
export const troubleOfError = ({ name, data }: Fields): OpencodeTrouble => {
  const { message, statusCode, responseBody, responseHeaders } = fieldsOf(data);
  return {
    message: textOf(message) || textOf(name) || 'An error without a message.',
    status: amountOf(statusCode),
    words: [name, message, responseBody].map(textOf).join(' '),
    waitMs: retryAfter(fieldsOf(responseHeaders)),
    isHopeless: false,
  };
};

/** All that is known at the end. */
export interface OpencodeEvidence {
  readonly end: ProgramEnd;
  readonly trouble: OpencodeTrouble | null;
  /** Why the last step of the session ended; null: none did. */
  readonly lastReason: string | null;
  /** The session said that it has nothing left to do. */
  readonly idle: boolean;
  /** The end of what it printed on standard error. */
  readonly errorText: string;
}

type Ending = Pick<AgentVerdict, 'ok' | 'message' | 'retryClass' | 'retryAfterMs'>;

/** How it ended. The exit code is 0 after a refused permission, and 1 after an error that was overcome: others count more. */
export const opencodeEnding = ({ end, trouble, lastReason, idle, errorText }: OpencodeEvidence): Ending => {
  const { outcome, exitCode, signal } = end;
  if (outcome === 'not_started') return failed(`opencode was not started. ${end.lastLine}`.trim());
  if (trouble !== null && (trouble.isHopeless || (outcome !== 'interrupted' && outcome !== 'cancelled')))
    return inTrouble(trouble, lastReason);
  if (outcome === 'timed_out' || outcome === 'idle_timed_out') return failed('opencode was ended at its time limit.');
  if (outcome === 'cancelled') return failed('opencode was cancelled.');
  if (outcome === 'interrupted') return failed('opencode was interrupted.', 'crashed');
  if (signal !== null) return failed(`opencode was ended by ${signal}.`, 'crashed');
  if (lastReason === 'stop' && (exitCode === 0 || idle))
    return { ok: true, message: '', retryClass: null, retryAfterMs: null };
  if (lastReason === 'length') return failed("The model's answer was cut off at its longest length.");
  if (lastReason === 'content-filter')
    return failed("The provider's content filter took the model's answer.", 'refused');
  if (lastReason !== null) return failed('opencode ended before the model had come to an end.', 'crashed');
  return beforeTheFirstStep(errorText, exitCode);
};

const beforeTheFirstStep = (errorText: string, exitCode: number | null): Ending => {
  if (errorText.includes('Session not found')) return failed('opencode does not know the session any more.', 'crashed');
  if (/^opencode run \[message/m.test(errorText))
    return failed('opencode does not understand its arguments.', 'refused');
  const words = lastOf(errorText);
  return failed(
    words === '' ? `opencode ended with exit code ${exitCode} and said nothing.` : `opencode: ${words}`,
    'crashed',
  );
};

const inTrouble = ({ message, status, words, waitMs }: OpencodeTrouble, lastReason: string | null): Ending => {
  if (words.includes('Unexpected server error')) {
    // Its own error, not the model's. Before the first step it is mostly the model's name.
    return lastReason === null
      ? failed('opencode could not begin; does it know the model?', 'refused')
      : failed('opencode had an error of its own.', 'crashed');
  }
  const said = status === null ? message : `The model's service answered ${status}: ${message}`;
  return { ok: false, message: said, retryClass: failureClass(status, words), retryAfterMs: waitMs };
};

const failed = (message: string, retryClass: Ending['retryClass'] = null): Ending => ({
  ok: false,
  message,
  retryClass,
  retryAfterMs: null,
});

const lastOf = (text: string): string => (text.split('\n').at(-1) ?? '').slice(0, 500);
