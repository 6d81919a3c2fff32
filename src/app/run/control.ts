import type { Problem } from '../../domain/problem.ts';
import { usageProblem } from '../../domain/problem.ts';
import { fail, ok } from '../../domain/result.ts';
import type { Result } from '../../domain/result.ts';
import type { NodeId, NodeState, RunFact } from '../../domain/run.ts';
import type { RunState } from '../../journal/run-state.ts';
import { nearestIds } from '../../text/nearest-ids.ts';
import { listInWords } from '../../text/list-in-words.ts';

export const controlWords = ['cancel', 'retry', 'skip', 'pause', 'continue'] as const;

/** What another terminal may ask of a run. */
export interface ControlRequest {
  readonly ask: (typeof controlWords)[number];
  /** Achievements, as they were typed; none: the whole run, where that makes sense. */
  readonly nodes: readonly string[];
}

const canBeRetried: ReadonlySet<NodeState> = new Set(['failed', 'conflicted', 'cancelled']);
const isAtWork: ReadonlySet<NodeState> = new Set(['running', 'verifying']);

/** The facts that a request comes down to, or why it cannot be met. Nothing of it is done unless all of it can be. */
export const controlFacts = (state: RunState, { ask, nodes }: ControlRequest): Result<readonly RunFact[]> => {
  const { runId } = state;
  if (ask === 'pause' || ask === 'continue') {
    if (nodes.length > 0) return refuse(`planloom runs ${ask} is about the whole run.`, 'Leave the achievements out.');
    if (state.isPaused === (ask === 'pause')) {
      const is = state.isPaused ? 'is paused already' : 'is not paused';
      return refuse(`The run ${runId} ${is}.`, 'There is nothing to do.');
    }
    return ok([{ type: ask === 'pause' ? 'pause_asked' : 'go_on_asked' }]);
  }
  if (ask === 'cancel' && nodes.length === 0) return ok([{ type: 'stop_asked', how: 'stop' }]);
  const fitting = [...state.nodes].filter(([, { state: now }]) => ask === 'retry' && canBeRetried.has(now));
  const named = nodes.length === 0 ? ok(fitting.map(([id]) => id)) : namedNodes(state, nodes);
  if (!named.ok) return named;
  if (ask === 'skip' && named.value.length === 0) {
    return refuse('planloom runs skip needs an achievement.', `For instance: planloom runs skip ${runId} 1.2`);
  }
  if (named.value.length === 0) return refuse(`Nothing in the run ${runId} has failed.`, 'There is nothing to retry.');
  const wrong = named.value.flatMap((id) => whyNot(ask, id, state.nodes.get(id)!.state));
  if (wrong.length > 0) return fail(wrong);
  if (ask === 'skip') return ok(named.value.map((node) => ({ type: 'skip_asked', node })));
  return ok([{ type: ask === 'retry' ? 'retry_asked' : 'cancel_asked', nodes: named.value }]);
};

const namedNodes = (state: RunState, names: readonly string[]): Result<readonly NodeId[]> => {
  const ids = [...state.nodes.keys()];
  const found = names.map((name) => ids.find((id) => id === name));
  const unknown = names.filter((_, index) => found[index] === undefined);
  if (unknown.length === 0) return ok([...new Set(found.filter((id) => id !== undefined))]);
  return fail(
    unknown.map((name) => {
      const alike = nearestIds(name, ids);
      const advice = alike.length === 0 ? `It has ${listInWords(ids)}.` : `Did you mean ${listInWords(alike, 'or')}?`;
      return usageProblem(`The run ${state.runId} has no achievement ${name}.`, advice);
    }),
  );
};

const whyNot = (ask: ControlRequest['ask'], id: NodeId, now: NodeState): readonly Problem[] => {
  const words = now.replaceAll('_', ' ');
  if (ask === 'retry' && !canBeRetried.has(now)) {
    return [
      usageProblem(
        `${id} is ${words}, so it cannot be tried again.`,
        'Only what failed, conflicted or was cancelled can.',
      ),
    ];
  }
  if (ask === 'cancel' && !isAtWork.has(now)) {
    return [usageProblem(`${id} is ${words}; there is no attempt to cancel.`, 'To leave it out: planloom runs skip.')];
  }
  if (ask === 'skip' && (now === 'succeeded' || now === 'skipped')) {
    return [usageProblem(`${id} is ${words} already.`, 'There is nothing to skip.')];
  }
  return [];
};

const refuse = (message: string, advice: string): Result<never> => fail([usageProblem(message, advice)]);
