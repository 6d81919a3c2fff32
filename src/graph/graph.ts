import type { Rows } from './rows.ts';
import { gathered, rowOf, turned } from './rows.ts';
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
  readonly numbers: ReadonlyMap<Id, number>;
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
  const ids = sorted.map((node) => node.id);
  const numbers = numberIds(ids);
  const { dependencies, dependents } = connect(ids, numbers, edges);
  const hours = new Float64Array(ids.length);
  const priorities = new Float64Array(ids.length);
  // Loops, here and below: Float64Array.from with a function takes eight times as long.
  for (let node = 0; node < sorted.length; node++) {
    hours[node] = checkedHours(sorted[node]!);
    priorities[node] = sorted[node]!.priority ?? Infinity;
  }
  return {
    ids,
    numbers,
    hours,
    priorities,
    pools: sorted.map((node) => node.pool ?? defaultPool),
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
  // Plans mostly come in order already, and natural order is dear to compare: ask once per node before sorting.
  const ordered = nodes.every((node, at) => at === 0 || compare(nodes[at - 1]!.id, node.id) < 0);
  return ordered ? nodes : [...nodes].sort((a, b) => compare(a.id, b.id));
};

const numberIds = <Id extends string>(ids: readonly Id[]): Map<Id, number> => {
  const numbers = new Map<Id, number>();
  for (let node = 0; node < ids.length; node++) numbers.set(ids[node]!, node);
  if (numbers.size < ids.length) {
    const twice = ids.find((id, node) => numbers.get(id) !== node);
    throw new Error(`Internal error: the graph was given ${twice} twice.`);
  }
  return numbers;
};

const checkedHours = (node: GraphNode<string>): number => {
  if (node.hours >= 0 && node.hours < Infinity) return node.hours;
  throw new Error(`Internal error: ${node.id} has ${node.hours} hours.`);
};

const connect = <Id extends string>(
  ids: readonly Id[],
  numbers: ReadonlyMap<Id, number>,
  edges: readonly Edge<Id>[],
): { dependencies: Rows; dependents: Rows } => {
  const from = new Int32Array(edges.length);
  const on = new Int32Array(edges.length);
  let ascending = true;
  for (let at = 0; at < edges.length; at++) {
    const edge = edges[at]!;
    // Edges mostly come grouped by their start, in id order: that id need not be looked up again.
    from[at] = at > 0 && edges[at - 1]!.from === edge.from ? from[at - 1]! : known(numbers, edge.from);
    on[at] = known(numbers, edge.on);
    ascending &&= at === 0 || from[at - 1]! <= from[at]!;
  }
  const gatheredDependents = gathered(on, from, ids.length);
  const dependencies = turned(gatheredDependents);
  refuseTwins(ids, dependencies);
  return { dependencies, dependents: ascending ? gatheredDependents : turned(dependencies) };
};

const known = <Id extends string>(numbers: ReadonlyMap<Id, number>, id: Id): number => {
  const node = numbers.get(id);
  if (node === undefined) throw new Error(`Internal error: the graph does not have ${id}.`);
  return node;
};

const refuseTwins = (ids: readonly string[], rows: Rows): void => {
  for (let node = 0; node < ids.length; node++) {
    for (let at = rows.starts[node]! + 1; at < rows.starts[node + 1]!; at++) {
      if (rows.targets[at] === rows.targets[at - 1]) {
        throw new Error(`Internal error: the edge from ${ids[node]} on ${ids[rows.targets[at]!]} was given twice.`);
      }
    }
  }
};
