import type { RunState } from '../journal/run-state.ts';
import { runForecast } from './run-forecast.ts';

/** What `execution_plan.json` holds: what the run was about to do when it was opened. */
export const executionPlanJson = ({ opened, openedAt }: RunState): Readonly<Record<string, unknown>> => {
  const { nodes, settings, settled } = opened;
  const levels = [...new Set(nodes.map(({ level }) => level))].toSorted((a, b) => a - b);
  return {
    runId: opened.runId,
    plan: opened.plan,
    startedAt: new Date(openedAt).toISOString(),
    execution_model: 'task_queue',
    num_tasks: nodes.length,
    executor_budget: settings.maxExecutors,
    // Never more of them than there is work.
    num_executors: Math.min(nodes.length, settings.maxExecutors),
    executors: [...new Set(nodes.flatMap(({ executors }) => executors))],
    pools: settings.pools,
    barrier: settings.barrier,
    mode: settings.mode,
    baseCommit: opened.baseCommit,
    integrationBranch: opened.integrationBranch,
    after: opened.after,
    levels: levels.map((level) => ({
      level,
      nodes: nodes.filter((node) => node.level === level).map(({ id }) => id),
    })),
    nodes,
    dependencies: Object.fromEntries(nodes.map(({ id, dependencies }) => [id, dependencies])),
    conflicts: settings.conflicts,
    settled,
    forecast: runForecast(nodes, settings),
  };
};
