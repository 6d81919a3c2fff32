import type { BudgetLimits, JournalEntry, NodeId, RunFact, RunNode } from '../domain/run.ts';
import { allTokens, roundedUsd } from './amounts.ts';
import { nextStep } from './next-step.ts';
import type { AttemptRun, NodeRun, RunState } from './run-state.ts';
import { isFailure } from './run-state.ts';

type Opened = Extract<RunFact, { type: 'opened' }>;
type Changing<T> = { -readonly [Key in keyof T]: T[Key] extends readonly (infer One)[] ? One[] : T[Key] };
type ChangingNode = Omit<Changing<NodeRun>, 'attempts'> & { attempts: Changing<AttemptRun>[] };
type ChangingState = Omit<Changing<RunState>, 'nodes' | 'approved'> & {
  nodes: Map<NodeId, ChangingNode>;
  approved: Map<NodeId, string>;
};

/** The state of a run that was opened just now. */
export const openedState = (at: number, opened: Opened): RunState => {
  const dependents = new Map<NodeId, NodeId[]>(opened.nodes.map(({ id }) => [id, []]));
  for (const { id, dependencies } of opened.nodes) for (const on of dependencies) dependents.get(on)!.push(id);
  return {
    opened,
    runId: opened.runId,
    plan: opened.plan,
    integrationBranch: opened.integrationBranch,
    openedAt: at,
    closedAt: null,
    outcome: null,
    nodes: new Map(opened.nodes.map((node) => [node.id, newNode(node, dependents.get(node.id)!)])),
    processes: [opened.process],
    stop: null,
    budget: opened.settings.budget ?? null,
    spentUsd: 0,
    spentTokens: 0,
    budgetReached: null,
    isPaused: false,
    mergeQueue: [],
    merging: null,
    tip: opened.tip,
    published: null,
    approved: new Map(),
    accepted: null,
    isDiscarded: false,
  };
};

const newNode = (node: RunNode, dependents: readonly NodeId[]): NodeRun => ({
  node,
  state: node.dependencies.length === 0 ? 'ready' : 'pending',
  attempts: [],
  attemptsBefore: 0,
  mergeFailures: [],
  unmet: node.dependencies.length,
  dependents,
  message: '',
  blockedBy: null,
  escalated: false,
  unverified: false,
  skipAsked: false,
  untilMs: null,
  mergeCommit: null,
  mergedAt: null,
  endedAt: null,
});

/**
 * Brings a state up to date with what came next in the journal. It changes the state in place, for a copy at each event
 * would cost a large run more than its work: only who owns the state may call this.
 */
export const applyEntry = (state: RunState, { at, event }: JournalEntry): void => {
  const run = state as unknown as ChangingState;
  switch (event.type) {
    case 'opened':
      throw new Error('Internal error: a run is opened once.');
    case 'reopened':
      run.processes.push(event.process);
      run.outcome = run.closedAt = run.stop = run.budgetReached = null;
      run.isPaused = false;
      // Whoever merged is gone; the node is still first in the queue.
      run.merging = null;
      if (event.budget !== undefined) changeBudget(run, event.budget);
      return;
    case 'closed':
      run.outcome = event.outcome;
      run.closedAt = at;
      return;
    case 'published':
      run.published = event.commit;
      return;
    case 'discarded':
      run.isDiscarded = true;
      return;
    case 'accepted':
      run.accepted = { commit: event.commit, into: event.into, at };
      return;
    case 'pause_asked':
    case 'go_on_asked':
      run.isPaused = event.type === 'pause_asked';
      return;
    case 'cancel_asked':
      return;
    case 'budget_reached': {
      const { unit, limit, spent, then } = event;
      run.budgetReached = { unit, limit, spent, then };
      return;
    }
    case 'approved':
      run.approved.set(event.achievement, event.path);
      run.tip = event.commit;
      return;
    case 'stop_asked':
      if (run.stop !== 'stop') run.stop = event.how;
      return;
    case 'retry_asked':
      for (const id of event.nodes) retry(run, nodeOf(run, id));
      return;
    case 'blocked':
      for (const id of event.nodes) {
        const node = nodeOf(run, id);
        end(node, 'blocked', at);
        node.blockedBy = event.by;
      }
      return;
    case 'cancelled':
      for (const id of event.nodes) end(nodeOf(run, id), 'cancelled', at);
      return;
    default:
      applyToNode(run, nodeOf(run, event.node), at, event);
  }
};

type NodeEvent = Extract<JournalEntry['event'], { node: NodeId }>;

const applyToNode = (run: ChangingState, node: ChangingNode, at: number, event: NodeEvent): void => {
  switch (event.type) {
    case 'attempt_started':
      node.attempts.push({ ...newAttempt, ...startOf(event), process: run.processes.length - 1, startedAt: at });
      node.state = 'running';
      node.message = '';
      return;
    case 'attempt_spawned':
      attemptOf(node, event.attempt).group = event.group;
      return;
    case 'attempt_session':
      attemptOf(node, event.attempt).session = event.session;
      return;
    case 'verifying':
      node.state = 'verifying';
      return;
    case 'attempt_ended': {
      const attempt = attemptOf(node, event.attempt);
      if (attempt.outcome !== null)
        throw new Error(`Internal error: attempt ${event.attempt} of ${event.node} ended twice.`);
      Object.assign(attempt, endOf(event), { endedAt: at });
      attempt.isLost = event.outcome === 'interrupted' && attempt.process < run.processes.length - 1;
      node.message = event.message;
      run.spentUsd = roundedUsd(run.spentUsd + (event.costUsd ?? 0));
      run.spentTokens += event.usage === null ? 0 : allTokens(event.usage);
      goOn(run, node);
      return;
    }
    case 'backing_off':
      node.state = 'backing_off';
      node.untilMs = event.untilMs;
      return;
    case 'backed_off':
      if (node.state !== 'backing_off') return;
      node.state = 'ready';
      node.untilMs = null;
      return;
    case 'merge_started':
      run.merging = event.node;
      return;
    case 'merged':
      run.tip = node.mergeCommit = event.commit;
      if (event.approved !== null) run.approved.set(event.node, event.approved);
      node.mergedAt = at;
      leaveMergeQueue(run, event.node);
      return;
    case 'merge_failed': {
      const { attempt, reason, paths, message } = event;
      const outcome = reason === 'conflict' ? 'conflicted' : 'rejected';
      Object.assign(attemptOf(node, attempt), { outcome, message });
      node.mergeFailures.push({ attempt, reason, paths, message });
      node.message = message;
      leaveMergeQueue(run, event.node);
      goOn(run, node);
      return;
    }
    case 'merge_found':
      foundMerged(run, node, at, event);
      return;
    case 'merge_lost':
      lostMerge(run, node, event);
      return;
    case 'skip_asked':
      node.skipAsked = true;
      return;
    case 'node_succeeded':
      end(node, 'succeeded', at);
      node.unverified = event.unverified;
      node.message = '';
      meetDependents(run, node);
      return;
    case 'node_failed':
      end(node, event.state, at);
      node.escalated = event.escalated;
      node.message = event.message;
      return;
    case 'node_skipped':
      unblockDependents(run, node);
      end(node, 'skipped', at);
      node.message = event.message;
      meetDependents(run, node);
  }
};

const foundMerged = (
  run: ChangingState,
  node: ChangingNode,
  at: number,
  { attempt: number, work, commit, approved }: Extract<NodeEvent, { type: 'merge_found' }>,
): void => {
  const process = run.processes.length - 1;
  while (node.attempts.length < number) {
    const executor = node.node.executors[0]!;
    const start = { number: node.attempts.length + 1, executor, slot: 1, reason: 'first' as const };
    node.attempts.push({
      ...newAttempt,
      ...start,
      process,
      startedAt: at,
      endedAt: at,
      outcome: 'interrupted',
      isLost: true,
    });
  }
  const attempt = attemptOf(node, number);
  Object.assign(attempt, {
    outcome: 'succeeded',
    isLost: false,
    commit: work,
    message: '',
    endedAt: attempt.endedAt ?? at,
  });
  leaveMergeQueue(run, node.node.id);
  Object.assign(node, { state: 'merging', message: '', untilMs: null, mergeCommit: commit, mergedAt: at });
  if (approved !== null) run.approved.set(node.node.id, approved);
  run.tip = commit;
};

const lostMerge = (
  run: ChangingState,
  node: ChangingNode,
  { attempt, again, tip }: Extract<NodeEvent, { type: 'merge_lost' }>,
): void => {
  // What stood on it has to wait for it once more.
  if (node.state === 'succeeded') {
    for (const id of node.dependents) {
      const dependent = nodeOf(run, id);
      dependent.unmet++;
      if (dependent.state === 'ready' || dependent.state === 'backing_off') {
        Object.assign(dependent, { state: 'pending', untilMs: null });
      }
    }
  }
  leaveMergeQueue(run, node.node.id);
  run.approved.delete(node.node.id);
  run.tip = tip;
  Object.assign(node, { mergeCommit: null, mergedAt: null, endedAt: null });
  if (again === 'merge') {
    node.state = 'merging';
    run.mergeQueue.push(node.node.id);
    return;
  }
  Object.assign(attemptOf(node, attempt), { outcome: 'interrupted', isLost: true, commit: null });
  node.message = 'Its work was lost, and is done again.';
  node.state = node.unmet === 0 ? 'ready' : 'pending';
};

const newAttempt = {
  endedAt: null,
  outcome: null,
  isLost: false,
  exitCode: null,
  message: '',
  commit: null,
  evidence: null,
  summary: null,
  usage: null,
  costUsd: null,
  seconds: null,
  group: null,
  session: null,
  retryClass: null,
  retryAfterMs: null,
};

const startOf = ({ attempt, executor, slot, reason }: Extract<NodeEvent, { type: 'attempt_started' }>) => ({
  number: attempt,
  executor,
  slot,
  reason,
});

const endOf = (event: Extract<NodeEvent, { type: 'attempt_ended' }>) => {
  const { outcome, exitCode, message, commit, evidence, summary, usage, costUsd, seconds } = event;
  const { retryClass = null, retryAfterMs = null } = event;
  const ended = { outcome, exitCode, message, commit, evidence, summary, usage, costUsd, seconds };
  return { ...ended, retryClass, retryAfterMs };
};

const nodeOf = (run: ChangingState, id: NodeId): ChangingNode => {
  const node = run.nodes.get(id);
  if (node === undefined) throw new Error(`Internal error: the run does not have ${id}.`);
  return node;
};

const attemptOf = (node: ChangingNode, number: number): Changing<AttemptRun> => {
  const attempt = node.attempts[number - 1];
  if (attempt === undefined) throw new Error(`Internal error: ${node.node.id} has no attempt ${number}.`);
  return attempt;
};

/** After an attempt or a merge: ready again or to the merge queue; all else waits for a decision. */
const goOn = (run: ChangingState, node: ChangingNode): void => {
  const { kind } = nextStep(node, run.opened.settings.mode, run.budget);
  if (kind === 'start') node.state = 'ready';
  if (kind !== 'merge') return;
  node.state = 'merging';
  run.mergeQueue.push(node.node.id);
};

/** What was not decided about before is decided by the new limits. */
const changeBudget = (run: ChangingState, budget: BudgetLimits): void => {
  const { runUsd, runTokens, attemptUsd, attemptTokens } = budget;
  run.budget = [runUsd, runTokens, attemptUsd, attemptTokens].every((limit) => limit === null) ? null : budget;
  for (const node of run.nodes.values()) if (isUndecided(node)) goOn(run, node);
};

/** It did not succeed, and the journal does not say what comes next. */
const isUndecided = ({ state, attempts }: NodeRun): boolean => {
  if (state !== 'running' && state !== 'verifying' && state !== 'merging') return false;
  const outcome = attempts.at(-1)?.outcome ?? null;
  return outcome !== null && outcome !== 'succeeded';
};

const leaveMergeQueue = (run: ChangingState, id: NodeId): void => {
  const place = run.mergeQueue.indexOf(id);
  if (place >= 0) run.mergeQueue.splice(place, 1);
  if (run.merging === id) run.merging = null;
};

const end = (node: ChangingNode, state: NodeRun['state'], at: number): void => {
  Object.assign(node, { state, endedAt: at, untilMs: null, blockedBy: null, escalated: false });
};

const meetDependents = (run: ChangingState, { dependents }: NodeRun): void => {
  for (const id of dependents) {
    const dependent = nodeOf(run, id);
    dependent.unmet--;
    if (dependent.unmet === 0 && dependent.state === 'pending') dependent.state = 'ready';
  }
};

const retry = (run: ChangingState, node: ChangingNode): void => {
  if (!isFailure(node.state)) return;
  wake(node);
  Object.assign(node, { message: '', escalated: false, skipAsked: false, attemptsBefore: node.attempts.length });
  unblockDependents(run, node);
};

/** Whatever else blocks them will be decided anew. */
const unblockDependents = (run: ChangingState, { dependents }: NodeRun): void => {
  const open = [...dependents];
  for (let id = open.pop(); id !== undefined; id = open.pop()) {
    const dependent = nodeOf(run, id);
    if (dependent.state !== 'blocked') continue;
    wake(dependent);
    open.push(...dependent.dependents);
  }
};

const wake = (node: ChangingNode): void => {
  Object.assign(node, { state: node.unmet === 0 ? 'ready' : 'pending', endedAt: null, blockedBy: null });
};
