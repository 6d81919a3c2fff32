import path from 'node:path';
import { fail, ok } from '../../domain/result.ts';
import type { Result } from '../../domain/result.ts';
import type { NodeId, RunFact } from '../../domain/run.ts';
import type { ProvedWork } from '../../execution/workplace.ts';
import { Scheduler } from '../../execution/scheduler.ts';
import type { RunState } from '../../journal/run-state.ts';
import { configFileName } from '../../policy/config.ts';
import type { RunStore } from '../../ports/run-store.ts';
import { configOf } from '../read-config.ts';
import type { Surroundings } from '../surroundings.ts';
import type { FoundRun } from './find-run.ts';
import { runKey } from './known-run.ts';
import type { PlannedRun } from './plan-run.ts';
import { whatMayRun } from './plan-run.ts';
import type { RunAdapters } from './run-adapters.ts';
import { readRunScripts } from './run-scripts.ts';
import { readRunSource } from './run-source.ts';
import { conduct, lockedProblem } from './start-run.ts';
import type { StartedRun, StartOptions } from './start-run.ts';

const maxConfigBytes = 20_000_000;

/** What a run that goes on needs: what it was started with, as far as that is not in its journal. */
export const planResume = async (
  world: Surroundings,
  adapters: RunAdapters,
  root: string,
  { state }: FoundRun,
): Promise<Result<PlannedRun>> => {
  const { opened, plan } = state;
  const source = await readRunSource(world, path.join(root, plan.file), root);
  if (!source.ok) return fail(source.error.problems);
  const configText = adapters.openFolder(state.runId)?.readText('config.json', maxConfigBytes) ?? '{}';
  const config = await configOf(`${state.runId}/config.json`, configText);
  if (!config.ok) return config;
  const scripts = await readRunScripts(source.value.state);
  const may = await whatMayRun(source.value, config.value, scripts, adapters);
  return ok({
    source: source.value,
    key: runKey(plan),
    config: config.value,
    configText,
    prepared: { nodes: opened.nodes, settled: opened.settled, settings: opened.settings, reason: null },
    scripts,
    ...may,
    after: null,
    memoryRemark: null,
    problems: source.value.problems,
    texts: source.value.texts,
  });
};

/** Whether there is anything to go on with, and if not, why, as a sentence. */
export const whyNotResume = ({ state, isLive }: FoundRun, retryFailed: boolean): string | null => {
  if (isLive) return `The run ${state.runId} goes on at this moment.`;
  if (state.accepted !== null) return `The run ${state.runId} was accepted; start another one.`;
  if (state.outcome === 'succeeded') return `The run ${state.runId} has succeeded; there is nothing left of it.`;
  const isOver = state.outcome === 'partial' || state.outcome === 'failed' || isWaitingForPerson(state);
  if (!isOver || retryFailed) return null;
  return `All that the run ${state.runId} could do is done; --retry-failed tries again what failed.`;
};

const isWaitingForPerson = ({ outcome, nodes }: RunState): boolean =>
  outcome === 'paused' &&
  [...nodes.values()].every(({ state }) => state !== 'pending' && state !== 'ready' && state !== 'backing_off');

/** Goes on with a run under its own id. Fails when another process runs the plan, or its store cannot be opened. */
export const resumeRun = async (
  planned: PlannedRun,
  { state, tornAt }: FoundRun,
  adapters: RunAdapters,
  retryFailed: boolean,
  options: StartOptions,
): Promise<Result<StartedRun>> => {
  const { runId, integrationBranch: branch } = state;
  const lock = await adapters.lock(planned.key, runId);
  const { root, file } = planned.source.state.place;
  if (!lock.ok) return fail([lockedProblem(lock.holder, root.label(file))]);
  const store =
    branch === null ? ok(null) : await adapters.reopenStore({ runId, branch, bring: planned.config.worktree.bring });
  const folder = adapters.openFolder(runId);
  if (!store.ok || folder === undefined) {
    await lock.release();
    return store.ok
      ? fail([
          {
            rule: 'no-run-folder',
            severity: 'error',
            at: { file: configFileName },
            message: `The folder of the run ${runId} is gone.`,
          },
        ])
      : store;
  }
  await adapters.sweep(runId);
  const proved = provedWork(state);
  const known = store.value === null ? [] : await alreadyMerged(proved, store.value);
  return ok(
    conduct(planned, adapters, options, {
      runId,
      folder,
      lock,
      store: store.value,
      facts: [
        { type: 'reopened', process: adapters.process },
        ...lostAttempts(state),
        ...known,
        ...retries(state, retryFailed),
      ],
      scheduler: new Scheduler(state),
      proved,
      journal: adapters.reopenJournal(folder, tornAt),
    }),
  );
};

/** Attempts that died with the process that carried them out. */
const lostAttempts = (state: RunState): readonly RunFact[] =>
  [...state.nodes.values()].flatMap(({ node, attempts }): readonly RunFact[] => {
    const last = attempts.at(-1);
    if (last?.outcome !== null) return [];
    return [
      {
        type: 'attempt_ended',
        node: node.id,
        attempt: last.number,
        outcome: 'interrupted',
        exitCode: null,
        message: 'It ended with the planloom that had started it.',
        commit: null,
        evidence: null,
        summary: null,
        usage: null,
        costUsd: null,
        seconds: 0,
      },
    ];
  });

/** What was stopped is taken up again in any case; what failed only where it is asked for. */
const retries = ({ nodes }: RunState, retryFailed: boolean): readonly RunFact[] => {
  const again: NodeId[] = [];
  for (const [id, { state, skipAsked }] of nodes) {
    if (skipAsked) continue;
    if (state === 'cancelled' || (retryFailed && (state === 'failed' || state === 'conflicted'))) again.push(id);
  }
  return again.length === 0 ? [] : [{ type: 'retry_asked', nodes: again }];
};

/** Work that was proved before, and waits for its merge. */
const provedWork = ({ mergeQueue, nodes }: RunState): readonly ProvedWork[] =>
  mergeQueue.flatMap((id) => {
    const last = nodes.get(id)?.attempts.at(-1);
    if (last?.commit == null) return [];
    return [{ node: id, attempt: last.number, commit: last.commit, evidence: last.evidence }];
  });

/**
 * What became of work whose merge was begun, or waited: the process may have died between moving the branch and writing
 * that down. Work that is gone with the store is done again.
 */
const alreadyMerged = async (proved: readonly ProvedWork[], store: RunStore): Promise<readonly RunFact[]> => {
  const facts: RunFact[] = [];
  for (const { node, attempt, commit } of proved) {
    if (!(await store.has(commit))) {
      const message = 'Its work was lost with the store of the run.';
      facts.push({ type: 'merge_failed', node, attempt, reason: 'conflict', paths: [], message });
      continue;
    }
    const merge = await store.mergeOf(commit);
    if (merge !== null) facts.push({ type: 'merged', node, attempt, commit: merge, approved: null });
  }
  return facts;
};
