import { compareIds } from '../domain/ids.ts';
import type { NodeId } from '../domain/run.ts';
import type { RunState } from '../journal/run-state.ts';
import { budgetState } from './run/budget.ts';
import type { BudgetState } from './run/budget.ts';
import { costForecast, nodesLeft } from './run/cost-forecast.ts';
import type { CostForecast } from './run/cost-forecast.ts';
import { runKey } from './run/known-run.ts';
import { attemptsOf, spentBy } from './run/spent.ts';
import type { Spent } from './run/spent.ts';

/** What runs have cost, in all and in parts. Every attempt is in each kind of part once. */
export interface RunCosts {
  readonly total: Spent;
  /** In the order given. */
  readonly runs: readonly {
    readonly runId: string;
    readonly plan: RunState['plan'];
    /** Milliseconds since 1970. */
    readonly openedAt: number;
    readonly spent: Spent;
  }[];
  /** Only of a single run, as levels and nodes of different plans have nothing in common. In order. */
  readonly levels: readonly { readonly level: number; readonly spent: Spent }[];
  /** The same; those that were tried. */
  readonly nodes: readonly {
    readonly id: NodeId;
    readonly title: string;
    readonly level: number;
    readonly spent: Spent;
  }[];
  /** By name; null: the attempt did not say. */
  readonly models: readonly { readonly model: string | null; readonly spent: Spent }[];
  readonly executors: readonly { readonly executor: string; readonly spent: Spent }[];
  /** What the rest of a single run will cost; null where nothing is left, or there are several. */
  readonly rest: CostForecast | null;
  /** Of a single run; null where nothing is limited. */
  readonly budget: BudgetState | null;
}

/** What `states` have cost. `history`: runs that a forecast may go by, of any plan. */
export const runCosts = (states: readonly RunState[], history: readonly RunState[] = []): RunCosts => {
  const [single] = states.length === 1 ? states : [];
  const attempts = states.flatMap(attemptsOf);
  const nodes = single === undefined ? [] : [...single.nodes.values()].filter((run) => run.attempts.length > 0);
  const byLevel = grouped(
    nodes.flatMap((run) => run.attempts.map((attempt) => ({ attempt, level: run.node.level }))),
    ({ level }) => level,
  );
  return {
    total: spentBy(attempts),
    runs: states.map((state) => ({
      runId: state.runId,
      plan: state.plan,
      openedAt: state.openedAt,
      spent: spentBy(attemptsOf(state)),
    })),
    levels: [...byLevel]
      .toSorted(([a], [b]) => a - b)
      .map(([level, own]) => ({ level, spent: spentBy(own.map(({ attempt }) => attempt)) })),
    nodes: nodes
      .toSorted((a, b) => compareIds(a.node.id, b.node.id))
      .map(({ node: { id, title, level }, attempts: own }) => ({ id, title, level, spent: spentBy(own) })),
    models: [...grouped(attempts, ({ usage }) => usage?.model ?? null)]
      .map(([model, own]) => ({ model, spent: spentBy(own) }))
      .toSorted((a, b) => byName(a.model ?? '\uffff', b.model ?? '\uffff')),
    executors: [...grouped(attempts, ({ executor }) => executor)]
      .map(([executor, own]) => ({ executor, spent: spentBy(own) }))
      .toSorted((a, b) => byName(a.executor, b.executor)),
    rest: single === undefined ? null : restOf(single, history),
    budget: single === undefined || single.budget === null ? null : budgetState(single, single.budget),
  };
};

const byName = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);

const grouped = <T, Key>(values: readonly T[], keyOf: (value: T) => Key): ReadonlyMap<Key, readonly T[]> => {
  const groups = new Map<Key, T[]>();
  for (const value of values) {
    const key = keyOf(value);
    const group = groups.get(key);
    if (group === undefined) groups.set(key, [value]);
    else group.push(value);
  }
  return groups;
};

const restOf = (state: RunState, history: readonly RunState[]): CostForecast | null => {
  const left = nodesLeft(state);
  if (left.length === 0) return null;
  const key = runKey(state.plan);
  const others = history.filter((other) => other.runId !== state.runId && runKey(other.plan) === key);
  return costForecast(left, [state, ...others]);
};
