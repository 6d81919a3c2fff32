import { Heap } from './heap.ts';

/** Executors by number, from 1: the lowest free one is taken. */
export class Seats {
  readonly #free = new Heap();
  #made = 0;

  /** All are free but those in `taken`. */
  constructor(taken: Iterable<number> = []) {
    const used = new Set(taken);
    this.#made = Math.max(0, ...used);
    for (let seat = 1; seat < this.#made; seat++) if (!used.has(seat)) this.#free.push(seat);
  }

  take(): number {
    return this.#free.pop() ?? ++this.#made;
  }

  free(seat: number): void {
    this.#free.push(seat);
  }
}
