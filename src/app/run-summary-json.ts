import type { AttemptRun } from '../journal/run-state.ts';
import { budgetJson } from './budget-json.ts';
import type { RunSummary, RunSummaryNode } from './run-summary.ts';

const time = (ms: number | null): string | null => (ms === null ? null : new Date(ms).toISOString());

const attemptJson = (attempt: AttemptRun): Readonly<Record<string, unknown>> => ({
  attempt: attempt.number,
  executor: attempt.executor,
  slot: attempt.slot,
  reason: attempt.reason,
  outcome: attempt.outcome,
  exitCode: attempt.exitCode,
  message: attempt.message,
  startedAt: time(attempt.startedAt),
  endedAt: time(attempt.endedAt),
  seconds: attempt.seconds,
  commit: attempt.commit,
  evidence: attempt.evidence,
  summary: attempt.summary,
  usage: attempt.usage,
  costUsd: attempt.costUsd,
});

const nodeJson = (node: RunSummaryNode): Readonly<Record<string, unknown>> => ({
  id: node.id,
  state: node.state,
  attempts: node.attempts.length,
  ...(node.keptRef === null ? {} : { branch: node.keptRef }),
  ...(node.before === null ? {} : { before: true, settled: node.before }),
  title: node.title,
  level: node.level,
  executor: node.executor,
  commit: node.commit,
  unverified: node.unverified,
  blockedBy: node.blockedBy,
  escalated: node.escalated,
  message: node.message,
  seconds: node.seconds,
  startedAt: time(node.startedAt),
  endedAt: time(node.endedAt),
  changed: node.changed,
  takenBack: node.takenBack,
  protectedChanged: node.protectedChanged,
  remarks: node.remarks,
  costUsd: node.costUsd,
});

/** A summary in the form of the JSON contract; times in ISO 8601. With `withAttempts`, `history` lists the attempts of each node. */
export const runSummaryJson = (summary: RunSummary, withAttempts = false): Readonly<Record<string, unknown>> => ({
  runId: summary.runId,
  outcome: summary.outcome,
  isLive: summary.isLive,
  plan: summary.plan,
  integrationBranch: summary.integrationBranch,
  acceptedInto: summary.acceptedInto,
  nodes: summary.nodes.map((node) => ({
    ...nodeJson(node),
    ...(withAttempts ? { history: node.attempts.map(attemptJson) } : {}),
  })),
  counts: summary.counts,
  settledBefore: summary.settledBefore,
  openedAt: time(summary.openedAt),
  closedAt: time(summary.closedAt),
  makespanSeconds: summary.makespanSeconds,
  sequentialSeconds: summary.sequentialSeconds,
  savedSeconds: savedSeconds(summary),
  forecast: summary.forecast,
  costUsd: summary.costUsd,
  tokens: summary.tokens,
  budget: summary.budget === null ? null : budgetJson(summary.budget),
  budgetReached: summary.budgetReached,
  retries: summary.retries,
});

/** Less than nothing when the work alone would have been done sooner. */
const savedSeconds = ({ sequentialSeconds, makespanSeconds }: RunSummary): number | null =>
  makespanSeconds === null ? null : Math.round((sequentialSeconds - makespanSeconds) * 1000) / 1000;
