import { estimatedTokens } from '../../documents/token-estimate.ts';
import { ok } from '../../domain/result.ts';
import type { Result } from '../../domain/result.ts';
import type { NodeId, SettledNode } from '../../domain/run.ts';
import { openedState } from '../../journal/apply-entry.ts';
import type { NodeRun, RunState } from '../../journal/run-state.ts';
import { choosePool } from '../../policy/choose-pool.ts';
import type { PoolChoice } from '../../policy/choose-pool.ts';
import { selectNodes } from '../../policy/select-nodes.ts';
import { attemptPrompt } from './attempt-prompt.ts';
import { checksOfNode } from './checks-of-node.ts';
import { runsBefore } from './done-before.ts';
import { newestRun } from './known-run.ts';
import { planRun } from './plan-run.ts';
import type { PlannedRun, RunOptions } from './plan-run.ts';
import { poolQuestion } from './pool-question.ts';
import type { RunAdapters } from './run-adapters.ts';
import type { RunSource } from './run-source.ts';

/** The prompt of an attempt that would begin now. */
export interface ShownPrompt {
  readonly id: NodeId;
  /** From 1. */
  readonly attempt: number;
  readonly executor: string;
  /** An estimate. */
  readonly tokens: number;
  readonly text: string;
  /** Why no attempt begins now, in one sentence; null where one could. */
  readonly remark: string | null;
  /** Why it has the pool that it has. */
  readonly route: PoolChoice;
}

/**
 * What an attempt at the achievement `typed` would get if it began now: in the run of the plan that goes on, else in a new
 * one. Nothing is started. Fails as the run would, and for an id that the plan does not have.
 */
export const showPrompt = async (
  source: RunSource,
  adapters: RunAdapters,
  options: RunOptions,
  typed: string,
): Promise<Result<ShownPrompt & { readonly planned: PlannedRun }>> => {
  const { achievements } = source.state.graph.plan;
  const known = achievements.map(({ id }) => ({ id, level: 0, dependencies: [] }));
  const selected = selectNodes(known, new Map(), { achievements: [typed] });
  if (!selected.ok) return selected;
  const id = selected.value.nodes[0]!;
  const all = { ...options, level: undefined, achievements: undefined };
  const first = await planRun(source, adapters, all);
  if (!first.ok) return first;
  const settled = first.value.prepared.settled.find((node) => node.id === id);
  const planned = settled === undefined ? first : await planRun(source, adapters, { ...all, again: id });
  if (!planned.ok) return planned;
  const live = settled === undefined && options.from !== 'head' ? await runThatGoesOn(planned.value, id) : undefined;
  const state = live ?? beginningState(planned.value, adapters);
  const run = state.nodes.get(id);
  if (run === undefined) throw new Error(`Internal error: ${id} is not in the run.`);
  const attempt = run.attempts.length + 1;
  const executor = run.attempts.at(-1)?.executor ?? run.node.executors[0]!;
  const text = await attemptPrompt(
    {
      source,
      executors: planned.value.config.executors,
      templates: planned.value.promptTemplates,
      runBefore: runsBefore(source.state.place.root.runs),
      state: () => state,
      store: null,
      folder: adapters.openFolder(state.runId) ?? { readText: () => undefined },
      checksOf: checksOfNode(planned.value, adapters),
      achievements: new Map(achievements.map((one) => [one.id, one])),
    },
    { node: id, attempt, executor },
    null,
    false,
  );
  const achievement = achievements.find((one) => one.id === id)!;
  return ok({
    id,
    attempt,
    executor,
    tokens: estimatedTokens(text),
    text,
    remark: settled === undefined ? remarkOf(run, state) : settledRemark(settled),
    route: choosePool(planned.value.config, poolQuestion(achievement)),
    planned: planned.value,
  });
};

/** The newest run of the plan, if it has not ended and this achievement is not done in it. */
const runThatGoesOn = async ({ source }: PlannedRun, id: NodeId): Promise<RunState | undefined> => {
  const { place, graph } = source.state;
  const newest = await newestRun(place.root.runs, { name: graph.plan.name, file: place.file });
  return newest?.outcome === null && newest.nodes.has(id) ? newest : undefined;
};

/** A run as it would be the moment after its beginning. */
const beginningState = ({ source, prepared, after, digest }: PlannedRun, adapters: RunAdapters): RunState => {
  const { plan } = source.state.graph;
  return openedState(adapters.timer.now().getTime(), {
    type: 'opened',
    runId: '',
    plan: { name: plan.name, title: plan.title, file: source.state.place.file },
    process: adapters.process,
    baseCommit: null,
    tip: null,
    integrationBranch: null,
    after: after?.runId ?? null,
    configDigest: digest,
    settings: prepared.settings,
    nodes: prepared.nodes,
    settled: prepared.settled,
  });
};

const remarkOf = ({ node, state, attempts }: NodeRun, { runId }: RunState): string | null => {
  switch (state) {
    case 'running':
    case 'verifying':
    case 'merging':
      return `The run ${runId} is at attempt ${attempts.length} of ${node.id}; this is what the one after it would get.`;
    case 'pending':
    case 'blocked':
      return `${node.id} waits for what it needs, so the results of that are not in here yet.`;
    default:
      return null;
  }
};

const settledRemark = ({ id, why }: SettledNode): string =>
  why === 'merged'
    ? `${id} is done and merged by a run, so no attempt begins.`
    : `${id} is ${why}, so no attempt begins.`;
