import type { RetryClass } from '../../../domain/retry-class.ts';
import { failureClass } from '../failure-class.ts';

/** An error of the model that an agent told as if it were an answer. */
export interface ChatError {
  readonly message: string;
  readonly retryClass: RetryClass | null;
}

/** Whole answers are longer, or begin in another way. */
const maxLength = 2_000;

const forms: readonly RegExp[] = [
  /^\[?API Error:?\s*\(?(\d{3})\b/i,
  /^(?:Error: )?unexpected status (\d{3})\b/i,
  /^(?:Error: )?exceeded retry limit, last status: (\d{3})\b/i,
  /^(?:Error: )?stream disconnected before completion\b/i,
  /^Error: Failed to get response from the AI model\b(?:[\s\S]*?\bLast error: (\d{3})\b)?/,
  /^Error: [^\n]*\(HTTP (\d{3})\)/,
  /^Error: The provider rejected the prompt as too long\b/,
];

/**
 * The error in an agent's last words; null where they are an answer. Codex and GitHub Copilot end a turn well that a
 * failed call to the model has ended, and tell of it in these forms only.
 */
export const chatError = (lastWords: string): ChatError | null => {
  const text = lastWords.trim();
  if (text.length > maxLength) return null;
  const found = forms.map((form) => form.exec(text)).find((one) => one !== null);
  if (!found) return null;
  const status = found[1] === undefined ? null : Number(found[1]);
  return { message: text, retryClass: failureClass(status, text.replace('prompt as too long', 'prompt is too long')) };
};
