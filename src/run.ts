import { fileURLToPath } from 'node:url';
import { planRun } from './app/run/plan-run.ts';
import { readRunSource } from './app/run/run-source.ts';
import { startRun } from './app/run/start-run.ts';
import { runSummary } from './app/run-summary.ts';
import type { RunSummary } from './app/run-summary.ts';
import { neededAgents, unreadyAgents } from './app/run/unready-agents.ts';
import { hasErrors } from './domain/problem.ts';
import type { Problem } from './domain/problem.ts';
import { fail, ok } from './domain/result.ts';
import type { Result } from './domain/result.ts';
import type { BudgetLimits, JournalEntry } from './domain/run.ts';
import { nodeSurroundings } from './node-surroundings.ts';

export interface RunCall {
  /** A path, `@NAME`, or the path of a parallel.json; may be left out where the workspace has one plan. */
  readonly plan?: string;
  /** The folder that relative paths count from; absolute. Default: that of the process. */
  readonly cwd?: string;
  /** Root of the workspace. Default: found upwards from the plan. */
  readonly root?: string;
  readonly executor?: string;
  readonly maxExecutors?: number;
  /** Only the achievements of this level. */
  readonly level?: number;
  /** Only these achievements. */
  readonly achievements?: readonly string[];
  /** A level starts only when the one before has ended. */
  readonly barrier?: boolean;
  /** Limits on top of those of the configuration; null: no limit. */
  readonly budget?: Partial<BudgetLimits>;
  /** `head`: nothing that an unaccepted run has merged counts. Default: `newest`. */
  readonly from?: 'newest' | 'head';
  /** Whether the run may execute what configuration and plan name, where nobody has allowed it before. */
  readonly trust?: boolean;
  /** Approve by itself, on the run's branch, what a check has proved. */
  readonly autoApprove?: boolean;
  /** Is told of every event once it is in the journal. */
  readonly onEvent?: (entry: JournalEntry) => void;
  /** An abort stops the run: what is at work is ended, what is merged stays. */
  readonly signal?: AbortSignal;
}

/**
 * Runs a plan to its end, as `planloom run` does. Fails with the reasons when it could not be started; what became of a
 * run that was started is in its summary. Rejects when the world fails, with a full disk say; it can be resumed then.
 */
export const run = async (call: RunCall = {}): Promise<Result<RunSummary>> => {
  const world = nodeSurroundings(call.cwd ?? process.cwd());
  const source = await readRunSource(world, call.plan, call.root);
  if (!source.ok) return fail(source.error.problems);
  const [{ nodeRunAdapters }, { agentProbe }, { agentAdapters }] = await Promise.all([
    import('./adapters/run/node-run-adapters.ts'),
    import('./adapters/agents/probe-agents.ts'),
    import('./adapters/agents/agent-adapters.ts'),
  ]);
  const launcherFile = fileURLToPath(new URL('../launcher.js', import.meta.url));
  const adapters = nodeRunAdapters(source.value.state.place.root.path, process.env, launcherFile);
  const { executor, maxExecutors, level, achievements, barrier = false, from = 'newest', budget = {} } = call;
  const bad = Object.entries(budget).find(([name, limit]) => name !== 'onReached' && !isLimit(limit));
  if (bad !== undefined) return fail([badLimit(bad[0], bad[1])]);
  const choice = { executor, maxExecutors, level, achievements, barrier, from, budget };
  const planned = await planRun(source.value, adapters, choice);
  if (!planned.ok) return planned;
  const unready = unreadyAgents(neededAgents(planned.value), agentProbe(agentAdapters, { environment: process.env }));
  if (hasErrors(unready)) return fail(unready);
  if (!planned.value.isTrusted && call.trust !== true) return fail([untrusted]);
  const started = await startRun(planned.value, adapters, {
    guarded: true,
    autoApprove: call.autoApprove === true,
    emit: (entry) => call.onEvent?.(entry),
    logLine: (entry) => JSON.stringify(entry),
  });
  if (!started.ok) return started;
  const stop = (): void => started.value.post({ type: 'stop_asked', how: 'stop' });
  if (call.signal?.aborted === true) stop();
  call.signal?.addEventListener('abort', stop, { once: true });
  try {
    await started.value.ended;
  } finally {
    call.signal?.removeEventListener('abort', stop);
  }
  return ok(runSummary(started.value.state(), null));
};

const isLimit = (limit: unknown): boolean => limit === null || (typeof limit === 'number' && limit > 0);

const badLimit = (name: string, limit: unknown): Problem => ({
  rule: 'usage',
  severity: 'error',
  at: { file: '.' },
  message: `budget.${name} is ${String(limit)}, not a number above 0.`,
  advice: 'Give a number, or null for no limit.',
});

const untrusted: Problem = {
  rule: 'untrusted',
  severity: 'error',
  at: { file: '.' },
  message: 'Nobody has allowed yet what this run would execute.',
  advice: 'Read planloom.config.json, then call run({ trust: true }), or allow it once with planloom run.',
};
