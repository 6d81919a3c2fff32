import { achievementId } from '../../src/domain/ids.ts';
import type {
  AttemptEvidence,
  BudgetLimits,
  JournalEntry,
  NodeId,
  RunDecision,
  RunEvent,
  RunFact,
  RunNode,
  RunSettings,
} from '../../src/domain/run.ts';
import { Scheduler } from '../../src/execution/scheduler.ts';
import { replay } from '../../src/journal/replay.ts';
import { RunModel } from './run-model.ts';

export type Opened = Extract<RunFact, { type: 'opened' }>;
export type AttemptEnded = Extract<RunFact, { type: 'attempt_ended' }>;

/** Ids as an achievement has them; throws for what is none. */
export const idOf = (text: string): NodeId => {
  const id = achievementId(text);
  if (id === undefined) throw new Error(`${text} is no id.`);
  return id;
};

export const processOf = (pid: number) => ({ bootId: 'boot', pid, startTime: '1' });

/** What an attempt reports. */
export interface Cost {
  readonly usd: number;
  readonly tokens: number;
}

const usageOf = (inputTokens: number) => ({
  inputTokens,
  outputTokens: 0,
  cacheReadTokens: 0,
  cacheWriteTokens: 0,
  model: null,
});

/** A node with nothing special about it. */
export const runNode = (id: string, needs: readonly string[] = [], more: Partial<RunNode> = {}): RunNode => ({
  id: idOf(id),
  title: `Achievement ${id}`,
  level: 0,
  hours: 1,
  priority: null,
  pool: 'default',
  dependencies: needs.map(idOf),
  executors: ['one'],
  retry: { maxAttempts: 1, baseMs: 0, factor: 3, jitter: 'none' },
  onFailure: 'fail',
  timeoutMs: null,
  idleTimeoutMs: null,
  evidence: 'diff',
  deliverables: [],
  validationScript: null,
  ...more,
});

export const openedWith = (nodes: readonly RunNode[], settings: Partial<RunSettings> = {}): Opened => ({
  type: 'opened',
  runId: 'run',
  plan: { name: 'DEMO', title: 'Demo', file: 'PLAN_DEMO.md' },
  process: processOf(1),
  baseCommit: 'base',
  tip: 'base',
  integrationBranch: 'planloom/run',
  after: null,
  configDigest: 'digest',
  settings: { maxExecutors: 9, pools: {}, conflicts: [], barrier: false, mode: 'clone', ...settings },
  nodes,
  settled: [],
});

const evidence = (unverified: boolean): AttemptEvidence => ({
  changed: ['a.txt'],
  takenBack: [],
  protectedChanged: [],
  ignored: [],
  checks: [],
  unverified,
  remarks: [],
});

/**
 * A run whose world is the test: it says what happens, the scheduler answers, and everything is kept as the journal would
 * keep it. After every answer the model is asked whether a rule was broken.
 */
export class RunRig {
  readonly entries: JournalEntry[] = [];
  readonly scheduler: Scheduler;
  readonly model: RunModel;
  readonly #random: () => number;
  nowMs = 1000;

  constructor(opened: Opened, { random = (): number => 0.5, before = [] as readonly JournalEntry[] } = {}) {
    this.#random = random;
    this.model = new RunModel(opened);
    if (before.length === 0) {
      this.scheduler = new Scheduler();
      this.tell(opened);
      return;
    }
    this.scheduler = new Scheduler(replay(before));
    for (const entry of before) this.#keep(entry.event, entry.at);
    this.nowMs = before.at(-1)!.at + 1;
  }

  /** Goes on as a process that found the journal: what the one before had at work is lost. */
  resume(pid = 2, budget?: BudgetLimits): readonly RunDecision[] {
    const lost = this.model.at('running', 'verifying');
    this.tell({ type: 'reopened', process: processOf(pid), ...(budget === undefined ? {} : { budget }) });
    for (const id of lost) this.tell(this.ending(id, 'interrupted'));
    return this.begin();
  }

  begin(): readonly RunDecision[] {
    return this.#answer(this.scheduler.begin(this.#context()));
  }

  tell(fact: RunFact): readonly RunDecision[] {
    this.#keep(fact, this.nowMs);
    return this.#answer(this.scheduler.handle(fact, this.#context()));
  }

  /** The end of the attempt that is at work on a node. */
  ending(id: NodeId, outcome: AttemptEnded['outcome'], commit: string | null = 'work', cost?: Cost): AttemptEnded {
    const isDone = outcome === 'succeeded';
    return {
      type: 'attempt_ended',
      node: id,
      attempt: this.model.spot(id).attempts,
      outcome,
      exitCode: isDone ? 0 : 1,
      message: isDone ? '' : `It ended as ${outcome}.`,
      commit: isDone ? commit : null,
      evidence: isDone ? evidence(false) : null,
      summary: null,
      usage: cost === undefined ? null : usageOf(cost.tokens),
      costUsd: cost?.usd ?? null,
      seconds: 1,
    };
  }

  fail(id: string, outcome: AttemptEnded['outcome'] = 'failed'): readonly RunDecision[] {
    return this.tell(this.ending(idOf(id), outcome));
  }

  /** The attempt succeeds, and its work waits to be merged; or is done with, where there is nothing to merge. */
  succeed(id: string, commit: string | null = 'work', unverified = false): readonly RunDecision[] {
    const node = idOf(id);
    this.tell({ type: 'verifying', node, attempt: this.model.spot(node).attempts });
    return this.tell({ ...this.ending(node, 'succeeded', commit), evidence: evidence(unverified) });
  }

  merge(id: string): readonly RunDecision[] {
    const node = idOf(id);
    return this.tell({
      type: 'merged',
      node,
      attempt: this.model.spot(node).attempts,
      commit: `merge of ${id}`,
      approved: null,
    });
  }

  failMerge(id: string, reason: 'conflict' | 'check' = 'conflict'): readonly RunDecision[] {
    const node = idOf(id);
    const { attempts } = this.model.spot(node);
    const paths = reason === 'conflict' ? ['a.txt'] : [];
    return this.tell({ type: 'merge_failed', node, attempt: attempts, reason, paths, message: `${reason} of ${id}` });
  }

  /** Both, for a node whose turn it is. */
  finish(...ids: readonly string[]): void {
    for (const id of ids) {
      this.succeed(id);
      this.merge(id);
    }
  }

  stateOf(id: string): string {
    return this.scheduler.state.nodes.get(idOf(id))!.state;
  }

  get states(): Readonly<Record<string, string>> {
    return Object.fromEntries([...this.scheduler.state.nodes].map(([id, { state }]) => [id, state]));
  }

  #context() {
    return { nowMs: this.nowMs, random: this.#random };
  }

  #keep(event: RunEvent, at: number): void {
    this.entries.push({ at, event });
    this.model.apply(event);
  }

  #answer(decisions: readonly RunDecision[]): readonly RunDecision[] {
    const { model } = this;
    for (const decision of decisions) {
      this.#refuse(decision);
      this.#keep(decision, this.nowMs);
    }
    if (decisions.length === 0 || model.outcome !== undefined) return decisions;
    const isOpen = model.at('idle', 'running', 'verifying', 'waiting', 'merging').length > 0;
    if (model.isSpent && isOpen && model.stop !== 'stop' && model.budgetReached === undefined) {
      throw new Error('The budget is reached, and nobody says so.');
    }
    if (model.stop !== 'stop' && model.merging === undefined && model.mergeQueue.length > 0) {
      throw new Error('Nothing is merged, and could be.');
    }
    if (model.stop !== undefined || model.budgetReached !== undefined) return decisions;
    const idle = [...model.spots.keys()].find((id) => model.isReady(id) && model.obstacle(id) === undefined);
    if (idle !== undefined) throw new Error(`${idle} could start, and does not.`);
    return decisions;
  }

  #stopped(): string | undefined {
    if (this.model.stop !== undefined) return 'starts in a run that was stopped';
    return this.model.budgetReached === undefined ? undefined : 'starts in a run whose budget is reached';
  }

  #refuse(decision: RunDecision): void {
    const { model } = this;
    const isOpen = (id: NodeId) => !['succeeded', 'skipped'].includes(model.spot(id).place);
    if (model.outcome !== undefined) throw new Error(`The run is closed, and ${decision.type} comes.`);
    if (decision.type === 'attempt_started') {
      const obstacle = this.#stopped() ?? model.obstacle(decision.node);
      if (obstacle !== undefined) throw new Error(`${decision.node} ${obstacle}.`);
      if (decision.slot !== model.freeSlot()) throw new Error(`${decision.node} has slot ${decision.slot}.`);
      if (decision.attempt !== model.spot(decision.node).attempts + 1) throw new Error('An attempt is left out.');
    }
    if (decision.type === 'attempt_started' && model.spot(decision.node).isTooDear === true) {
      throw new Error(`${decision.node} was too dear, and is tried again.`);
    }
    if (decision.type === 'budget_reached' && (!model.isSpent || model.budgetReached !== undefined)) {
      throw new Error('The budget is said to be reached.');
    }
    if (decision.type === 'merge_started') {
      if (model.merging !== undefined) throw new Error('Two merges at once.');
      if (decision.node !== model.mergeQueue[0]) throw new Error(`${decision.node} is merged before its turn.`);
    }
    if ('node' in decision && !isOpen(decision.node)) throw new Error(`${decision.node} is done, and goes on.`);
    if (decision.type === 'closed' && model.at('running', 'verifying').length > 0) throw new Error('Closed at work.');
  }
}
