import type { AttemptOutcome, CheckResult, NodeId, RunOutcome } from '../domain/run.ts';
import type { AttemptRun, NodeRun, RunState } from '../journal/run-state.ts';
import type { FoundRun } from './run/find-run.ts';
import { runKey } from './run/known-run.ts';
import { quantile } from './run/likely-range.ts';
import { spentBy } from './run/spent.ts';
import type { Spent } from './run/spent.ts';
import { runSeconds } from './run-seconds.ts';

export interface ExecutorStats {
  readonly executor: string;
  /** That have ended by themselves. */
  readonly attempts: number;
  readonly succeeded: number;
  /** Of the programs of all ended attempts. */
  readonly medianSeconds: number;
  /** Nine of ten took no longer. */
  readonly p90Seconds: number;
}

export interface FailingNode {
  readonly plan: string;
  readonly id: NodeId;
  readonly title: string;
  readonly failures: number;
  readonly attempts: number;
  /** Of its last failure, as a sentence; may be empty. */
  readonly message: string;
}

/** How runs went, over all of them. */
export interface RunStats {
  readonly runs: number;
  readonly plans: number;
  readonly outcomes: Readonly<Partial<Record<RunOutcome | 'live' | 'interrupted', number>>>;
  /** Achievements that runs had to do; one that two runs had to do counts once, as it stands in the newer. */
  readonly nodes: number;
  readonly nodesDone: number;
  readonly nodesUnverified: number;
  readonly attempts: Readonly<Partial<Record<AttemptOutcome, number>>>;
  readonly attemptsOpen: number;
  /** Attempts beyond the first of their node, in its run. */
  readonly retries: number;
  /** From 0 to 1, of attempts that ended by themselves; null where none did. */
  readonly successRate: number | null;
  readonly executors: readonly ExecutorStats[];
  /** Of runs that have ended: how long they took, from the first start to the last merge. */
  readonly makespanSeconds: number;
  /** How long of that any attempt was at work, with what it was prepared and checked in. */
  readonly busySeconds: number;
  /** The same attempts one after the other. */
  readonly sequentialSeconds: number;
  readonly conflicts: number;
  /** Checks that failed only on the merged tree. */
  readonly failedAfterMerge: number;
  readonly checksPassed: number;
  /** By the command, most failures first. */
  readonly checksFailed: readonly { readonly name: string; readonly failures: number }[];
  /** Most failures first, at most ten. */
  readonly failedMost: readonly FailingNode[];
  readonly spent: Spent;
}

const shownNodes = 10;

/** Figures about all of `found`, from their journals. */
export const runStats = (found: readonly FoundRun[]): RunStats => {
  const states = found.map(({ state }) => state);
  const runs = states.flatMap((state) => [...state.nodes.values()]);
  const attempts = runs.flatMap((run) => run.attempts);
  const own = attempts.filter(endedByItself);
  const checks = attempts.flatMap(({ evidence }) => evidence?.checks ?? []);
  const mergeFailures = runs.flatMap((run) => run.mergeFailures);
  const distinct = newestOfEach(states);
  const closed = states.filter(({ outcome }) => outcome !== null);
  return {
    runs: found.length,
    plans: new Set(states.map(({ plan }) => runKey(plan))).size,
    outcomes: counted(found.map(({ state, isLive }) => state.outcome ?? (isLive ? 'live' : 'interrupted'))),
    nodes: distinct.length,
    nodesDone: distinct.filter(({ state }) => state === 'succeeded' || state === 'skipped').length,
    nodesUnverified: distinct.filter(({ unverified }) => unverified).length,
    attempts: counted(attempts.flatMap(({ outcome }) => outcome ?? [])),
    attemptsOpen: attempts.filter(({ outcome }) => outcome === null).length,
    retries: attempts.length - runs.filter((run) => run.attempts.length > 0).length,
    successRate: own.length === 0 ? null : own.filter(isSuccess).length / own.length,
    executors: executorStats(own),
    makespanSeconds: sum(closed.map((state) => runSeconds([...state.nodes.values()], null) ?? 0)),
    busySeconds: sum(closed.map((state) => unionSeconds(intervalsOf(state)))),
    sequentialSeconds: sum(closed.flatMap((state) => intervalsOf(state).map(lengthOf))) / 1000,
    conflicts: mergeFailures.filter(({ reason }) => reason === 'conflict').length,
    failedAfterMerge: mergeFailures.filter(({ reason }) => reason === 'check').length,
    checksPassed: checks.filter(({ outcome }) => outcome === 'passed').length,
    checksFailed: failuresByName(checks),
    failedMost: failedMost(states),
    spent: spentBy(attempts),
  };
};

const sum = (values: readonly number[]): number => values.reduce((total, value) => total + value, 0);

const counted = <T extends string>(values: readonly T[]): Partial<Record<T, number>> => {
  const counts: Partial<Record<T, number>> = {};
  for (const value of values) counts[value] = (counts[value] ?? 0) + 1;
  return counts;
};

const isSuccess = ({ outcome }: AttemptRun): boolean => outcome === 'succeeded';

const failuresByName = (checks: readonly CheckResult[]): RunStats['checksFailed'] => {
  const failures = new Map<string, number>();
  for (const { name, outcome } of checks) if (outcome === 'failed') failures.set(name, (failures.get(name) ?? 0) + 1);
  return [...failures]
    .map(([name, count]) => ({ name, failures: count }))
    .toSorted((a, b) => b.failures - a.failures || (a.name < b.name ? -1 : 1));
};

/** What a person or a crash has ended says nothing about the work. */
const endedByItself = ({ outcome }: AttemptRun): boolean =>
  outcome !== null && outcome !== 'cancelled' && outcome !== 'interrupted';

/** Each achievement as it stands in the newest run that had to do it. `states` come newest first. */
const newestOfEach = (states: readonly RunState[]): readonly NodeRun[] => {
  const newest = new Map<string, NodeRun>();
  for (const state of states) {
    for (const [id, run] of state.nodes) {
      const key = `${runKey(state.plan)}\n${id}`;
      if (!newest.has(key)) newest.set(key, run);
    }
  }
  return [...newest.values()];
};

/** From when to when, in milliseconds since 1970. */
type Interval = readonly [from: number, to: number];

const lengthOf = ([from, to]: Interval): number => to - from;

/** When attempts were at work; not of those whose end nobody saw. */
const intervalsOf = ({ nodes }: RunState): readonly Interval[] =>
  [...nodes.values()].flatMap(({ attempts }) =>
    attempts.flatMap(({ startedAt, endedAt, isLost }): Interval[] =>
      endedAt === null || isLost ? [] : [[startedAt, Math.max(startedAt, endedAt)]],
    ),
  );

/** How long at least one of them lasts. */
const unionSeconds = (intervals: readonly Interval[]): number => {
  let covered = 0;
  let until = -Infinity;
  for (const [from, to] of intervals.toSorted(([a], [b]) => a - b)) {
    covered += Math.max(0, to - Math.max(from, until));
    until = Math.max(until, to);
  }
  return covered / 1000;
};

const executorStats = (attempts: readonly AttemptRun[]): readonly ExecutorStats[] =>
  [...new Set(attempts.map(({ executor }) => executor))].sort().map((executor) => {
    const own = attempts.filter((attempt) => attempt.executor === executor);
    const seconds = own.map((attempt) => attempt.seconds ?? 0).toSorted((a, b) => a - b);
    return {
      executor,
      attempts: own.length,
      succeeded: own.filter(isSuccess).length,
      medianSeconds: quantile(seconds, 0.5),
      p90Seconds: quantile(seconds, 0.9),
    };
  });

/** The same achievement in several runs counts as one. */
const failedMost = (states: readonly RunState[]): readonly FailingNode[] => {
  const nodes = new Map<string, FailingNode>();
  for (const state of states) {
    for (const run of state.nodes.values()) {
      const key = `${runKey(state.plan)}\n${run.node.id}`;
      nodes.set(key, withRun(nodes.get(key), run, state.plan.name));
    }
  }
  return [...nodes.values()]
    .filter(({ failures }) => failures > 0)
    .toSorted((a, b) => b.failures - a.failures)
    .slice(0, shownNodes);
};

/** `states` come newest first: title and last message are those of the first one that has them. */
const withRun = (
  known: FailingNode | undefined,
  { node, attempts, mergeFailures }: NodeRun,
  plan: string,
): FailingNode => {
  const failed = attempts.filter((attempt) => endedByItself(attempt) && !isSuccess(attempt));
  const last = failed.at(-1);
  // Work that succeeded and could not be merged has its reason there.
  const unmerged = mergeFailures.find(({ attempt }) => attempt === last?.number)?.message;
  const message = unmerged ?? last?.message ?? '';
  return {
    plan,
    id: node.id,
    title: known?.title ?? node.title,
    failures: (known?.failures ?? 0) + failed.length,
    attempts: (known?.attempts ?? 0) + attempts.length,
    message: known === undefined || known.message === '' ? message : known.message,
  };
};
