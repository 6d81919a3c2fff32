import { compareIds } from '../../domain/ids.ts';
import { nodeStates } from '../../domain/run.ts';
import type { BudgetLimits, NodeId, NodeState } from '../../domain/run.ts';
import type { NodeRun, RunState } from '../../journal/run-state.ts';
import { isEnd, isFailure } from '../../journal/run-state.ts';
import { noLimits } from '../../policy/run-budget.ts';
import { runSeconds } from '../run-seconds.ts';
import type { Range } from './likely-range.ts';
import { attemptsOf, spentBy } from './spent.ts';
import type { Spent } from './spent.ts';
import { dispatchOrder, timeLeft } from './time-left.ts';
import { workedSeconds } from './worked-seconds.ts';

/** A node that somebody works on, or that waits to be tried again. */
export interface LiveAttempt {
  readonly id: NodeId;
  readonly title: string;
  readonly state: NodeState;
  /** Since the attempt began. */
  readonly seconds: number;
  readonly attempt: number;
  readonly executor: string;
  /** Until it is tried again; null when it does not wait. */
  readonly waitSeconds: number | null;
  /** Proved, and waiting for others to be merged before it. */
  readonly isQueued: boolean;
  /** What it printed last, as it was printed; why it waits. May be empty. */
  readonly line: string;
}

/** A node that has come to its end. */
export interface LiveEnd {
  readonly id: NodeId;
  readonly title: string;
  readonly state: NodeState;
  /** Of work on it. */
  readonly seconds: number;
  readonly attempts: number;
  /** The merge commit; null where nothing was merged. */
  readonly commit: string | null;
  readonly unverified: boolean;
  readonly message: string;
  /** How many nodes can not be reached because of it. */
  readonly blocks: number;
}

export interface LiveLevel {
  readonly level: number;
  /** Of its nodes, in id order. */
  readonly states: readonly NodeState[];
}

/** A run as a person wants to see it while it goes on. */
export interface LiveView {
  readonly runId: string;
  readonly plan: { readonly name: string; readonly title: string };
  /** Since its first attempt, without pauses. */
  readonly seconds: number;
  readonly counts: Readonly<Record<NodeState, number>>;
  readonly total: number;
  readonly maxExecutors: number;
  /** Characters of the longest id. */
  readonly idWidth: number;
  /** Names of the executors that this run may use. */
  readonly executors: readonly string[];
  readonly stop: RunState['stop'];
  /** Nothing new starts until somebody says so. */
  readonly isPaused: boolean;
  readonly levels: readonly LiveLevel[];
  /** Each stays in its place as long as it runs: by slot, then those that wait for something. */
  readonly atWork: readonly LiveAttempt[];
  /** Ready nodes, the one that starts next first. */
  readonly next: readonly { readonly id: NodeId; readonly title: string }[];
  /** Succeeded or skipped, the latest first. */
  readonly finished: readonly LiveEnd[];
  /** Failed, in conflict or cancelled, the latest first. */
  readonly failed: readonly LiveEnd[];
  readonly spent: Spent;
  readonly limits: BudgetLimits;
  /** Nothing new starts since then. */
  readonly budgetReached: RunState['budgetReached'];
  /** Seconds; null when nothing is known. */
  readonly left: Range | null;
}

/** What there is to see of a run at `nowMs` (since 1970). `tails`: what programs have printed last, by node. */
export const liveView = (state: RunState, nowMs: number, tails: ReadonlyMap<NodeId, string>): LiveView => {
  const limits = state.budget ?? noLimits;
  const runs = [...state.nodes.values()];
  const counts = Object.fromEntries(nodeStates.map((name) => [name, 0])) as Record<NodeState, number>;
  for (const run of runs) counts[run.state]++;
  const blockedBy = new Map<NodeId, number>();
  for (const { blockedBy: by } of runs) if (by !== null) blockedBy.set(by, (blockedBy.get(by) ?? 0) + 1);
  const ended = runs
    .filter((run) => isEnd(run.state) && run.state !== 'blocked')
    .toSorted((a, b) => (b.endedAt ?? 0) - (a.endedAt ?? 0))
    .map((run) => liveEnd(run, blockedBy.get(run.node.id) ?? 0));
  return {
    runId: state.runId,
    plan: state.plan,
    seconds: runSeconds(runs, nowMs) ?? Math.max(0, nowMs - state.openedAt) / 1000,
    counts,
    total: runs.length,
    maxExecutors: state.opened.settings.maxExecutors,
    idWidth: Math.max(0, ...runs.map(({ node }) => node.id.length)),
    executors: [...new Set(runs.flatMap(({ node }) => node.executors))],
    stop: state.stop,
    isPaused: state.isPaused,
    levels: levelsOf(runs),
    atWork: runs
      .filter(({ state: name, attempts }) => attempts.length > 0 && atWork.includes(name))
      .toSorted(bySlot)
      .map((run) => liveAttempt(run, state.merging, nowMs, tails)),
    next: dispatchOrder(state)
      .map((id) => state.nodes.get(id)!)
      .filter((run) => run.state === 'ready')
      .map(({ node: { id, title } }) => ({ id, title })),
    finished: ended.filter((end) => !isFailure(end.state)),
    failed: ended.filter((end) => isFailure(end.state)),
    spent: spentBy(attemptsOf(state)),
    limits,
    budgetReached: state.budgetReached,
    // How long a pause lasts, nobody knows.
    left: state.isPaused ? null : timeLeft(state, nowMs),
  };
};

/** In the order in which they are listed; the first two hold a slot. */
const atWork: readonly NodeState[] = ['running', 'verifying', 'merging', 'backing_off'];

const bySlot = (a: NodeRun, b: NodeRun): number => {
  const place = ({ state }: NodeRun): number => (state === 'verifying' ? 0 : atWork.indexOf(state));
  const last = ({ attempts }: NodeRun) => attempts.at(-1)!;
  return place(a) - place(b) || last(a).slot - last(b).slot || last(a).startedAt - last(b).startedAt;
};

const liveAttempt = (
  run: NodeRun,
  merging: NodeId | null,
  nowMs: number,
  tails: ReadonlyMap<NodeId, string>,
): LiveAttempt => {
  const { number, executor, startedAt } = run.attempts.at(-1)!;
  const { id, title } = run.node;
  return {
    id,
    title,
    state: run.state,
    seconds: Math.max(0, nowMs - startedAt) / 1000,
    attempt: number,
    executor,
    waitSeconds: run.untilMs === null ? null : Math.max(0, run.untilMs - nowMs) / 1000,
    isQueued: run.state === 'merging' && merging !== id,
    line: run.state === 'running' ? (tails.get(id) ?? '') : run.state === 'backing_off' ? run.message : '',
  };
};

const liveEnd = (run: NodeRun, blocks: number): LiveEnd => ({
  id: run.node.id,
  title: run.node.title,
  state: run.state,
  seconds: workedSeconds(run, null),
  attempts: run.attempts.length,
  commit: run.mergeCommit,
  unverified: run.unverified,
  message: run.message,
  blocks,
});

const levelsOf = (runs: readonly NodeRun[]): readonly LiveLevel[] => {
  const levels = new Map<number, NodeState[]>();
  for (const { node, state } of runs.toSorted((a, b) => compareIds(a.node.id, b.node.id))) {
    const level = levels.get(node.level);
    if (level === undefined) levels.set(node.level, [state]);
    else level.push(state);
  }
  return [...levels].toSorted(([a], [b]) => a - b).map(([level, states]) => ({ level, states }));
};
