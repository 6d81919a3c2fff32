import type { CallsMade } from '../app/asking/ask-twice.ts';
import { usdText } from '../text/usd-text.ts';
import { tokensInWords } from './costs/cost-words.ts';
import { durationText } from './run/duration.ts';

/** `asked claude twice: 41 s, $0.12, tokens 12 k in, 800 out`; what is not known is left out. */
export const callsText = (agent: string, { calls, seconds, costUsd, usage }: CallsMade): string => {
  const facts = [
    durationText(seconds),
    ...(costUsd === null ? [] : [usdText(costUsd)]),
    ...(usage === null ? [] : [`tokens ${tokensInWords(usage)}`]),
  ];
  return `asked ${agent} ${calls === 1 ? 'once' : calls === 2 ? 'twice' : `${calls} times`}: ${facts.join(', ')}`;
};
