import type { Problem } from '../../domain/problem.ts';
import { fail, ok } from '../../domain/result.ts';
import type { Result } from '../../domain/result.ts';
import type { RunFact } from '../../domain/run.ts';
import type { RunState } from '../../journal/run-state.ts';
import { controlFacts, controlWords } from './control.ts';
import type { ControlRequest } from './control.ts';

/** The file of a run's folder whose text opens its socket: who can read it may steer the run. */
export const secretFile = 'control.secret';

/** A request as a line for the socket of a live run. */
export const controlLine = (secret: string, request: ControlRequest): string => JSON.stringify({ secret, ...request });

/** What a live run answers to a line, as a line. What was asked for is posted before it answers. */
export const answerControl = (line: string, secret: string, state: RunState, post: (fact: RunFact) => void): string => {
  const request = readLine(line, secret);
  const facts = request === undefined ? fail([notUnderstood]) : controlFacts(state, request);
  if (facts.ok) for (const fact of facts.value) post(fact);
  return JSON.stringify(facts.ok ? { ok: true } : { ok: false, problems: facts.error });
};

/** What a run has answered. */
export const readAnswer = (line: string | undefined): Result<undefined> => {
  try {
    const { ok: isOk, problems } = JSON.parse(line ?? '') as { ok: boolean; problems?: readonly Problem[] };
    return isOk ? ok(undefined) : fail(problems ?? [notUnderstood]);
  } catch {
    return fail([noAnswer]);
  }
};

const readLine = (line: string, secret: string): ControlRequest | undefined => {
  try {
    const value = JSON.parse(line) as { secret?: unknown; ask?: unknown; nodes?: unknown };
    const ask = controlWords.find((word) => word === value.ask);
    if (value.secret !== secret || ask === undefined || !Array.isArray(value.nodes)) return undefined;
    return { ask, nodes: value.nodes.map(String) };
  } catch {
    return undefined;
  }
};

const problem = (rule: string, message: string, advice: string): Problem => ({
  rule,
  severity: 'error',
  at: { file: '.' },
  message,
  advice,
});

const notUnderstood = problem('control', 'The run did not take the request.', 'Call the same planloom that runs it.');
const noAnswer = problem('control', 'The run does not answer.', 'Look at its terminal; Ctrl-C there stops it.');
