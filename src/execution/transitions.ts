import type { AttemptOutcome, NodeState, RunEvent, RunOutcome } from '../domain/run.ts';

/** One way from a state to another. The documentation draws them, and tests hold the scheduler to them. */
export interface Transition<State extends string> {
  readonly from: State;
  readonly to: State;
  /** The event that leads over; `dependencies`: no event of its own, the last thing that it needs is there. */
  readonly by: RunEvent['type'] | 'dependencies';
  /** When it happens, in a few words. */
  readonly when: string;
}

/** All that can happen to a node; it begins as `pending`. */
export const nodeTransitions: readonly Transition<NodeState>[] = [
  { from: 'pending', to: 'ready', by: 'dependencies', when: 'all that it needs is there' },
  { from: 'pending', to: 'blocked', by: 'blocked', when: 'something that it needs has failed' },
  { from: 'pending', to: 'skipped', by: 'node_skipped', when: 'a person skips it' },
  { from: 'ready', to: 'running', by: 'attempt_started', when: 'a slot is free' },
  { from: 'ready', to: 'skipped', by: 'node_skipped', when: 'a person skips it' },
  { from: 'running', to: 'verifying', by: 'verifying', when: 'the program ended well' },
  { from: 'running', to: 'ready', by: 'attempt_ended', when: 'to be tried again at once' },
  { from: 'running', to: 'backing_off', by: 'backing_off', when: 'failed, attempts are left' },
  { from: 'running', to: 'failed', by: 'node_failed', when: 'failed for the last time' },
  { from: 'running', to: 'skipped', by: 'node_skipped', when: 'failed, and can be left out' },
  { from: 'running', to: 'cancelled', by: 'cancelled', when: 'a person or the budget stopped it' },
  { from: 'verifying', to: 'merging', by: 'attempt_ended', when: 'proved, with work to merge' },
  { from: 'verifying', to: 'succeeded', by: 'node_succeeded', when: 'proved, nothing to merge' },
  { from: 'verifying', to: 'ready', by: 'attempt_ended', when: 'to be tried again at once' },
  { from: 'verifying', to: 'backing_off', by: 'backing_off', when: 'not proved, attempts are left' },
  { from: 'verifying', to: 'failed', by: 'node_failed', when: 'not proved for the last time' },
  { from: 'verifying', to: 'skipped', by: 'node_skipped', when: 'not proved, and can be left out' },
  { from: 'verifying', to: 'cancelled', by: 'cancelled', when: 'a person or the budget stopped it' },
  { from: 'backing_off', to: 'ready', by: 'backed_off', when: 'the wait is over' },
  { from: 'backing_off', to: 'skipped', by: 'node_skipped', when: 'a person skips it' },
  { from: 'merging', to: 'succeeded', by: 'node_succeeded', when: 'merged' },
  { from: 'merging', to: 'ready', by: 'merge_failed', when: 'cannot be merged, the first time' },
  { from: 'merging', to: 'conflicted', by: 'node_failed', when: 'in conflict again, or too costly to try again' },
  {
    from: 'merging',
    to: 'failed',
    by: 'node_failed',
    when: 'a check fails after the merge again, or too costly to try again',
  },
  { from: 'merging', to: 'skipped', by: 'node_skipped', when: 'cannot be merged, and a person skips it' },
  { from: 'failed', to: 'ready', by: 'retry_asked', when: 'a person asks to try again' },
  { from: 'failed', to: 'skipped', by: 'node_skipped', when: 'a person skips it' },
  { from: 'conflicted', to: 'ready', by: 'retry_asked', when: 'a person asks to try again' },
  { from: 'conflicted', to: 'skipped', by: 'node_skipped', when: 'a person skips it' },
  { from: 'cancelled', to: 'ready', by: 'retry_asked', when: 'a person asks to try again' },
  { from: 'cancelled', to: 'skipped', by: 'node_skipped', when: 'a person skips it' },
  { from: 'blocked', to: 'pending', by: 'retry_asked', when: 'what blocked it is tried again' },
  { from: 'blocked', to: 'pending', by: 'node_skipped', when: 'what blocked it is skipped' },
  { from: 'blocked', to: 'skipped', by: 'node_skipped', when: 'a person skips it' },
];

/** Whatever the journal says of a node that it does not call merged, its merge may be there. */
const unmerged = [
  'pending',
  'ready',
  'running',
  'verifying',
  'backing_off',
  'failed',
  'conflicted',
  'cancelled',
  'blocked',
] as const;

/**
 * All that becomes of nodes by what a resume finds where journal and branch differ: a power failure has taken the end of
 * the one or the other, or somebody has put a branch back.
 */
export const foundTransitions: readonly Transition<NodeState>[] = [
  ...unmerged.map((from) => ({ from, to: 'merging', by: 'merge_found', when: 'its merge is on the branch' }) as const),
  { from: 'succeeded', to: 'merging', by: 'merge_lost', when: 'its merge is gone, its work is there' },
  { from: 'succeeded', to: 'ready', by: 'merge_lost', when: 'its work is gone' },
  { from: 'succeeded', to: 'pending', by: 'merge_lost', when: 'its work is gone, and what it needs' },
  { from: 'merging', to: 'ready', by: 'merge_lost', when: 'its work is gone' },
  { from: 'ready', to: 'pending', by: 'merge_lost', when: 'what it needs is gone' },
  { from: 'backing_off', to: 'pending', by: 'merge_lost', when: 'what it needs is gone' },
];

/** The same for attempts. */
export const foundAttemptTransitions: readonly Transition<AttemptState>[] = [
  { from: 'interrupted', to: 'succeeded', by: 'merge_found', when: 'its merge is on the branch' },
  { from: 'succeeded', to: 'interrupted', by: 'merge_lost', when: 'its work is gone' },
];

/** Where an attempt is: at work, being proved, or ended. */
export type AttemptState = 'running' | 'verifying' | AttemptOutcome;

/** All that can happen to an attempt; it begins as `running`. */
export const attemptTransitions: readonly Transition<AttemptState>[] = [
  { from: 'running', to: 'verifying', by: 'verifying', when: 'the program ended well' },
  { from: 'running', to: 'failed', by: 'attempt_ended', when: 'the program or its preparation failed' },
  { from: 'running', to: 'timed_out', by: 'attempt_ended', when: 'it took too long' },
  { from: 'running', to: 'idle_timed_out', by: 'attempt_ended', when: 'it printed nothing for too long' },
  { from: 'running', to: 'cancelled', by: 'attempt_ended', when: 'a person or the budget stopped it' },
  { from: 'running', to: 'interrupted', by: 'attempt_ended', when: 'something else ended it' },
  { from: 'verifying', to: 'succeeded', by: 'attempt_ended', when: 'the work is proved' },
  { from: 'verifying', to: 'rejected', by: 'attempt_ended', when: 'no evidence, or a check failed' },
  { from: 'verifying', to: 'failed', by: 'attempt_ended', when: 'the work could not be read' },
  { from: 'verifying', to: 'cancelled', by: 'attempt_ended', when: 'a person or the budget stopped it' },
  { from: 'verifying', to: 'interrupted', by: 'attempt_ended', when: 'something else ended it' },
  { from: 'succeeded', to: 'conflicted', by: 'merge_failed', when: 'the merge has conflicts' },
  { from: 'succeeded', to: 'rejected', by: 'merge_failed', when: 'a check fails after the merge' },
];

/** Where a run is: going on, or closed. */
export type RunPhase = 'running' | RunOutcome;

/** All that can happen to a run; it begins as `running`. */
export const runTransitions: readonly Transition<RunPhase>[] = [
  { from: 'running', to: 'succeeded', by: 'closed', when: 'everything succeeded or was skipped' },
  { from: 'running', to: 'partial', by: 'closed', when: 'some succeeded, some did not' },
  { from: 'running', to: 'failed', by: 'closed', when: 'nothing succeeded' },
  { from: 'running', to: 'cancelled', by: 'closed', when: 'a person stopped it' },
  { from: 'running', to: 'paused', by: 'closed', when: 'drained, the budget is reached, or a person has to decide' },
  { from: 'partial', to: 'running', by: 'reopened', when: 'resumed' },
  { from: 'failed', to: 'running', by: 'reopened', when: 'resumed' },
  { from: 'cancelled', to: 'running', by: 'reopened', when: 'resumed' },
  { from: 'paused', to: 'running', by: 'reopened', when: 'resumed' },
];
