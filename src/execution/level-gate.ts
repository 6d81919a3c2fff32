/**
 * Lets ready nodes pass level by level: those of a level when all nodes of the levels before have ended. Nodes are
 * numbers.
 */
export class LevelGate {
  readonly #levelOf: readonly number[];
  readonly #pass: (node: number) => void;
  /** How many nodes of each level have not ended. */
  readonly #left = new Map<number, number>();
  readonly #waiting = new Map<number, number[]>();
  /** Highest first. */
  readonly #levels: number[];

  /** `levelOf` by node; `open`: the nodes that have not ended; `pass` is called with each node that may go on. */
  constructor(levelOf: readonly number[], open: Iterable<number>, pass: (node: number) => void) {
    this.#levelOf = levelOf;
    this.#pass = pass;
    for (const node of open) this.#left.set(levelOf[node]!, (this.#left.get(levelOf[node]!) ?? 0) + 1);
    this.#levels = [...this.#left.keys()].sort((a, b) => b - a);
  }

  /** `node` is ready: it passes now or when its level's turn comes. */
  add(node: number): void {
    const level = this.#levelOf[node]!;
    const waiting = this.#waiting.get(level);
    if (level <= (this.#levels.at(-1) ?? level)) this.#pass(node);
    else if (waiting) waiting.push(node);
    else this.#waiting.set(level, [node]);
  }

  /** `node` has ended. */
  ended(node: number): void {
    const level = this.#levelOf[node]!;
    this.#left.set(level, this.#left.get(level)! - 1);
    while (this.#levels.length > 0 && this.#left.get(this.#levels.at(-1)!) === 0) this.#openNext();
  }

  #openNext(): void {
    this.#levels.pop();
    const level = this.#levels.at(-1);
    if (level === undefined) return;
    for (const node of this.#waiting.get(level) ?? []) this.#pass(node);
    this.#waiting.delete(level);
  }
}
