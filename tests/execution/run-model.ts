import type { BudgetLimits, NodeId, RunEvent, RunFact, RunNode, RunSettings } from '../../src/domain/run.ts';

type Place =
  | 'idle'
  | 'running'
  | 'verifying'
  | 'undecided'
  | 'waiting'
  | 'merging'
  | 'merged'
  | 'succeeded'
  | 'skipped'
  | 'failed'
  | 'conflicted'
  | 'cancelled'
  | 'blocked';

interface Spot {
  readonly node: RunNode;
  place: Place;
  attempts: number;
  slot: number;
  /** Its last attempt took more than an attempt may. */
  isTooDear?: boolean;
}

/** A second, plain account of a run, kept from its events alone: it knows the rules, and says which one was broken. */
export class RunModel {
  readonly spots = new Map<NodeId, Spot>();
  readonly settings: RunSettings;
  /** What is being merged, and what waits for it, in order. */
  merging: NodeId | undefined;
  mergeQueue: NodeId[] = [];
  stop: 'drain' | 'stop' | undefined;
  outcome: string | undefined;
  budget: BudgetLimits | undefined;
  budgetReached: 'drain' | 'stop' | undefined;
  spentUsd = 0;
  spentTokens = 0;

  constructor({ nodes, settings }: Extract<RunFact, { type: 'opened' }>) {
    this.settings = settings;
    this.budget = settings.budget;
    for (const node of nodes) this.spots.set(node.id, { node, place: 'idle', attempts: 0, slot: 0 });
  }

  at(...places: readonly Place[]): NodeId[] {
    return [...this.spots.values()].filter(({ place }) => places.includes(place)).map(({ node }) => node.id);
  }

  spot(id: NodeId): Spot {
    return this.spots.get(id)!;
  }

  /** Whether nothing but a slot keeps the node from starting. */
  isReady(id: NodeId): boolean {
    const { node, place } = this.spot(id);
    if (place !== 'idle') return false;
    return node.dependencies.every((on) => ['succeeded', 'skipped'].includes(this.spot(on).place));
  }

  /** The rule that starting this node now would break. */
  obstacle(id: NodeId): string | undefined {
    const { node } = this.spot(id);
    const working = this.at('running', 'verifying');
    if (!this.isReady(id)) return 'is not ready';
    if (working.length >= this.settings.maxExecutors) return 'breaks the cap';
    const inPool = working.filter((other) => this.spot(other).node.pool === node.pool);
    const slots = this.settings.pools[node.pool] ?? this.settings.maxExecutors;
    if (inPool.length >= slots) return 'breaks its pool';
    for (const { a, b } of this.settings.conflicts) {
      const rival = a === id ? b : b === id ? a : undefined;
      if (rival === undefined || rival === id || !this.spots.has(rival)) continue;
      if (['running', 'verifying', 'merging'].includes(this.spot(rival).place))
        return `breaks a conflict with ${rival}`;
    }
    const { barrier } = this.settings;
    const isEarlier = (other: NodeId) => this.spot(other).node.level < node.level;
    if (barrier && this.at('idle', 'running', 'verifying', 'waiting', 'merging').some(isEarlier)) {
      return 'breaks the barrier';
    }
    return undefined;
  }

  /** The lowest number that nobody works under. */
  freeSlot(): number {
    const taken = new Set(this.at('running', 'verifying').map((id) => this.spot(id).slot));
    let slot = 1;
    while (taken.has(slot)) slot++;
    return slot;
  }

  apply(event: RunEvent): void {
    switch (event.type) {
      case 'reopened':
        this.stop = this.outcome = this.merging = this.budgetReached = undefined;
        if (event.budget === undefined) return;
        this.budget = event.budget;
        // What was not decided about is decided by the new limits.
        for (const spot of this.spots.values()) spot.isTooDear = false;
        return;
      case 'budget_reached':
        this.budgetReached = event.then;
        return;
      case 'stop_asked':
        if (this.stop !== 'stop') this.stop = event.how;
        return;
      case 'closed':
        this.outcome = event.outcome;
        return;
      case 'retry_asked':
        for (const id of event.nodes) this.#retry(id);
        return;
      case 'blocked':
        for (const id of event.nodes) this.spot(id).place = 'blocked';
        return;
      case 'cancelled':
        for (const id of event.nodes) this.spot(id).place = 'cancelled';
        return;
      case 'opened':
      case 'published':
      case 'accepted':
      case 'discarded':
      case 'approved':
      case 'pause_asked':
      case 'go_on_asked':
      case 'cancel_asked':
        return;
      default:
        this.#applyTo(this.spot(event.node), event);
    }
  }

  #applyTo(spot: Spot, event: Extract<RunEvent, { node: NodeId }>): void {
    switch (event.type) {
      case 'attempt_started':
        Object.assign(spot, { place: 'running', attempts: event.attempt, slot: event.slot });
        return;
      case 'verifying':
        spot.place = 'verifying';
        return;
      case 'attempt_ended':
        spot.place = 'idle';
        this.spentUsd += event.costUsd ?? 0;
        this.spentTokens += event.usage?.inputTokens ?? 0;
        spot.isTooDear = this.#isTooDear(event);
        if (event.outcome !== 'succeeded') return;
        spot.place = event.commit !== null && this.settings.mode !== 'none' ? 'merging' : 'merged';
        if (spot.place === 'merging') this.mergeQueue.push(event.node);
        return;
      case 'backing_off':
        spot.place = 'waiting';
        return;
      case 'backed_off':
        if (spot.place === 'waiting') spot.place = 'idle';
        return;
      case 'merge_started':
        this.merging = event.node;
        return;
      case 'merged':
      case 'merge_failed':
        spot.place = event.type === 'merged' ? 'merged' : 'idle';
        this.merging = undefined;
        this.mergeQueue = this.mergeQueue.filter((id) => id !== event.node);
        return;
      case 'node_succeeded':
        spot.place = 'succeeded';
        return;
      case 'node_failed':
        spot.place = event.state;
        return;
      case 'node_skipped':
        spot.place = 'skipped';
        this.#unblockBehind(event.node);
    }
  }

  /** Whether the run has spent what it may. */
  get isSpent(): boolean {
    const { runUsd = null, runTokens = null } = this.budget ?? {};
    return (runUsd !== null && this.spentUsd >= runUsd) || (runTokens !== null && this.spentTokens >= runTokens);
  }

  #isTooDear({ costUsd, usage }: Extract<RunEvent, { type: 'attempt_ended' }>): boolean {
    const { attemptUsd = null, attemptTokens = null } = this.budget ?? {};
    return (
      (attemptUsd !== null && (costUsd ?? 0) > attemptUsd) ||
      (attemptTokens !== null && (usage?.inputTokens ?? 0) > attemptTokens)
    );
  }

  #retry(id: NodeId): void {
    const spot = this.spot(id);
    if (!['failed', 'conflicted', 'cancelled'].includes(spot.place)) return;
    Object.assign(spot, { place: 'idle', isTooDear: false });
    this.#unblockBehind(id);
  }

  #unblockBehind(id: NodeId): void {
    for (const { node } of this.spots.values()) {
      if (!node.dependencies.includes(id) || this.spot(node.id).place !== 'blocked') continue;
      this.spot(node.id).place = 'idle';
      this.#unblockBehind(node.id);
    }
  }
}
