import type { RetryClass } from '../../src/domain/retry-class.ts';
import { inTurn } from '../support/model-server/scenario.ts';
import type { Action, Reply, Scenario } from '../support/model-server/scenario.ts';
import type { AgentRun, AgentRunOptions } from './agent-run.ts';
import type { AgentName } from './agent-settings.ts';
import { outside } from './outside.ts';

/** What the first attempt, and the achievement, have to come to. */
export interface Expected {
  readonly outcome: string;
  readonly retryClass: RetryClass | null;
  readonly message: RegExp;
  readonly state: 'succeeded' | 'failed';
  readonly attempts: number;
  /** Which of the model's answers, from 0, the program never tells the tokens of. Default: none. */
  readonly untold?: readonly number[];
  /** Whether the agent has committed its work itself. */
  readonly commits?: boolean;
}

/** Something that can happen to an agent. */
export interface AgentCase {
  readonly name: string;
  readonly scenario: Scenario;
  readonly options?: AgentRunOptions;
  /** What is done to it while it works. */
  during?(run: AgentRun): Promise<void>;
  readonly expected: Expected;
  /** What differs for some of them, and why. */
  readonly except?: Partial<Readonly<Record<AgentName, Partial<Expected> & { readonly why: string }>>>;
}

const file: Action = { write: 'out.txt', content: 'Written by an agent.\n' };
const write: Reply = { use: [file] };
const done: Reply = { say: 'Done.' };

const fail = (status: number, type: string, message: string, headers = {}): Reply => ({
  fail: status,
  type,
  message,
  headers,
});

const succeeded: Expected = { outcome: 'succeeded', retryClass: null, message: /^$/, state: 'succeeded', attempts: 1 };
const failed = (retryClass: RetryClass, message: RegExp): Expected => ({
  outcome: 'failed',
  retryClass,
  message,
  state: 'failed',
  attempts: 1,
});

/** The model has too much to do until the first attempt has ended, which counts as no try: the next one goes on. */
const busy = (reply: Reply): Pick<AgentCase, 'scenario' | 'during'> => {
  let isOver = false;
  return {
    scenario: ({ results }) => (results.length === 0 ? write : isOver ? done : reply),
    during: async (run) => {
      await run.hasEnded(1);
      isOver = true;
    },
  };
};

/** It would be tried again, if that could help. */
const twice: AgentRunOptions = { config: { maxAttempts: 2 } };

const limited = (limits: Readonly<Record<string, number>>): AgentRunOptions => ({ executor: limits });

/** A second attempt takes up the session of the first one. */
const resumedAfter = (retryClass: RetryClass, message: RegExp): Expected => ({
  ...failed(retryClass, message),
  state: 'succeeded',
  attempts: 2,
});

const onlyAtItsEnd = 'it tells of tokens only when it ends by itself';

/** The cases, in the order of the table. */
export const agentCases: readonly AgentCase[] = [
  {
    name: 'text',
    scenario: inTurn({ say: 'There is nothing to do.' }),
    expected: {
      outcome: 'rejected',
      retryClass: null,
      message: /out\.txt|no change|nothing/i,
      state: 'failed',
      attempts: 1,
    },
  },
  { name: 'tool call', scenario: inTurn(write, done), expected: succeeded },
  {
    name: 'commit',
    scenario: inTurn(
      write,
      { use: [{ shell: 'git add out.txt' }] },
      { use: [{ shell: 'git commit -q -m "Its own commit"' }] },
      done,
    ),
    expected: { ...succeeded, commits: true },
  },
  {
    name: 'denial',
    scenario: ({ results }) =>
      results.length > 0 ? done : { use: [{ write: `${outside()}/out.txt`, content: 'Outside.\n' }] },
    expected: {
      outcome: 'rejected',
      retryClass: null,
      message: /It was not allowed to use/,
      state: 'failed',
      attempts: 1,
    },
  },
  {
    name: '400',
    scenario: inTurn(fail(400, 'invalid_request_error', 'messages: something is not valid')),
    options: twice,
    expected: failed('refused', /not valid/),
  },
  {
    name: '400, prompt too long',
    scenario: inTurn(fail(400, 'invalid_request_error', 'prompt is too long: 250000 tokens > 200000 maximum')),
    options: twice,
    expected: failed('context_too_long', /too long/i),
  },
  {
    name: '401',
    scenario: inTurn(fail(401, 'authentication_error', 'invalid x-api-key')),
    options: twice,
    expected: failed('auth', /log.?in|key|401/i),
  },
  {
    name: '429',
    ...busy(fail(429, 'rate_limit_error', 'Too many requests', { 'retry-after': '1' })),
    expected: resumedAfter('rate_limit', /429|rate|limit|too many/i),
    except: { gemini: { untold: [0], why: onlyAtItsEnd } },
  },
  {
    name: '500',
    ...busy(fail(500, 'api_error', 'Internal server error')),
    expected: resumedAfter('overload', /500|server|demand|service/i),
    except: { gemini: { untold: [0], why: onlyAtItsEnd } },
  },
  {
    name: '529',
    ...busy(fail(529, 'overloaded_error', 'Overloaded')),
    expected: resumedAfter('overload', /529|overloaded|service/i),
    except: { gemini: { untold: [0], why: onlyAtItsEnd } },
  },
  {
    name: 'cut stream',
    scenario: inTurn(write, 'cut', done),
    options: twice,
    expected: succeeded,
    except: {
      gemini: { ...resumedAfter('overload', /cut off/), why: 'it does not ask again' },
    },
  },
  {
    name: 'hang',
    scenario: inTurn('hang'),
    options: limited({ idleTimeoutSeconds: 4 }),
    expected: { outcome: 'idle_timed_out', retryClass: null, message: /./, state: 'failed', attempts: 1 },
  },
  {
    name: 'refused prompt',
    scenario: inTurn({ refuse: 'I do not want to do that.' }),
    options: twice,
    expected: failed('refused', /./),
    except: { codex: { untold: [0, 1], why: 'it tells of tokens only when a turn is completed' } },
  },
  {
    name: 'wall limit',
    scenario: inTurn('silence'),
    options: limited({ timeoutSeconds: 4 }),
    expected: { outcome: 'timed_out', retryClass: null, message: /./, state: 'failed', attempts: 1 },
  },
  {
    name: 'idle limit',
    scenario: inTurn({ use: [{ shell: 'sleep 1000' }] }, 'silence'),
    options: limited({ idleTimeoutSeconds: 4 }),
    expected: { outcome: 'idle_timed_out', retryClass: null, message: /./, state: 'failed', attempts: 1 },
    except: { gemini: { untold: [0], why: onlyAtItsEnd } },
  },
  {
    name: 'SIGTERM',
    scenario: inTurn(write, 'silence', done),
    options: twice,
    during: async (run) => {
      await run.server.reached(2);
      await run.hasKept();
      process.kill(await run.group(1), 'SIGTERM');
    },
    expected: resumedAfter('crashed', /./),
    except: { gemini: { untold: [0], why: onlyAtItsEnd } },
  },
  {
    name: 'SIGKILL and resume',
    scenario: inTurn(write, 'silence', done),
    options: twice,
    during: async (run) => {
      await run.server.reached(2);
      await run.hasKept();
      process.kill(-(await run.group(1)), 'SIGKILL');
    },
    expected: resumedAfter('crashed', /./),
    except: { gemini: { untold: [0], why: onlyAtItsEnd } },
  },
];
