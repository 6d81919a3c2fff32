import type { AgentVerdict } from '../../../domain/agent.ts';
import type { ProgramEnd } from '../../process/agent-reader.ts';
import { failureClass } from '../failure-class.ts';
import { fieldsOf, fieldsOfLine, textOf } from '../fields.ts';

/** A call to the model that failed, or what the session says of it. */
export interface CopilotTrouble {
  readonly message: string;
  /** Of HTTP; null: no answer, or not told. */
  readonly status: number | null;
  /** Everything that tells of its kind. */
  readonly words: string;
  /** The session has given up on it. */
  readonly isFinal: boolean;
}

/** All that is known at the end. */
export interface CopilotEvidence {
  readonly end: ProgramEnd;
  readonly trouble: CopilotTrouble | null;
  /** The exit code that its last event names; null: there was none. */
  readonly result: number | null;
  /** Why the model's last answer ended; empty: not told. */
  readonly finish: string;
  readonly errorText: string;
}

type Ending = Pick<AgentVerdict, 'ok' | 'message' | 'retryClass' | 'retryAfterMs'>;

/** How it ended. */
export const copilotEnding = ({ end, trouble, result, finish, errorText }: CopilotEvidence): Ending => {
  const { outcome, exitCode, signal } = end;
  if (outcome === 'not_started') return failed(`copilot was not started. ${end.lastLine}`.trim());
  if (trouble !== null && (trouble.isFinal || outcome === 'timed_out' || outcome === 'idle_timed_out')) {
    return inTrouble(trouble);
  }
  if (outcome === 'timed_out' || outcome === 'idle_timed_out') return failed('copilot was ended at its time limit.');
  if (outcome === 'cancelled') return failed('copilot was cancelled.');
  if (outcome === 'interrupted') return failed('copilot was interrupted.', 'crashed');
  if (signal !== null) return failed(`copilot was ended by ${signal}.`, 'crashed');
  // The program itself takes both of these for a success.
  if (finish === 'content_filter') return failed("The provider's content filter took the model's answer.", 'refused');
  if (finish === 'length') return failed("The model's answer was cut off at its longest length.");
  if (result === 0 && exitCode === 0) return { ok: true, message: '', retryClass: null, retryAfterMs: null };
  if (trouble !== null) return inTrouble(trouble);
  return withoutResult(errorText, exitCode, result);
};

const withoutResult = (errorText: string, exitCode: number | null, result: number | null): Ending => {
  const words = (errorText.split('\n')[0] ?? '').replace(/^error:\s*/i, '').slice(0, 500);
  if (errorText.includes('No session, task, or name matched')) {
    return failed('copilot does not know the session any more.', 'crashed');
  }
  if (/not (?:currently )?(?:logged in|authenticated)|No authentication information/i.test(errorText)) {
    return failed('copilot is not logged in: run `copilot login`, or set GH_TOKEN.', 'auth');
  }
  if (/unexpected argument|invalid value|For more information, try '--help'/.test(errorText)) {
    return failed(`copilot does not understand its arguments: ${words}`, 'refused');
  }
  if (words !== '') return failed(`copilot: ${words}`, failureClass(null, errorText) ?? 'crashed');
  return failed(
    `copilot ended with exit code ${exitCode} ${result === null ? 'without its last word' : 'and said nothing'}.`,
    'crashed',
  );
};

const inTrouble = ({ message, status, words }: CopilotTrouble): Ending =>
  failed(status === null ? message : `The model's service answered ${status}: ${message}`, failureClass(status, words));

const failed = (message: string, retryClass: Ending['retryClass'] = null): Ending => ({
  ok: false,
  message,
  retryClass,
  retryAfterMs: null,
});

/** The words in an `errorMessage`, which is JSON within a text. */
export const wordsOfError = (errorMessage: unknown): string => {
  const text = textOf(errorMessage);
  const message = textOf(fieldsOf(fieldsOfLine(text)).message);
  return message || text.replace(/^"|"$/g, '');
};
