import { tokenText } from '../text/token-text.ts';
import { usdText } from '../text/usd-text.ts';
import type { AttemptLimits } from './run-prompt-input.ts';

/** What an attempt may use, a sentence for each limit. */
export const limitSentences = ({ timeoutMs, idleTimeoutMs, usd, tokens, turns }: AttemptLimits): string[] => [
  ...(timeoutMs === null ? [] : [`It is ended after ${timeText(timeoutMs)}.`]),
  ...(idleTimeoutMs === null ? [] : [`It is ended when it prints nothing for ${timeText(idleTimeoutMs)}.`]),
  ...(usd === null ? [] : [`It may cost ${usdText(usd)}.`]),
  ...(tokens === null ? [] : [`It may use ${tokenText(tokens)} tokens, of all kinds together.`]),
  ...(turns === null ? [] : [`It has ${turns} turns.`]),
];

/** In seconds up to two minutes, then in minutes. */
const timeText = (ms: number): string => {
  const seconds = Math.round(ms / 1000);
  if (seconds <= 120) return seconds === 1 ? '1 second' : `${seconds} seconds`;
  return `${Math.round(seconds / 6) / 10} minutes`;
};
