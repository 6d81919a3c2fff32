import type { RetryClass } from '../domain/retry-class.ts';
import type { AgentAnswer } from '../ports/agent-calls.ts';
import { usdText } from '../text/usd-text.ts';
import { tokensInWords } from './costs/cost-words.ts';
import type { Look } from './look.ts';
import { nextLines } from './next-step.ts';
import { paletteOf } from './palette.ts';
import { durationText } from './run/duration.ts';
import { factLines } from './run/fact-lines.ts';
import { oneLine } from './safe-text.ts';
import { symbolsOf } from './symbols.ts';
import { bullets } from './wrap-text.ts';

const shownAnswer = 300;

/** What an agent answered to the call that tries it, or what went wrong, with what to do. */
export const renderAgentTest = (name: string, answer: AgentAnswer, look: Look): string => {
  const paint = paletteOf(look);
  const { status, ellipsis } = symbolsOf(look);
  const { ok, text, usage, costUsd, seconds, retryClass, message } = answer;
  const said = oneLine(text);
  const facts: readonly (readonly [string, string])[] = [
    ['answer', said.length > shownAnswer ? `${said.slice(0, shownAnswer)}${ellipsis}` : said],
    ['tokens', usage === null ? '' : tokensInWords(usage)],
    ['model', oneLine(usage?.model ?? '')],
    ['cost', costUsd === null ? '' : usdText(costUsd)],
    ['time', seconds === 0 ? '' : durationText(seconds)],
  ];
  const head = ok
    ? [`${paint.done(status.complete)} ${name} works.`]
    : [`${paint.error(status.failed)} ${name} does not work.`, ...bullets(paint.quiet('!'), oneLine(message), look)];
  const advice = !ok && retryClass !== null ? nextLines([{ say: adviceFor[retryClass] }], look) : [];
  return `${[...head, ...factLines(facts, look), ...advice].join('\n')}\n`;
};

const adviceFor: Readonly<Record<RetryClass, string>> = {
  auth: 'Log in with its own program, or set its key in the environment; then try again.',
  rate_limit: 'Its limit is reached: try again later, or use another agent or model.',
  overload: 'Its service does not answer now: look at the network and at its address, or try again later.',
  refused: 'The model did not take the call: name another one after a colon, such as claude:haiku.',
  context_too_long: 'The call is too long for the model: name another one after a colon.',
  crashed: 'Start its program once by hand, to see what it says.',
};
