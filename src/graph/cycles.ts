import { componentNumbers } from './components.ts';
import type { Graph } from './graph.ts';

/**
 * Dependencies looked at in one knot before the shortest cycle so far is taken as good enough. Knots of up to a thousand
 * nodes and two thousand edges are always searched completely; without a bound, a hundred thousand could take minutes.
 */
const patience = 2_000_000;

/**
 * One cycle for each knot of nodes that need each other, in id order: `['2.1', '2.3', '2.2']` says that 2.1 needs 2.3,
 * which needs 2.2, which needs 2.1. It is a shortest one of its knot and starts with its smallest id; of several the
 * first in id order. Empty for a graph without cycles.
 */
export const findCycles = <Id extends string>(graph: Graph<Id>): Id[][] => {
  if (graph.order.length === graph.ids.length) return [];
  const components = componentNumbers(graph);
  const search = new CycleSearch(graph, components);
  return membersOf(components)
    .map((members) => shortestOf(members, search))
    .filter((cycle) => cycle.length > 0)
    .sort((a, b) => a[0]! - b[0]!)
    .map((cycle) => cycle.map((node) => graph.ids[node]!));
};

const membersOf = (components: Int32Array): number[][] => {
  const members: number[][] = [];
  for (const [node, component] of components.entries()) (members[component] ??= []).push(node);
  return members.filter((some) => some.length > 0);
};

const shortestOf = (members: readonly number[], search: CycleSearch): number[] => {
  let best: number[] = [];
  search.looked = 0;
  for (const start of members) {
    best = search.from(start, best.length === 0 ? Infinity : best.length) ?? best;
    if (search.looked > patience) break;
  }
  return best;
};

/** Breadth-first search along dependencies, inside a component; its arrays serve all searches. */
class CycleSearch {
  /** Dependencies looked at since the caller last set it to 0. */
  looked = 0;
  readonly #graph: Graph<string>;
  readonly #components: Int32Array;
  readonly #seenFrom: Int32Array;
  readonly #cameFrom: Int32Array;
  readonly #depth: Int32Array;

  constructor(graph: Graph<string>, components: Int32Array) {
    this.#graph = graph;
    this.#components = components;
    this.#seenFrom = new Int32Array(components.length).fill(-1);
    this.#cameFrom = new Int32Array(components.length);
    this.#depth = new Int32Array(components.length);
  }

  /** The first shortest of the cycles that have `start` as smallest member and fewer than `limit` nodes. */
  from(start: number, limit: number): number[] | undefined {
    const { starts, targets } = this.#graph.dependencies;
    const queue = [start];
    this.#depth[start] = 0;
    for (const node of queue) {
      const depth = this.#depth[node]! + 1;
      if (depth >= limit) return undefined;
      for (let at = starts[node]!; at < starts[node + 1]!; at++) {
        const next = targets[at]!;
        this.looked++;
        if (next === start) return this.#pathTo(node, start);
        // Cycles through a smaller member are found from there.
        if (next < start || this.#seenFrom[next] === start || this.#components[next] !== this.#components[start]) {
          continue;
        }
        this.#seenFrom[next] = start;
        this.#cameFrom[next] = node;
        this.#depth[next] = depth;
        queue.push(next);
      }
    }
    return undefined;
  }

  #pathTo(end: number, start: number): number[] {
    const path = [end];
    for (let node = end; node !== start; path.push(node)) node = this.#cameFrom[node]!;
    return path.reverse();
  }
}
