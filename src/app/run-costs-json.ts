import { budgetJson } from './budget-json.ts';
import type { RunCosts } from './run-costs.ts';
import type { Spent } from './run/spent.ts';

const spentJson = ({ attempts, open, usd, tokens, withoutUsd, withoutTokens }: Spent) => ({
  attempts,
  running: open,
  costUsd: usd,
  tokens,
  attemptsWithoutCost: withoutUsd,
  attemptsWithoutTokens: withoutTokens,
});

/** Costs in the form of `--json`; null: nothing is known. Times in ISO 8601. */
export const runCostsJson = (costs: RunCosts): Readonly<Record<string, unknown>> => ({
  total: spentJson(costs.total),
  runs: costs.runs.map(({ runId, plan, openedAt, spent }) => ({
    runId,
    plan,
    openedAt: new Date(openedAt).toISOString(),
    ...spentJson(spent),
  })),
  levels: costs.levels.map(({ level, spent }) => ({ level, ...spentJson(spent) })),
  nodes: costs.nodes.map(({ id, title, level, spent }) => ({ id, title, level, ...spentJson(spent) })),
  models: costs.models.map(({ model, spent }) => ({ model, ...spentJson(spent) })),
  executors: costs.executors.map(({ executor, spent }) => ({ executor, ...spentJson(spent) })),
  rest: costs.rest,
  budget: costs.budget === null ? null : budgetJson(costs.budget),
});
