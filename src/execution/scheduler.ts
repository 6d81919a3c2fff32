import type { JournalEntry, NodeId, RunDecision, RunFact } from '../domain/run.ts';
import type { DispatchRules } from '../graph/dispatch-rules.ts';
import { numberOf } from '../graph/graph.ts';
import { ReadyQueue } from '../graph/ready-queue.ts';
import { Seats } from '../graph/seats.ts';
import { applyEntry, openedState } from '../journal/apply-entry.ts';
import { nextStep } from '../journal/next-step.ts';
import type { NextStep } from '../journal/next-step.ts';
import { reachedLimit } from '../journal/reached-limit.ts';
import type { NodeRun, RunState } from '../journal/run-state.ts';
import { isEnd, isFailure } from '../journal/run-state.ts';
import { LevelGate } from './level-gate.ts';
import { runOutcome } from './run-outcome.ts';
import { runRules } from './run-rules.ts';
import { stepDecision } from './step-decision.ts';
import type { DecisionContext } from './step-decision.ts';
import { behind, unreachable } from './unreachable.ts';

/**
 * Decides what happens in a run: takes what has happened, one fact at a time, and answers with what is to be done now, in
 * this order. It does nothing itself, and from the same facts and contexts it always decides the same. Every answer has
 * to be written down and then carried out; the state is the fold of exactly these facts and decisions.
 *
 * A new run begins with the fact `opened`, and one that goes on with its state and the fact `reopened`, then
 * `attempt_ended` for each attempt that died with the process before. Facts before `begin`, and after the run has closed,
 * are only noted.
 */
export class Scheduler {
  #state: RunState | undefined;
  #isLive = false;
  #rules!: DispatchRules<NodeId>;
  /** The nodes of the state, by number. */
  #runs: readonly NodeRun[] = [];
  #queue!: ReadyQueue;
  #gate: LevelGate | undefined;
  #seats = new Seats();
  /** How many nodes have not ended, and how many of them hold a slot. */
  #open = 0;
  #working = 0;
  #context!: DecisionContext;
  #decisions: RunDecision[] = [];

  /** `state` belongs to the scheduler from now on: it changes with every fact. */
  constructor(state?: RunState) {
    if (state !== undefined) this.#take(state);
  }

  /** Where the run stands: to look at, not to keep, as it goes on changing. Throws before a run was opened. */
  get state(): RunState {
    if (this.#state === undefined) throw new Error('Internal error: no run was opened.');
    return this.#state;
  }

  /**
   * What is to be done first: attempts that start, waits that go on, the merge that is next. Asked once the facts are in
   * that were known before, and again after a closed run was reopened.
   */
  begin(context: DecisionContext): readonly RunDecision[] {
    if (this.state.outcome !== null) throw new Error('Internal error: a closed run goes on once it is reopened.');
    this.#isLive = true;
    return this.#decide(context, () => {
      for (const { node, state, attempts, untilMs } of this.#runs) {
        if (state !== 'backing_off') continue;
        this.#emit({ type: 'backing_off', node: node.id, attempt: attempts.length, untilMs: untilMs! });
      }
      this.#takeStock();
    });
  }

  /** Takes in what has happened. */
  handle(fact: RunFact, context: DecisionContext): readonly RunDecision[] {
    if (fact.type === 'opened') {
      this.#take(openedState(context.nowMs, fact));
      return [];
    }
    const wasWaiting = fact.type === 'backed_off' && this.state.nodes.get(fact.node)?.state === 'backing_off';
    applyEntry(this.state, { at: context.nowMs, event: fact });
    return this.#isLive ? this.#decide(context, () => this.#follow(fact, wasWaiting)) : [];
  }

  /** Takes in what there is nothing to decide about: that the run is closed, once all that went on has ended. */
  note(entry: JournalEntry): void {
    applyEntry(this.state, entry);
  }

  #take(state: RunState): void {
    this.#state = state;
    this.#rules = runRules(state.opened.nodes, state.opened.settings);
    this.#runs = this.#rules.graph.ids.map((id) => state.nodes.get(id)!);
  }

  #decide(context: DecisionContext, first: () => void): readonly RunDecision[] {
    this.#context = context;
    this.#decisions = [];
    first();
    this.#mindBudget();
    this.#startAttempts();
    this.#startMerge();
    this.#closeIfDone();
    return this.#decisions;
  }

  #emit(decision: RunDecision): void {
    applyEntry(this.state, { at: this.#context.nowMs, event: decision });
    this.#decisions.push(decision);
  }

  #follow(fact: RunFact, wasWaiting: boolean): void {
    switch (fact.type) {
      case 'attempt_ended': {
        const number = this.#numberOf(fact.node);
        this.#working--;
        this.#queue.freeSlot(number);
        this.#seats.free(this.#runs[number]!.attempts[fact.attempt - 1]!.slot);
        this.#goOn(number);
        return;
      }
      case 'merged':
      case 'merge_failed':
        this.#goOn(this.#numberOf(fact.node));
        return;
      case 'backed_off':
        // A late one may find the node skipped meanwhile.
        if (wasWaiting) this.#addReady(this.#numberOf(fact.node));
        return;
      case 'retry_asked':
      case 'skip_asked':
        this.#takeStock();
    }
  }

  /** Makes everything that follows from the state anew, and decides what was left undecided. */
  #takeStock(): void {
    for (const run of this.#runs) this.#decideOn(run);
    for (const [by, nodes] of unreachable(this.#rules.graph, this.#runs)) {
      if (this.#blocks(this.state.nodes.get(by)!)) this.#emit({ type: 'blocked', nodes, by });
    }

    const open = [...this.#runs.keys()].filter((number) => !isEnd(this.#runs[number]!.state));
    const working = open.filter((number) => isAtWork(this.#runs[number]!));
    this.#open = open.length;
    this.#working = working.length;
    this.#seats = new Seats(working.map((number) => this.#runs[number]!.attempts.at(-1)!.slot));
    this.#queue = new ReadyQueue(this.#rules);
    const levels = this.#runs.map(({ node }) => node.level);
    const { barrier } = this.state.opened.settings;
    this.#gate = barrier ? new LevelGate(levels, open, (number) => this.#queue.add(number)) : undefined;
    for (const number of working) this.#queue.start(number);
    for (const number of open) {
      if (this.#runs[number]!.state === 'merging') this.#queue.hold(number);
      else if (this.#runs[number]!.state === 'ready') this.#addReady(number);
    }
  }

  /** After an attempt or a merge of a node: does what comes next for it. */
  #goOn(number: number): void {
    const run = this.#runs[number]!;
    this.#decideOn(run);
    if (run.state === 'merging') return;
    this.#queue.release(number);
    if (run.state === 'ready') this.#addReady(number);
    if (!isEnd(run.state)) return;
    this.#ended(number);
    if (this.#blocks(run)) {
      const dependents = behind(this.#rules.graph, this.#runs, number);
      if (dependents.length === 0) return;
      this.#emit({ type: 'blocked', nodes: dependents.map((other) => this.#idOf(other)), by: run.node.id });
      for (const other of dependents) this.#ended(other);
    } else if (!isFailure(run.state)) {
      // They were pending until this moment: none of them is in the queue yet.
      for (const id of run.dependents) {
        if (this.state.nodes.get(id)!.state === 'ready') this.#addReady(this.#numberOf(id));
      }
    }
  }

  #decideOn(run: NodeRun): void {
    const decision = stepDecision(run, this.#nextStep(run), this.#context);
    if (decision !== undefined) this.#emit(decision);
  }

  #nextStep(run: NodeRun): NextStep {
    return nextStep(run, this.state.opened.settings.mode, this.state.budget);
  }

  /** What a stop has cancelled may be tried again: what needs it goes on waiting. */
  #blocks({ state }: NodeRun): boolean {
    const { stop, budgetReached } = this.state;
    return isFailure(state) && !(state === 'cancelled' && (stop === 'stop' || budgetReached?.then === 'stop'));
  }

  /** Says once that the budget is reached, where something is left that it could keep from going on. */
  #mindBudget(): void {
    const { budgetReached, stop } = this.state;
    if (budgetReached !== null || stop === 'stop' || this.#open === 0) return;
    const reached = reachedLimit(this.state);
    if (reached !== undefined) this.#emit(reached);
  }

  #addReady(number: number): void {
    if (this.#gate === undefined) this.#queue.add(number);
    else this.#gate.add(number);
  }

  #ended(number: number): void {
    this.#open--;
    this.#gate?.ended(number);
  }

  #startAttempts(): void {
    const { stop, budgetReached, isPaused } = this.state;
    if (stop !== null || budgetReached !== null || isPaused) return;
    for (let number = this.#queue.next(); number !== undefined; number = this.#queue.next()) {
      const { node, attempts } = this.#runs[number]!;
      const step = this.#nextStep(this.#runs[number]!);
      if (step.kind !== 'start') throw new Error(`Internal error: ${node.id} is not ready to start.`);
      const { executor, reason } = step;
      const slot = this.#seats.take();
      this.#working++;
      this.#emit({ type: 'attempt_started', node: node.id, attempt: attempts.length + 1, executor, slot, reason });
    }
  }

  #startMerge(): void {
    const { mergeQueue, merging, stop, nodes } = this.state;
    const [next] = mergeQueue;
    if (next === undefined || merging !== null || stop === 'stop') return;
    this.#emit({ type: 'merge_started', node: next, attempt: nodes.get(next)!.attempts.length });
  }

  #closeIfDone(): void {
    const { mergeQueue, merging, stop, budgetReached } = this.state;
    const isDrained = (stop === 'drain' || budgetReached !== null) && mergeQueue.length === 0;
    const isStopped = stop === 'stop' || isDrained;
    if (this.#open > 0 && !(isStopped && this.#working === 0 && merging === null)) return;
    this.#emit({ type: 'closed', outcome: runOutcome(this.state) });
    this.#isLive = false;
  }

  #numberOf(id: NodeId): number {
    return numberOf(this.#rules.graph, id);
  }

  #idOf(number: number): NodeId {
    return this.#rules.graph.ids[number]!;
  }
}

const isAtWork = ({ state, attempts }: NodeRun): boolean =>
  (state === 'running' || state === 'verifying') && attempts.at(-1)?.outcome === null;
