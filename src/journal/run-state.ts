import type { RetryClass } from '../domain/retry-class.ts';
import type {
  AttemptEvidence,
  AttemptOutcome,
  AttemptUsage,
  BudgetLimits,
  NodeId,
  NodeState,
  ProcessIdentity,
  RunDecision,
  RunFact,
  RunNode,
  RunOutcome,
} from '../domain/run.ts';

/** What the journal says about one attempt. Times in milliseconds since 1970; null: not known, or not yet. */
export interface AttemptRun {
  readonly number: number;
  readonly executor: string;
  readonly slot: number;
  readonly reason: Extract<RunDecision, { type: 'attempt_started' }>['reason'];
  /** Place in `RunState.processes` of the process that started it. */
  readonly process: number;
  readonly startedAt: number;
  readonly endedAt: number | null;
  /** `conflicted`, or `rejected` where it had succeeded, come from the merge. */
  readonly outcome: AttemptOutcome | null;
  /** It ended with the process that carried it out: it counts as no try. */
  readonly isLost: boolean;
  readonly exitCode: number | null;
  readonly message: string;
  readonly commit: string | null;
  readonly evidence: AttemptEvidence | null;
  readonly summary: string | null;
  readonly usage: AttemptUsage | null;
  readonly costUsd: number | null;
  /** Of the program alone. */
  readonly seconds: number | null;
  /** The process group. */
  readonly group: number | null;
  /** The session of an agent. */
  readonly session: string | null;
  /** Of an agent that did not succeed. */
  readonly retryClass: RetryClass | null;
  readonly retryAfterMs: number | null;
}

/** A merge of a node that did not come about. */
export interface MergeFailure {
  readonly attempt: number;
  readonly reason: 'conflict' | 'check';
  /** Paths in conflict; empty for a check. */
  readonly paths: readonly string[];
  readonly message: string;
}

/** What the journal says about one node. Times in milliseconds since 1970. */
export interface NodeRun {
  readonly node: RunNode;
  readonly state: NodeState;
  /** From 1 on, without gaps. */
  readonly attempts: readonly AttemptRun[];
  /** How many attempts were made before a person last asked to try again: those count against nothing any more. */
  readonly attemptsBefore: number;
  readonly mergeFailures: readonly MergeFailure[];
  /** How many of its dependencies are neither succeeded nor skipped. */
  readonly unmet: number;
  /** What needs it directly, in the order of the run's nodes. */
  readonly dependents: readonly NodeId[];
  /** Why it is where it is, in one sentence; empty when there is nothing to say. */
  readonly message: string;
  /** The node because of which it can not be reached. */
  readonly blockedBy: NodeId | null;
  /** It failed, and a person has to decide. */
  readonly escalated: boolean;
  /** Nothing but the attempt itself says that the work is right. */
  readonly unverified: boolean;
  /** A person wants it left out; so it will be, unless the attempt at work succeeds. */
  readonly skipAsked: boolean;
  /** The end of its wait while it is backing off. */
  readonly untilMs: number | null;
  /** The commit that brought it into the integration branch. */
  readonly mergeCommit: string | null;
  readonly mergedAt: number | null;
  /** When it came to its end; null as long as something can happen to it by itself. */
  readonly endedAt: number | null;
}

/** A run as its journal tells it. Times in milliseconds since 1970. */
export interface RunState {
  readonly opened: Extract<RunFact, { type: 'opened' }>;
  readonly runId: string;
  readonly plan: { readonly name: string; readonly title: string; readonly file: string };
  readonly integrationBranch: string | null;
  readonly openedAt: number;
  /** When it was closed last; null while it goes on. */
  readonly closedAt: number | null;
  /** Null while it goes on. */
  readonly outcome: RunOutcome | null;
  /** In the order in which the run was opened with them. */
  readonly nodes: ReadonlyMap<NodeId, NodeRun>;
  /** All processes that wrote the journal; the last one is the latest. */
  readonly processes: readonly ProcessIdentity[];
  /** What was asked for since the run was opened or reopened; `stop` outweighs `drain`. */
  readonly stop: 'drain' | 'stop' | null;
  /** What it may cost; null: nothing is limited. */
  readonly budget: BudgetLimits | null;
  /** What all attempts that ended said they cost, in dollars. */
  readonly spentUsd: number;
  /** Tokens of all kinds that they said they used. */
  readonly spentTokens: number;
  /** The budget was reached since the run was opened or reopened. */
  readonly budgetReached: Omit<Extract<RunDecision, { type: 'budget_reached' }>, 'type'> | null;
  /** Nothing new starts until a person says so. */
  readonly isPaused: boolean;
  /** Nodes that wait for their merge, with the one being merged; first come first served. */
  readonly mergeQueue: readonly NodeId[];
  /** The node being merged by the latest process. */
  readonly merging: NodeId | null;
  /** The tip of the integration branch; null without git. */
  readonly tip: string | null;
  /** The tip that the user's repository has last been given. */
  readonly published: string | null;
  /** What a person approved on the integration branch, and the file that says so, relative to the root. */
  readonly approved: ReadonlyMap<NodeId, string>;
  readonly accepted: { readonly commit: string; readonly into: string; readonly at: number } | null;
  /** Its branch was given up; what it has merged counts no more. */
  readonly isDiscarded: boolean;
}

const ends = new Set<NodeState>(['succeeded', 'failed', 'conflicted', 'blocked', 'skipped', 'cancelled']);

/** Whether nothing happens by itself any more to a node in this state. */
export const isEnd = (state: NodeState): boolean => ends.has(state);

/** Whether a node in this state came to an end by its own doing, and what needs it has to do without. */
export const isFailure = (state: NodeState): boolean =>
  state === 'failed' || state === 'conflicted' || state === 'cancelled';
