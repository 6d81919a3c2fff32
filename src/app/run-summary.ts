import { compareIds } from '../domain/ids.ts';
import { nodeStates } from '../domain/run.ts';
import type {
  AttemptUsage,
  CheckResult,
  NodeId,
  NodeState,
  RunOutcome,
  SettledNode,
  WorktreeMode,
} from '../domain/run.ts';
import { roundedUsd } from '../journal/amounts.ts';
import { mergedBefore } from '../journal/merged-before.ts';
import type { AttemptRun, NodeRun, RunState } from '../journal/run-state.ts';
import { budgetState } from './run/budget.ts';
import type { BudgetState } from './run/budget.ts';
import { reachedLimit } from '../journal/reached-limit.ts';
import { runForecast } from './run-forecast.ts';
import type { RunForecast } from './run-forecast.ts';
import { runSeconds } from './run-seconds.ts';

/** A node at the end of a run, or as it stands. Times in milliseconds since 1970. */
export interface RunSummaryNode {
  readonly id: NodeId;
  readonly title: string;
  readonly level: number;
  readonly state: NodeState;
  /** Why it was settled before the run began; null when this run had to do it. */
  readonly before: SettledNode['why'] | null;
  readonly attempts: readonly AttemptRun[];
  /** That of the last attempt; null where nothing was started. */
  readonly executor: string | null;
  /** The ref in the user's repository that keeps its unfinished work; null where there is none. */
  readonly keptRef: string | null;
  /** The merge commit; null where nothing was merged. */
  readonly commit: string | null;
  readonly unverified: boolean;
  /** The node because of which it can not be reached. */
  readonly blockedBy: NodeId | null;
  /** It failed, and a person has to decide. */
  readonly escalated: boolean;
  /** Why it is where it is, in one sentence; empty when there is nothing to say. */
  readonly message: string;
  /** Of the programs of all attempts; null where none has ended. */
  readonly seconds: number | null;
  readonly startedAt: number | null;
  readonly endedAt: number | null;
  /** Of the last attempt that was judged: paths that it changed, of those the new ones where that is known. */
  readonly changed: readonly string[];
  readonly created: readonly string[] | null;
  readonly takenBack: readonly string[];
  readonly protectedChanged: readonly string[];
  readonly remarks: readonly string[];
  /** It met others at these paths when it was to be merged, and another attempt has settled that; null where not. */
  readonly settledConflict: {
    readonly paths: readonly string[];
    readonly others: readonly NodeId[];
    readonly attempt: number;
  } | null;
  /** Of the last attempt that was judged: checks that were not run, or that do not count. */
  readonly checksNotRun: readonly CheckResult[];
  /** Of all attempts that said what they cost; null when none did. */
  readonly costUsd: number | null;
}

/** A run in figures: all of it follows from its journal. Times in milliseconds since 1970. */
export interface RunSummary {
  readonly runId: string;
  readonly plan: { readonly name: string; readonly title: string; readonly file: string };
  /** Null while it is not closed. */
  readonly outcome: RunOutcome | null;
  /** Somebody works on it. Not closed and not live: it was interrupted, and can be resumed. */
  readonly isLive: boolean;
  readonly mode: WorktreeMode;
  readonly integrationBranch: string | null;
  /** The branch into which it was accepted; null when it was not. */
  readonly acceptedInto: string | null;
  /** Its branch was given up. */
  readonly isDiscarded: boolean;
  readonly openedAt: number;
  readonly closedAt: number | null;
  /** In id order, with those that were settled before. */
  readonly nodes: readonly RunSummaryNode[];
  /** How many nodes that this run had to do are in each state. */
  readonly counts: Readonly<Record<NodeState, number>>;
  readonly settledBefore: number;
  /** From the start of the first attempt to the last end, or until now, without pauses; null before the first attempt. */
  readonly makespanSeconds: number | null;
  /** What the programs of the attempts that succeeded took, one after the other. */
  readonly sequentialSeconds: number;
  /** Null where no node has an estimate. */
  readonly forecast: RunForecast | null;
  /** Null when nothing said what it cost. */
  readonly costUsd: number | null;
  readonly tokens: Omit<AttemptUsage, 'model'> | null;
  /** What it may cost, and what of it is used up; null where nothing is limited. */
  readonly budget: BudgetState | null;
  /** The budget ended it, or is ending it. */
  readonly budgetReached: RunState['budgetReached'];
  /** Attempts beyond the first of their node. */
  readonly retries: number;
}

/**
 * The true summary of a run, from nothing but its journal. `nowMs` (since 1970): the present time when somebody works
 * on the run, null when nobody does.
 */
export const runSummary = (state: RunState, nowMs: number | null): RunSummary => {
  const { opened, outcome, runId } = state;
  const runs = [...state.nodes.values()];
  const attempts = runs.flatMap((run) => run.attempts);
  const counts = Object.fromEntries(nodeStates.map((name) => [name, 0])) as Record<NodeState, number>;
  for (const { state: name } of runs) counts[name]++;
  const nodes = [
    ...runs.map((run) => ({
      ...summaryNode(run, runId, opened.settings.mode === 'clone'),
      settledConflict: settledConflict(state, run),
    })),
    ...opened.settled.map(settledNode),
  ];
  return {
    runId,
    plan: state.plan,
    outcome,
    isLive: outcome === null && nowMs !== null,
    mode: opened.settings.mode,
    integrationBranch: state.integrationBranch,
    acceptedInto: state.accepted?.into ?? null,
    isDiscarded: state.isDiscarded,
    openedAt: state.openedAt,
    closedAt: state.closedAt,
    nodes: nodes.toSorted((a, b) => compareIds(a.id, b.id)),
    counts,
    settledBefore: opened.settled.length,
    makespanSeconds: runSeconds(runs, outcome === null ? nowMs : null),
    sequentialSeconds: sum(attempts.filter((one) => one.outcome === 'succeeded').map(({ seconds }) => seconds)) ?? 0,
    forecast: runForecast(opened.nodes, opened.settings),
    costUsd: costOf(attempts),
    tokens: tokensOf(attempts),
    budget: state.budget === null ? null : budgetState(state, state.budget),
    budgetReached: withAllSpent(state),
    retries: attempts.length - runs.filter((run) => run.attempts.length > 0).length,
  };
};

/** What was at work when a budget was reached has come on top since then. */
const withAllSpent = (state: RunState): RunState['budgetReached'] => {
  const { budgetReached, spentUsd, spentTokens } = state;
  // Also where something else has stopped the run first: it cannot go on with what it had.
  if (budgetReached === null) return reachedLimit(state) ?? null;
  return { ...budgetReached, spent: budgetReached.unit === 'usd' ? spentUsd : spentTokens };
};

/** The sum of what is known; null when nothing is. */
const sum = (values: readonly (number | null)[]): number | null => {
  const known = values.filter((value) => value !== null);
  return known.length === 0 ? null : known.reduce((total, value) => total + value, 0);
};

const costOf = (attempts: readonly AttemptRun[]): number | null => {
  const costs = sum(attempts.map(({ costUsd }) => costUsd));
  return costs === null ? null : roundedUsd(costs);
};

const tokensOf = (attempts: readonly AttemptRun[]): RunSummary['tokens'] => {
  const used = attempts.map(({ usage }) => usage).filter((usage) => usage !== null);
  if (used.length === 0) return null;
  return {
    inputTokens: sum(used.map(({ inputTokens }) => inputTokens)) ?? 0,
    outputTokens: sum(used.map(({ outputTokens }) => outputTokens)) ?? 0,
    cacheReadTokens: sum(used.map(({ cacheReadTokens }) => cacheReadTokens)) ?? 0,
    cacheWriteTokens: sum(used.map(({ cacheWriteTokens }) => cacheWriteTokens)) ?? 0,
  };
};

/** Work that was committed and not merged is kept under a ref of its own; what only waits for its merge is not. */
const keptRefOf = ({ node, state, attempts }: NodeRun, runId: string): string | null => {
  const isKept = ({ commit, outcome }: AttemptRun) => commit !== null && outcome !== null && outcome !== 'succeeded';
  const kept = state === 'succeeded' ? undefined : attempts.findLast(isKept);
  return kept === undefined ? null : `refs/planloom/${runId}/${node.id}/${kept.number}`;
};

const settledConflict = (
  state: RunState,
  { node, state: now, attempts, mergeFailures }: NodeRun,
): RunSummaryNode['settledConflict'] => {
  const paths = mergeFailures.filter(({ reason }) => reason === 'conflict').flatMap((failure) => failure.paths);
  if (now !== 'succeeded' || paths.length === 0) return null;
  const unique = [...new Set(paths)];
  return { paths: unique, others: mergedBefore(state, node.id, unique), attempt: attempts.at(-1)!.number };
};

const summaryNode = (run: NodeRun, runId: string, keepsRefs: boolean): Omit<RunSummaryNode, 'settledConflict'> => {
  const { node, attempts } = run;
  const evidence = attempts.findLast((attempt) => attempt.evidence !== null)?.evidence ?? null;
  return {
    id: node.id,
    title: node.title,
    level: node.level,
    state: run.state,
    before: null,
    attempts,
    executor: attempts.at(-1)?.executor ?? null,
    keptRef: keepsRefs ? keptRefOf(run, runId) : null,
    commit: run.mergeCommit,
    unverified: run.unverified,
    blockedBy: run.blockedBy,
    escalated: run.escalated,
    message: run.message,
    seconds: sum(attempts.map(({ seconds }) => seconds)),
    startedAt: attempts[0]?.startedAt ?? null,
    endedAt: run.endedAt,
    changed: evidence?.changed ?? [],
    created: evidence?.created ?? null,
    takenBack: evidence?.takenBack ?? [],
    protectedChanged: evidence?.protectedChanged ?? [],
    remarks: evidence?.remarks ?? [],
    checksNotRun: evidence?.checks.filter((check) => check.outcome === 'not_run') ?? [],
    costUsd: costOf(attempts),
  };
};

const settledNode = ({ id, title, level, why }: SettledNode): RunSummaryNode => ({
  id,
  title,
  level,
  state: why === 'skipped' ? 'skipped' : 'succeeded',
  before: why,
  attempts: [],
  executor: null,
  keptRef: null,
  commit: null,
  unverified: false,
  blockedBy: null,
  escalated: false,
  message: '',
  seconds: null,
  startedAt: null,
  endedAt: null,
  changed: [],
  created: null,
  takenBack: [],
  protectedChanged: [],
  remarks: [],
  settledConflict: null,
  checksNotRun: [],
  costUsd: null,
});
