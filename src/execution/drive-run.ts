import type { JournalEntry, NodeId, RunDecision, RunEvent, RunFact, RunOutcome } from '../domain/run.ts';
import type { Chance } from '../ports/chance.ts';
import type { JournalWriter } from '../ports/journal-store.ts';
import type { Timer } from '../ports/timer.ts';
import type { Scheduler } from './scheduler.ts';
import type { AttemptStarted, ProvedWork, Workplace } from './workplace.ts';

/** What a run asks of the world. */
export interface RunWorld {
  readonly timer: Timer;
  readonly chance: Chance;
  readonly journal: JournalWriter;
  readonly workplace: Workplace;
  /** Is told of every event once it is in the journal. */
  readonly emit: (entry: JournalEntry) => void;
}

/** A run under way. */
export interface LiveRun {
  /** Settles when the run is closed and everything merged is published. Rejects when the world fails. */
  readonly ended: Promise<RunOutcome>;
  /** Tells the scheduler of a wish from outside: stop, retry, skip. */
  post(fact: RunFact): void;
}

/**
 * Drives a run to its end: hands what happens to the scheduler, writes it and what the scheduler decides to the journal,
 * and only then does what was decided. `facts` are what is known at the start: that the run was opened, or what a resume
 * has found. `proved` is the work that a resume finds waiting for its merge.
 */
export const driveRun = (
  scheduler: Scheduler,
  facts: readonly RunFact[],
  world: RunWorld,
  proved: readonly ProvedWork[] = [],
): LiveRun => new Drive(scheduler, world, proved).begin(facts);

class Drive {
  readonly #scheduler: Scheduler;
  readonly #world: RunWorld;
  readonly #proved: Map<string, ProvedWork>;
  /** Ends the attempt at a node. */
  readonly #attempts = new Map<NodeId, AbortController>();
  /** Ends merges too: a stop lets them finish, for what is proved is worth keeping. */
  readonly #failed = new AbortController();
  /** Ends what only waits. */
  readonly #wake = new AbortController();
  /** Acts that have begun and not ended. */
  readonly #acts = new Set<Promise<void>>();
  #failure: Error | undefined;
  #publishing: Promise<void> | undefined;
  #mustPublish = false;
  #close!: (outcome: RunOutcome) => void;
  #giveUp!: (error: Error) => void;

  constructor(scheduler: Scheduler, world: RunWorld, proved: readonly ProvedWork[]) {
    this.#scheduler = scheduler;
    this.#world = world;
    this.#proved = new Map(proved.map((work) => [work.node, work]));
  }

  begin(facts: readonly RunFact[]): LiveRun {
    const ended = new Promise<RunOutcome>((resolve, reject) => {
      this.#close = resolve;
      this.#giveUp = reject;
    });
    const context = this.#context();
    const events = facts.flatMap((fact) => [fact, ...this.#scheduler.handle(fact, context)]);
    void this.#record(context.nowMs, [...events, ...this.#scheduler.begin(context)]);
    return { ended, post: (fact) => void this.#post(fact) };
  }

  #context(): { readonly nowMs: number; readonly random: () => number } {
    return { nowMs: this.#world.timer.now().getTime(), random: () => this.#world.chance.next() };
  }

  /** Settles when the fact is on the disk. */
  #post(fact: RunFact): Promise<void> {
    if (this.#failure !== undefined) return Promise.resolve();
    if (fact.type === 'attempt_ended' && fact.outcome === 'succeeded' && fact.commit !== null) {
      const { node, attempt, commit, evidence } = fact;
      this.#proved.set(node, { node, attempt, commit, evidence });
    }
    if (fact.type === 'stop_asked' && fact.how === 'stop') this.#endAttempts();
    if (fact.type === 'cancel_asked') for (const node of fact.nodes) this.#attempts.get(node)?.abort();
    const context = this.#context();
    return this.#record(context.nowMs, [fact, ...this.#scheduler.handle(fact, context)]);
  }

  /** Writes the events down, with the time by which they were decided, and acts when they are on the disk. */
  #record(at: number, events: readonly RunEvent[]): Promise<void> {
    // That the run is closed is written when everything else is done.
    const closed = events.find((event) => event.type === 'closed');
    const entries = events.filter((event) => event !== closed).map((event): JournalEntry => ({ at, event }));
    const written = entries.length > 0 ? this.#append(entries) : Promise.resolve();
    this.#begin(async () => {
      await written;
      for (const { event } of entries) this.#act(event);
    });
    if (closed !== undefined) {
      this.#wake.abort();
      void this.#end(closed.outcome);
    }
    return written;
  }

  async #append(entries: readonly JournalEntry[]): Promise<void> {
    await this.#world.journal.append(entries);
    for (const entry of entries) this.#world.emit(entry);
  }

  /** Nothing is begun once the world has failed; what fails, fails the run. */
  #begin(act: () => Promise<void>): void {
    if (this.#failure !== undefined) return;
    const running = act()
      .catch((error: unknown) => this.#fail(error))
      .finally(() => this.#acts.delete(running));
    this.#acts.add(running);
  }

  #act(event: RunEvent): void {
    const { workplace } = this.#world;
    if (event.type === 'attempt_started') this.#begin(() => this.#attempt(event));
    else if (event.type === 'backing_off') this.#begin(() => this.#backOff(event));
    else if (event.type === 'merge_started') {
      const work = this.#proved.get(event.node);
      if (work === undefined) throw new Error(`Internal error: there is no work of ${event.node} to merge.`);
      this.#begin(async () => void this.#post(await workplace.merge(work, this.#failed.signal)));
    } else if (event.type === 'merged') this.#publish();
    else if (event.type === 'budget_reached' && event.then === 'stop') this.#endPrograms();
    else if (event.type === 'attempt_ended') workplace.settled(event);
  }

  async #attempt(started: AttemptStarted): Promise<void> {
    const { node, attempt } = started;
    const abort = new AbortController();
    this.#attempts.set(node, abort);
    // A stop may have come while the start was written down.
    const { stop, budgetReached } = this.#scheduler.state;
    if (stop === 'stop' || budgetReached?.then === 'stop' || this.#failure !== undefined) abort.abort();
    const ended = await this.#world.workplace.attempt(started, abort.signal, {
      spawned: (group) => void this.#post({ type: 'attempt_spawned', node, attempt, group }),
      session: (session) => this.#post({ type: 'attempt_session', node, attempt, session }),
      verifying: () => void this.#post({ type: 'verifying', node, attempt }),
    });
    void this.#post(ended);
  }

  async #backOff({ node, untilMs }: Extract<RunDecision, { type: 'backing_off' }>): Promise<void> {
    const { timer } = this.#world;
    // A timer counts by another clock, and may fire up to a millisecond early by this one.
    await timer.sleep(Math.max(0, untilMs - timer.now().getTime()) + 1, this.#wake.signal);
    if (!this.#wake.signal.aborted) void this.#post({ type: 'backed_off', node });
  }

  /** Publishing runs beside the merges, one at a time; what is merged meanwhile goes along with the next. */
  #publish(): void {
    this.#mustPublish = true;
    this.#publishing ??= this.#publishAll().finally(() => (this.#publishing = undefined));
    this.#begin(() => this.#publishing ?? Promise.resolve());
  }

  async #publishAll(): Promise<void> {
    while (this.#mustPublish) {
      this.#mustPublish = false;
      const commit = await this.#world.workplace.publish();
      if (commit !== null) void this.#post({ type: 'published', commit });
    }
  }

  async #end(outcome: RunOutcome): Promise<void> {
    await this.#idle();
    if (this.#failure !== undefined) return;
    try {
      const entry: JournalEntry = { at: this.#context().nowMs, event: { type: 'closed', outcome } };
      this.#scheduler.note(entry);
      await this.#append([entry]);
      this.#close(outcome);
    } catch (error) {
      this.#fail(error);
    }
  }

  /** The world has failed: nothing new begins, what runs is ended, and what is in the journal stays. */
  #fail(error: unknown): void {
    if (this.#failure !== undefined) return;
    this.#failure = error instanceof Error ? error : new Error(String(error));
    this.#endAttempts();
    this.#failed.abort();
    this.#wake.abort();
    void this.#idle().then(() => this.#giveUp(this.#failure!));
  }

  /** What is being proved costs nothing more, and goes on. */
  #endPrograms(): void {
    const { nodes } = this.#scheduler.state;
    for (const [node, attempt] of this.#attempts) if (nodes.get(node)?.state === 'running') attempt.abort();
  }

  #endAttempts(): void {
    for (const attempt of this.#attempts.values()) attempt.abort();
  }

  async #idle(): Promise<void> {
    while (this.#acts.size > 0) await Promise.allSettled([...this.#acts]);
  }
}
