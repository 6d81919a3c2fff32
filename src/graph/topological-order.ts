import type { Rows } from './rows.ts';

export interface TopologicalOrder {
  /** Every node after all that it needs, lower levels first. Nodes in a cycle, or behind one, are left out. */
  readonly order: Int32Array;
  /** The level of each node that is in `order`, by its number. */
  readonly levelOf: Int32Array;
}

/** Orders nodes by their dependencies (Kahn's algorithm); inside a level the order is not that of ids. */
export const topologicalOrder = (dependencies: Rows, dependents: Rows): TopologicalOrder => {
  const size = dependencies.starts.length - 1;
  const order = new Int32Array(size);
  const levelOf = new Int32Array(size);
  const waitingFor = new Int32Array(size);
  let found = 0;
  for (let node = 0; node < size; node++) {
    waitingFor[node] = dependencies.starts[node + 1]! - dependencies.starts[node]!;
    if (waitingFor[node] === 0) order[found++] = node;
  }
  for (let done = 0; done < found; done++) {
    const node = order[done]!;
    for (let at = dependents.starts[node]!; at < dependents.starts[node + 1]!; at++) {
      const dependent = dependents.targets[at]!;
      if (--waitingFor[dependent]! > 0) continue;
      // Lower levels come first, so the last that it waited for is one of the highest.
      levelOf[dependent] = levelOf[node]! + 1;
      order[found++] = dependent;
    }
  }
  return { order: order.subarray(0, found), levelOf };
};

/** Throws for a graph with a cycle: what works on levels and paths is called after `findCycles`. */
export const refuseCycles = ({ order, levelOf }: TopologicalOrder): void => {
  if (order.length < levelOf.length) throw new Error('Internal error: the graph has a cycle.');
};
