import { IdNumbers } from './id-numbers.ts';
import type { Rows } from './rows.ts';
import { gathered, rowOf, sortRows, turned } from './rows.ts';
import type { TopologicalOrder } from './topological-order.ts';
import { topologicalOrder } from './topological-order.ts';

/** What the engine schedules. `hours` is an estimate, 0 or more; lower priorities first, `null` last. */
export interface GraphNode<Id extends string> {
  readonly id: Id;
  readonly hours: number;
  readonly priority: number | null;
  /** The pool that it takes a slot of; `default` if not given. */
  readonly pool?: string;
}

/** `from` needs `on`. */
export interface Edge<Id extends string> {
  readonly from: Id;
  readonly on: Id;
}

/**
 * Nodes and their dependencies. Inside this folder a node is a number, its place in id order, so that comparing two
 * numbers compares two ids and everything per node is an array.
 */
export interface Graph<Id extends string> extends TopologicalOrder {
  /** All ids, in id order. */
  readonly ids: readonly Id[];
  readonly numbers: IdNumbers<Id>;
  readonly hours: Float64Array;
  /** Infinity where a node has none. */
  readonly priorities: Float64Array;
  readonly pools: readonly string[];
  /** Rows in ascending order, as those of `dependents`. */
  readonly dependencies: Rows;
  readonly dependents: Rows;
}

/** The pool of a node that names none. */
const defaultPool = 'default';

/**
 * The graph of `nodes` and `edges`, its ids in the order of `compare`. Cycles are allowed (`findCycles` shows them).
 * The caller has checked the ids: a duplicate or unknown id, an edge given twice, or hours below 0 throw.
 */
export const buildGraph = <Id extends string>(
  nodes: readonly GraphNode<Id>[],
  edges: readonly Edge<Id>[],
  compare: (a: Id, b: Id) => number,
): Graph<Id> => {
  const sorted = inIdOrder(nodes, compare);
  const size = sorted.length;
  const ids = new Array<Id>(size);
  const hours = new Float64Array(size);
  const priorities = new Float64Array(size);
  const pools = new Array<string>(size).fill(defaultPool);
  // One loop over the nodes, here and over the edges below: in a large graph reading them is what takes the time.
  for (let node = 0; node < size; node++) {
    const { id, hours: own, priority, pool } = sorted[node]!;
    if (!(own >= 0 && own < Infinity)) throw new Error(`Internal error: ${id} has ${own} hours.`);
    ids[node] = id;
    hours[node] = own;
    priorities[node] = priority ?? Infinity;
    if (pool !== undefined) pools[node] = pool;
  }
  const numbers = new IdNumbers(ids);
  const dependencies = dependencyRows(ids, numbers, edges);
  const dependents = turned(dependencies);
  return {
    ids,
    numbers,
    hours,
    priorities,
    pools,
    dependencies,
    dependents,
    ...topologicalOrder(dependencies, dependents),
  };
};

/** The number of a node. Throws for an id that the graph does not have. */
export const numberOf = <Id extends string>(graph: Graph<Id>, id: Id): number => known(graph.numbers, id);

/** What needs `id` directly, in id order. */
export const dependentsOf = <Id extends string>(graph: Graph<Id>, id: Id): Id[] =>
  Array.from(rowOf(graph.dependents, numberOf(graph, id)), (node) => graph.ids[node]!);

/** What `id` needs directly, in id order. */
export const dependenciesOf = <Id extends string>(graph: Graph<Id>, id: Id): Id[] =>
  Array.from(rowOf(graph.dependencies, numberOf(graph, id)), (node) => graph.ids[node]!);

const inIdOrder = <Id extends string>(nodes: readonly GraphNode<Id>[], compare: (a: Id, b: Id) => number) => {
  // Plans mostly come in order already, and comparing is dear: ask once per node before sorting.
  let at = 1;
  while (at < nodes.length && compare(nodes[at - 1]!.id, nodes[at]!.id) < 0) at++;
  return at >= nodes.length ? nodes : [...nodes].sort((a, b) => compare(a.id, b.id));
};

const dependencyRows = <Id extends string>(
  ids: readonly Id[],
  numbers: IdNumbers<Id>,
  edges: readonly Edge<Id>[],
): Rows => {
  const from = new Int32Array(edges.length);
  const on = new Int32Array(edges.length);
  const starts = new Int32Array(ids.length + 1);
  let last: Id | undefined;
  let lastNumber = 0;
  let ascending = true;
  for (let at = 0; at < edges.length; at++) {
    const edge = edges[at]!;
    // Edges mostly come grouped by their start: that id need not be looked up again.
    if (edge.from !== last) {
      last = edge.from;
      const number = known(numbers, last);
      ascending &&= number >= lastNumber;
      lastNumber = number;
    }
    from[at] = lastNumber;
    on[at] = known(numbers, edge.on);
    starts[lastNumber + 1]!++;
  }
  for (let node = 0; node < ids.length; node++) starts[node + 1]! += starts[node]!;
  // And mostly in id order too: then they are rows already.
  const rows = ascending ? { starts, targets: on } : gathered(from, on, ids.length);
  const twin = sortRows(rows);
  if (twin === undefined) return rows;
  throw new Error(`Internal error: the edge from ${ids[twin.row]} on ${ids[twin.target]!} was given twice.`);
};

const known = <Id extends string>(numbers: IdNumbers<Id>, id: Id): number => {
  const node = numbers.get(id);
  if (node < 0) throw new Error(`Internal error: the graph does not have ${id}.`);
  return node;
};
