import type { BudgetLimits, RunDecision, WorktreeMode } from '../domain/run.ts';
import { asSentences } from '../text/as-sentence.ts';
import { overLimit } from './over-limit.ts';
import type { AttemptRun, NodeRun } from './run-state.ts';
import { isFailure } from './run-state.ts';

type StartReason = Extract<RunDecision, { type: 'attempt_started' }>['reason'];

/** What comes next for a node. */
export type NextStep =
  /** Nothing by itself: it waits for something, is at work, or has ended. */
  | { readonly kind: 'none' }
  | { readonly kind: 'start'; readonly executor: string; readonly reason: StartReason }
  /** An attempt after at most so many milliseconds. */
  | { readonly kind: 'wait'; readonly waitMs: number }
  | { readonly kind: 'merge' }
  | { readonly kind: 'succeed' }
  | { readonly kind: 'fail'; readonly state: 'failed' | 'conflicted'; readonly message: string }
  | { readonly kind: 'skip'; readonly message: string }
  | { readonly kind: 'cancel' };

/** However often it failed before, a node is tried again after a day. */
const longestWaitMs = 24 * 60 * 60 * 1000;

/**
 * What comes next for a node, from nothing but its record. Both the fold and the scheduler ask: so a journal that ends
 * between a fact and what was to be decided about it is decided about in the same way later.
 */
export const nextStep = (run: NodeRun, mode: WorktreeMode, budget: BudgetLimits | null): NextStep => {
  if (run.skipAsked && isIdle(run)) return skipOnRequest;
  if (run.state === 'ready') return nextStart(run);
  if (run.state !== 'running' && run.state !== 'verifying' && run.state !== 'merging') return nothing;
  const last = run.attempts.at(-1);
  if (last === undefined || last.outcome === null) return nothing;
  if (run.mergeCommit !== null) return { kind: 'succeed' };
  if (last.outcome === 'succeeded') return { kind: mode !== 'none' && last.commit !== null ? 'merge' : 'succeed' };
  if (run.skipAsked) return skipOnRequest;
  if (last.outcome === 'cancelled') return { kind: 'cancel' };
  const tooMuch = overLimit(last, budget);
  if (tooMuch === null) return afterFailure(run, last);
  // Neither by another executor, nor to settle a conflict: what has cost too much once is for a person to decide.
  const message = asSentences([last.message, tooMuch].filter((words) => words !== ''));
  return last.outcome === 'conflicted' ? { kind: 'fail', state: 'conflicted', message } : giveUp(run, message);
};

const nothing: NextStep = { kind: 'none' };
const skipOnRequest: NextStep = { kind: 'skip', message: 'A person asked to leave it out.' };

/** Nobody works on it, and it has neither succeeded nor been skipped. */
const isIdle = ({ state }: NodeRun): boolean =>
  state === 'pending' || state === 'ready' || state === 'backing_off' || state === 'blocked' || isFailure(state);

/** A ready node has waited already, if it had to. */
const nextStart = (run: NodeRun): NextStep => {
  const last = run.attempts.at(-1);
  if (last === undefined) return { kind: 'start', executor: run.node.executors[0]!, reason: 'first' };
  if (run.attempts.length === run.attemptsBefore) {
    return { kind: 'start', executor: run.node.executors[0]!, reason: 'asked' };
  }
  const step = afterFailure(run, last);
  return step.kind === 'start' ? step : { kind: 'start', executor: last.executor, reason: 'retry' };
};

const afterFailure = (run: NodeRun, last: AttemptRun): NextStep => {
  const mergeFailures = run.mergeFailures.filter(({ attempt }) => attempt > run.attemptsBefore);
  const mergeFailure = mergeFailures.at(-1);
  if (mergeFailure?.attempt === last.number) {
    const { reason, message } = mergeFailure;
    if (mergeFailures.length === 1) return { kind: 'start', executor: last.executor, reason };
    return { kind: 'fail', state: reason === 'conflict' ? 'conflicted' : 'failed', message };
  }
  if (last.isLost)
    return { kind: 'start', executor: last.executor, reason: isMergeReason(last) ? last.reason : 'retry' };

  const { executors, retry } = run.node;
  const { fallbacks, tries, waits } = countTries(run);
  if (isBusy(last) && waits <= mostWaits) {
    const usual = busyFactor * retry.baseMs * 2 ** (waits - 1);
    return { kind: 'wait', waitMs: Math.min(longestWaitMs, Math.max(usual, last.retryAfterMs ?? 0)) };
  }
  if (tries < retry.maxAttempts && !isHopeless(last) && !isBusy(last)) {
    const waitMs = Math.min(longestWaitMs, retry.baseMs * retry.factor ** Math.max(0, tries - 1));
    return waitMs > 0 ? { kind: 'wait', waitMs } : { kind: 'start', executor: last.executor, reason: 'retry' };
  }
  const fallback = executors[fallbacks + 1];
  if (fallback !== undefined) return { kind: 'start', executor: fallback, reason: 'fallback' };
  const message = last.message === '' ? `Attempt ${last.number} did not succeed.` : last.message;
  return giveUp(run, message);
};

const giveUp = ({ node }: NodeRun, message: string): NextStep =>
  node.onFailure === 'skip' ? { kind: 'skip', message } : { kind: 'fail', state: 'failed', message };

/** Whoever answers for the model has too much to do: that is no fault of the attempt, and counts as no try. */
const isBusy = ({ retryClass }: AttemptRun): boolean => retryClass === 'rate_limit' || retryClass === 'overload';

/** The same agent and model would end in the same way. */
const isHopeless = ({ retryClass }: AttemptRun): boolean =>
  retryClass === 'auth' || retryClass === 'refused' || retryClass === 'context_too_long';

/** How often to wait for a model that has too much to do, and how much longer than after a failure; then twice as long. */
const mostWaits = 5;
const busyFactor = 30;

const isMergeReason = ({ reason }: AttemptRun): boolean => reason === 'conflict' || reason === 'check';

/** How often the executor was changed, and how many attempts of the one that is at it now count. */
const countTries = ({ attempts, attemptsBefore }: NodeRun) => {
  let fallbacks = 0;
  let tries = 0;
  let waits = 0;
  for (const attempt of attempts.slice(attemptsBefore)) {
    if (attempt.reason === 'fallback') {
      fallbacks++;
      tries = waits = 0;
    }
    // Only what was asked of the executor anew, and could be tried to the end, is a try.
    if (isBusy(attempt)) waits++;
    else if (!attempt.isLost && !isMergeReason(attempt)) tries++;
  }
  return { fallbacks, tries, waits };
};
