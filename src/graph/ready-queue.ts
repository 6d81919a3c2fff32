import type { DispatchRules } from './dispatch-rules.ts';
import { Heap } from './heap.ts';

/**
 * Ready nodes, by number, that wait for an executor. Rank order rules among those that could start: a node that its
 * pool or a conflict holds back lets others pass. A held node costs nothing until what holds it has finished, so that a
 * long queue is not read again at every event.
 */
export class ReadyQueue {
  readonly #rules: DispatchRules<string>;
  /** 1 for nodes that run or are held. */
  readonly #holding: Uint8Array;
  #freeExecutors: number;
  readonly #freeSlots: number[];
  /** The ready nodes of each pool, as ranks. */
  readonly #waiting: readonly Heap[];
  /** Ready nodes that conflict with a running or held one, by that one. */
  readonly #heldBy = new Map<number, number[]>();

  constructor(rules: DispatchRules<string>) {
    this.#rules = rules;
    this.#holding = new Uint8Array(rules.rank.length);
    this.#freeExecutors = rules.maxExecutors;
    this.#freeSlots = [...rules.slots];
    this.#waiting = rules.slots.map(() => new Heap());
  }

  /** `node` is ready. */
  add(node: number): void {
    this.#waiting[this.#rules.poolOf[node]!]!.push(this.#rules.rank[node]!);
  }

  /** `node` runs, whether or not the limits would allow it: they may have been lowered meanwhile. */
  start(node: number): void {
    this.hold(node);
    this.#freeExecutors--;
    this.#freeSlots[this.#rules.poolOf[node]!]!--;
  }

  /** `node` runs no longer. */
  finish(node: number): void {
    this.freeSlot(node);
    this.release(node);
  }

  /** `node` needs its executor and its slot no longer; what conflicts with it stays back until it is released. */
  freeSlot(node: number): void {
    this.#freeExecutors++;
    this.#freeSlots[this.#rules.poolOf[node]!]!++;
  }

  /** Keeps back what conflicts with `node`, which takes no slot. */
  hold(node: number): void {
    this.#holding[node] = 1;
  }

  /** What conflicts with `node` can run again. */
  release(node: number): void {
    this.#holding[node] = 0;
    for (const held of this.#heldBy.get(node) ?? []) this.add(held);
    this.#heldBy.delete(node);
  }

  /** Takes out the next node that can run, and starts it; nothing if none can. */
  next(): number | undefined {
    while (this.#freeExecutors > 0) {
      const rank = this.#bestHeap()?.pop();
      if (rank === undefined) return undefined;
      const node = this.#rules.byRank[rank]!;
      const rival = this.#rules.conflictsOf.get(node)?.find((other) => this.#holding[other] === 1);
      if (rival === undefined) {
        this.start(node);
        return node;
      }
      const held = this.#heldBy.get(rival);
      if (held) held.push(node);
      else this.#heldBy.set(rival, [node]);
    }
    return undefined;
  }

  /** Of the pools with a free slot, the one whose first node ranks first. */
  #bestHeap(): Heap | undefined {
    let best: Heap | undefined;
    for (const [pool, heap] of this.#waiting.entries()) {
      if (heap.first === undefined || this.#freeSlots[pool]! <= 0) continue;
      if (best?.first === undefined || heap.first < best.first) best = heap;
    }
    return best;
  }
}
