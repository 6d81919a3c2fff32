import { retryClasses } from '../domain/retry-class.ts';
import { attemptOutcomes, runOutcomes } from '../domain/run.ts';
import type {
  AttemptEvidence,
  AttemptUsage,
  BudgetLimits,
  CheckResult,
  ProcessIdentity,
  RetryPolicy,
  RunEvent,
  RunNode,
  RunSettings,
  SettledNode,
} from '../domain/run.ts';
import { choice, count, flag, listOf, nullOr, number, object, optional, recordOf, text } from './forms.ts';
import type { Form } from './forms.ts';

/** A form for every field, so that a new field without one does not compile. */
type FormsOf<T> = { readonly [Field in keyof T]-?: Form };

const usage = object({
  inputTokens: number,
  outputTokens: number,
  cacheReadTokens: number,
  cacheWriteTokens: number,
  model: nullOr(text),
} satisfies FormsOf<AttemptUsage>);

const check = object({
  name: text,
  outcome: choice('passed', 'failed', 'not_run'),
  detail: text,
  seconds: number,
} satisfies FormsOf<CheckResult>);

const evidence = object({
  changed: listOf(text),
  created: optional(listOf(text)),
  takenBack: listOf(text),
  protectedChanged: listOf(text),
  ignored: listOf(text),
  checks: listOf(check),
  unverified: flag,
  remarks: listOf(text),
} satisfies FormsOf<AttemptEvidence>);

const identity = object({ bootId: text, pid: number, startTime: text } satisfies FormsOf<ProcessIdentity>);

const retry = object({
  maxAttempts: count,
  baseMs: number,
  factor: number,
  jitter: choice('none', 'full'),
} satisfies FormsOf<RetryPolicy>);

const runNode = object({
  id: text,
  title: text,
  level: number,
  hours: nullOr(number),
  priority: nullOr(number),
  pool: text,
  dependencies: listOf(text),
  executors: (value) => listOf(text)(value) && (value as readonly string[]).length > 0,
  retry,
  onFailure: choice('fail', 'escalate', 'skip'),
  timeoutMs: nullOr(number),
  idleTimeoutMs: nullOr(number),
  evidence: choice('diff', 'none'),
  deliverables: listOf(text),
  validationScript: nullOr(text),
  fix: optional(text),
} satisfies FormsOf<RunNode>);

const budget = object({
  runUsd: nullOr(number),
  attemptUsd: nullOr(number),
  runTokens: nullOr(number),
  attemptTokens: nullOr(number),
  onReached: choice('drain', 'stop'),
} satisfies FormsOf<BudgetLimits>);

const settings = object({
  maxExecutors: count,
  pools: recordOf(count),
  conflicts: listOf(object({ a: text, b: text })),
  barrier: flag,
  mode: choice('clone', 'copy', 'none'),
  budget: optional(budget),
  reviewer: optional(text),
} satisfies FormsOf<RunSettings>);

const settled = object({
  id: text,
  title: text,
  level: number,
  why: choice('complete', 'skipped', 'merged'),
  mended: optional(object({ runId: text, fix: text })),
} satisfies FormsOf<SettledNode>);

const reason = choice('first', 'retry', 'fallback', 'conflict', 'check', 'asked');
const ofNode = { node: text };
const ofAttempt = { node: text, attempt: count };

const fields: { readonly [Type in RunEvent['type']]: FormsOf<Omit<Extract<RunEvent, { type: Type }>, 'type'>> } = {
  opened: {
    runId: text,
    plan: object({ name: text, title: text, file: text }),
    process: identity,
    baseCommit: nullOr(text),
    tip: nullOr(text),
    integrationBranch: nullOr(text),
    after: nullOr(text),
    configDigest: text,
    configFileDigest: optional(text),
    settings,
    nodes: listOf(runNode),
    settled: listOf(settled),
  },
  reopened: { process: identity, budget: optional(budget) },
  attempt_spawned: { ...ofAttempt, group: number },
  attempt_session: { ...ofAttempt, session: text },
  verifying: ofAttempt,
  attempt_ended: {
    ...ofAttempt,
    outcome: choice(...attemptOutcomes.filter((outcome) => outcome !== 'conflicted')),
    exitCode: nullOr(number),
    message: text,
    commit: nullOr(text),
    evidence: nullOr(evidence),
    summary: nullOr(text),
    usage: nullOr(usage),
    costUsd: nullOr(number),
    seconds: number,
    retryClass: optional(choice(...retryClasses)),
    retryAfterMs: optional(number),
  },
  backed_off: ofNode,
  merged: { ...ofAttempt, commit: text, approved: nullOr(text) },
  merge_failed: { ...ofAttempt, reason: choice('conflict', 'check'), paths: listOf(text), message: text },
  merge_found: { ...ofAttempt, work: text, commit: text, approved: nullOr(text) },
  merge_lost: { ...ofAttempt, again: choice('merge', 'attempt'), tip: text },
  published: { commit: text },
  retry_asked: { nodes: listOf(text) },
  skip_asked: ofNode,
  cancel_asked: { nodes: listOf(text) },
  pause_asked: {},
  go_on_asked: {},
  stop_asked: { how: choice('drain', 'stop') },
  accepted: { commit: text, into: text },
  discarded: {},
  approved: { achievement: text, path: text, commit: text },
  attempt_started: { ...ofAttempt, executor: text, slot: count, reason },
  backing_off: { ...ofAttempt, untilMs: number },
  merge_started: ofAttempt,
  node_succeeded: { ...ofAttempt, unverified: flag },
  node_failed: { ...ofNode, state: choice('failed', 'conflicted'), escalated: flag, message: text },
  node_skipped: { ...ofNode, message: text },
  blocked: { nodes: listOf(text), by: text },
  cancelled: { nodes: listOf(text) },
  budget_reached: { unit: choice('usd', 'tokens'), limit: number, spent: number, then: choice('drain', 'stop') },
  closed: { outcome: choice(...runOutcomes) },
};

/** The form of each event, by its type. */
export const eventForms: ReadonlyMap<string, Form> = new Map(
  Object.entries(fields).map(([type, forms]) => [type, object(forms)]),
);
