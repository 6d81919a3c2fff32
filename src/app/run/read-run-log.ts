import { compareIds } from '../../domain/ids.ts';
import { usageProblem } from '../../domain/problem.ts';
import { fail, ok } from '../../domain/result.ts';
import type { Result } from '../../domain/result.ts';
import { attemptFiles } from '../../execution/workplace-tools.ts';
import type { NodeRun, RunState } from '../../journal/run-state.ts';
import { listInWords } from '../../text/list-in-words.ts';
import type { FoundRun } from './find-run.ts';
import type { RunAdapters } from './run-adapters.ts';

export interface RunLog {
  readonly node: string | null;
  readonly attempt: number | null;
  readonly text: string;
  /** What the checks of the attempt printed; empty where none ran. */
  readonly checks: string;
}

const maxBytes = 50_000_000;

/** What happened in a run, or what one attempt of a node and its checks printed: the last one where none is named. */
export const readRunLog = (
  { state }: FoundRun,
  adapters: RunAdapters,
  node: string | undefined,
  attempt: number | undefined,
): Result<RunLog> => {
  const folder = adapters.openFolder(state.runId);
  const read = (name: string): string => folder?.readText(name, maxBytes) ?? '';
  if (node === undefined) {
    return ok({ node: null, attempt: null, text: read('orchestrator.log'), checks: '' });
  }
  const run = nodeOfRun(state, node);
  if (!run.ok) return run;
  const { attempts, node: found } = run.value;
  const number = attempt ?? attempts.length;
  if (attempts.length === 0) {
    return refuse(`${node} was not started in the run ${state.runId}.`, whyNotStarted(run.value));
  }
  if (attempts[number - 1] === undefined) {
    return refuse(`${node} has no attempt ${number}.`, `It has ${attempts.length}.`);
  }
  const place = `attempts/${node}/${number}`;
  const kept = folder?.readText(`${place}/${attemptFiles.transcript}`, maxBytes);
  const text = kept ?? adapters.liveTranscript(state.runId, found.id, number, maxBytes) ?? '';
  return ok({ node, attempt: number, text, checks: read(`${place}/${attemptFiles.checks}`) });
};

/** The node that was named; a refusal that names those of the run where it has none of that name. */
export const nodeOfRun = ({ runId, nodes }: RunState, name: string): Result<NodeRun> => {
  const run = [...nodes.values()].find(({ node }) => node.id === name);
  const ids = [...nodes.keys()].sort(compareIds);
  return run === undefined
    ? refuse(`The run ${runId} has no achievement ${name}.`, `It has ${listInWords(ids)}.`)
    : ok(run);
};

const whyNotStarted = ({ blockedBy, message, state }: NodeRun): string => {
  if (blockedBy !== null) return `${blockedBy} did not succeed, and it needs that.`;
  if (message !== '') return message;
  return state === 'pending' ? 'It waits for what it needs.' : 'No slot was free for it.';
};

const refuse = (message: string, advice: string): Result<never> => fail([usageProblem(message, advice)]);
