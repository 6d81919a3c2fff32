import type { RetryClass } from '../../domain/retry-class.ts';
import { asSentence } from '../../text/as-sentence.ts';
import type { ProgramEnd } from '../process/agent-reader.ts';
import { oneLine } from './one-line.ts';

/** Why an attempt came to nothing, as far as its program's end tells. */
export interface EarlyEnd {
  readonly message: string;
  readonly retryClass: RetryClass | null;
}

/** What is known of a program that ended without a result. */
export interface EarlyEndQuestion {
  /** How people call it. */
  readonly name: string;
  /** What it wrote to standard error. */
  readonly complaint: string;
  /** Whether it worked: before that, its complaint is the reason. */
  readonly hasBegun: boolean;
  /** What a complaint before it worked means for the next attempt. */
  readonly classOf: (words: string) => RetryClass | null;
  /** Whether its launcher turns signals into exit codes, as shells do. */
  readonly tellsSignals: boolean;
}

const signals: Readonly<Record<number, string>> = { 129: 'SIGHUP', 130: 'SIGINT', 137: 'SIGKILL', 143: 'SIGTERM' };

/** Why a program ended that left no result. */
export const earlyEnd = (
  { outcome, exitCode, signal }: ProgramEnd,
  { name, complaint, hasBegun, classOf, tellsSignals }: EarlyEndQuestion,
): EarlyEnd => {
  switch (outcome) {
    case 'not_started':
      return { message: `${name} could not be started.`, retryClass: null };
    case 'timed_out':
      return { message: 'It was ended at its time limit.', retryClass: null };
    case 'idle_timed_out':
      return { message: 'It was ended because it had printed nothing for too long.', retryClass: null };
    case 'cancelled':
      return { message: 'It was cancelled.', retryClass: null };
    case 'interrupted':
      return { message: 'It was cut off.', retryClass: 'crashed' };
    case 'succeeded':
    case 'failed':
      break;
  }
  const words = oneLine(complaint);
  if (!hasBegun && words !== '') return { message: asSentence(words), retryClass: classOf(words) };
  const by = signal ?? (tellsSignals && exitCode !== null ? signals[exitCode] : undefined);
  const how = by === undefined ? `with exit code ${exitCode ?? 'unknown'}` : `by ${by}`;
  const message = `It ended ${how} before it had finished${words === '' ? '' : `: ${words}`}.`;
  return { message, retryClass: 'crashed' };
};
