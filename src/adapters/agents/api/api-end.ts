import { APIConnectionError, APIError, APIUserAbortError } from '@anthropic-ai/sdk';
import type { StopReason } from '@anthropic-ai/sdk/resources/messages';
import type { RetryClass } from '../../../domain/retry-class.ts';
import { asSentence } from '../../../text/as-sentence.ts';
import { failureClass } from '../failure-class.ts';
import { retryAfter } from '../retry-after.ts';
import { badlyEnded, wellEnded } from '../runner/own-line.ts';
import type { OwnEnd } from '../runner/own-line.ts';

/** What a call came to that failed, by what the client says of it. */
export const callEnd = (error: unknown): OwnEnd => {
  if (error instanceof APIUserAbortError) return badlyEnded('It was asked to stop.', null);
  if (error instanceof APIConnectionError) {
    return badlyEnded(`There was no answer from the model: ${asSentence(error.message)}`, 'overload');
  }
  if (!(error instanceof APIError)) {
    const message = error instanceof Error ? error.message : String(error);
    return badlyEnded(`The call to the model failed: ${asSentence(message)}`, failureClass(null, message));
  }
  const { status, type, apiMessage, headers } = error as APIError;
  const words = apiMessage ?? error.message;
  const said = status === undefined ? words : `${words} (status ${status})`;
  const wait = headers === undefined ? null : retryAfter(Object.fromEntries(headers.entries()));
  return badlyEnded(asSentence(said), failureClass(status ?? null, `${type ?? ''} ${words}`), wait);
};

/** Whether to ask again after a stream that broke off, or told of an error. What fails sooner, the client asks again itself. */
export const isWorthAnotherTry = (error: unknown, hasBegun: boolean): boolean => {
  if (error instanceof APIUserAbortError || (error instanceof APIError && error.status !== undefined)) return false;
  return (hasBegun || !(error instanceof APIConnectionError)) && laterClasses.includes(callEnd(error).retryClass);
};

const laterClasses: readonly (RetryClass | null)[] = ['overload', 'rate_limit'];

/** What an answer came to that ends the work; null where the work goes on. */
export const answerEnd = (reason: StopReason | null): OwnEnd | null => {
  switch (reason) {
    case 'end_turn':
    case 'stop_sequence':
      return wellEnded;
    case 'max_tokens':
      return badlyEnded('The answer is longer than a model may answer at once.', null);
    case 'model_context_window_exceeded':
      return badlyEnded('What the model has to read is longer than it can.', 'context_too_long');
    case 'refusal':
      return badlyEnded('The model refused to go on.', 'refused');
    case 'tool_use':
    case 'pause_turn':
    case null:
      return null;
  }
};
