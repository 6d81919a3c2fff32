import type { RefusedAnswer } from '../../documents/refused-answer.ts';
import { addUsage } from '../../domain/add-usage.ts';
import type { RetryClass } from '../../domain/retry-class.ts';
import type { Problem } from '../../domain/problem.ts';
import { fail, ok } from '../../domain/result.ts';
import type { Result } from '../../domain/result.ts';
import type { AttemptUsage } from '../../domain/run.ts';
import type { AgentAnswer } from '../../ports/agent-calls.ts';
import { asSentence } from '../../text/as-sentence.ts';

/** Puts a prompt to an agent. */
export type Ask = (prompt: string) => Promise<AgentAnswer>;

/** What asking took, over all calls. */
export interface CallsMade {
  readonly calls: number;
  readonly seconds: number;
  /** Null: no call told. */
  readonly costUsd: number | null;
  readonly usage: AttemptUsage | null;
}

export interface Answered<T> {
  readonly value: T;
  /** What it was made of, as the agent wrote it. */
  readonly text: string;
  readonly made: CallsMade;
}

/** Why there is no answer that can be used. */
export interface NoAnswer {
  readonly problems: readonly Problem[];
  readonly made: CallsMade;
  /** Of an agent that gave none. */
  readonly retryClass: RetryClass | null;
  /** The last answer, by the name that problems use for it; null where the agent gave none. */
  readonly answer: { readonly file: string; readonly text: string } | null;
}

export interface Question<T> {
  /** The agent's name. */
  readonly agent: string;
  readonly prompt: (refused: RefusedAnswer | null) => string;
  /** Fails with all that is wrong. `isLast`: nobody asks again. `file`: the name that problems use for the answer. */
  readonly read: (file: string, text: string, isLast: boolean) => Result<T> | Promise<Result<T>>;
}

/** Asks, and where the answer cannot be used asks once more, with the answer and everything that is wrong with it. */
export const askTwice = async <T>(
  { agent, prompt, read }: Question<T>,
  ask: Ask,
): Promise<Result<Answered<T>, NoAnswer>> => {
  const file = `answer of ${agent}`;
  let made: CallsMade = { calls: 0, seconds: 0, costUsd: null, usage: null };
  let refused: RefusedAnswer | null = null;
  for (let isLast = false; ; isLast = true) {
    const answer = await ask(prompt(refused));
    made = together(made, answer);
    if (!answer.ok) {
      return fail({ problems: [agentFailed(agent, answer)], made, retryClass: answer.retryClass, answer: null });
    }
    const value = await read(file, answer.text, isLast);
    if (value.ok) return ok({ value: value.value, text: answer.text, made });
    if (isLast) {
      return fail({ problems: value.error, made, retryClass: null, answer: { file, text: answer.text } });
    }
    refused = { text: answer.text, because: value.error.map((problem) => inWords(problem, file)) };
  }
};

/** Where it stands, what is wrong, what to do. */
const inWords = ({ at, message, advice }: Problem, file: string): string =>
  [
    ...(at.line === undefined || at.file !== file ? [] : [`Line ${at.line} of the answer:`]),
    message,
    ...(advice === undefined ? [] : [advice]),
  ].join(' ');

const together = (made: CallsMade, { seconds, costUsd, usage }: AgentAnswer): CallsMade => ({
  calls: made.calls + 1,
  seconds: Math.round((made.seconds + seconds) * 1000) / 1000,
  costUsd: costUsd === null ? made.costUsd : (made.costUsd ?? 0) + costUsd,
  usage: usage === null ? made.usage : addUsage(usage, made.usage),
});

const adviceFor: Readonly<Record<RetryClass, string>> = {
  rate_limit: 'Try again later, or name another agent with --agent.',
  overload: 'Try again later, or name another agent with --agent.',
  auth: 'Log in to it, or name another agent with --agent; planloom doctor shows which are ready.',
  context_too_long: 'Give less text, or name a model that takes more, for instance --agent claude:opus.',
  refused: 'Say it in other words, or name another agent with --agent.',
  crashed: 'Try again; planloom doctor shows whether the agent is in order.',
};

const agentFailed = (agent: string, { message, retryClass }: AgentAnswer): Problem => ({
  rule: 'agent-failed',
  severity: 'error',
  at: { file: '.' },
  message: `${agent} gave no answer: ${asSentence(message === '' ? 'it does not say why' : message)}`,
  advice: retryClass === null ? 'planloom doctor shows which agents are ready.' : adviceFor[retryClass],
});
