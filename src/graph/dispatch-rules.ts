import type { Graph } from './graph.ts';
import { numberOf } from './graph.ts';
import type { Limits } from './limits.ts';
import { refuseBadLimits } from './limits.ts';
import { pathHours } from './path-hours.ts';

/** Two nodes that must not run at the same time. */
export interface ConflictPair<Id extends string> {
  readonly a: Id;
  readonly b: Id;
}

/** What dispatch goes by, worked out once for a graph. By node number where nothing else is said. */
export interface DispatchRules<Id extends string> {
  readonly graph: Graph<Id>;
  /** Place in the order in which ready nodes go out. */
  readonly rank: Int32Array;
  /** The nodes in that order. */
  readonly byRank: readonly number[];
  readonly maxExecutors: number;
  readonly poolOf: Int32Array;
  /** By pool number. */
  readonly slots: readonly number[];
  readonly conflictsOf: ReadonlyMap<number, readonly number[]>;
}

/**
 * The rules for `graph` under `limits`. Longest path to the end goes first, then the lower priority, then id order;
 * or the order that is given, which names every id once. Throws for limits below 1, for ids that the graph does not
 * have, and for an order that lacks one. The graph must have no cycle.
 */
export const dispatchRules = <Id extends string>(
  graph: Graph<Id>,
  limits: Limits,
  conflicts: readonly ConflictPair<Id>[] = [],
  order?: readonly Id[],
): DispatchRules<Id> => {
  refuseBadLimits(limits);
  const byRank = order === undefined ? inRankOrder(graph) : numbersOf(graph, order);
  const rank = new Int32Array(byRank.length);
  for (const [place, node] of byRank.entries()) rank[node] = place;
  const pools = [...new Set(graph.pools)];
  const poolNumbers = new Map(pools.map((pool, number) => [pool, number]));
  const slots = new Map(Object.entries(limits.pools ?? {}));
  return {
    graph,
    rank,
    byRank,
    maxExecutors: limits.maxExecutors,
    poolOf: Int32Array.from(graph.pools, (pool) => poolNumbers.get(pool)!),
    slots: pools.map((pool) => slots.get(pool) ?? limits.maxExecutors),
    conflictsOf: neighbours(graph, conflicts),
  };
};

const numbersOf = <Id extends string>(graph: Graph<Id>, order: readonly Id[]): number[] => {
  const numbers = order.map((id) => numberOf(graph, id));
  if (new Set(numbers).size === graph.ids.length && numbers.length === graph.ids.length) return numbers;
  throw new Error('Internal error: an order of starting names every id once.');
};

const inRankOrder = (graph: Graph<string>): number[] => {
  const hours = pathHours(graph);
  const { priorities } = graph;
  const byPriority = (a: number, b: number) =>
    priorities[a] === priorities[b] ? a - b : priorities[a]! < priorities[b]! ? -1 : 1;
  return [...graph.ids.keys()].sort((a, b) => hours[b]! - hours[a]! || byPriority(a, b));
};

const neighbours = <Id extends string>(graph: Graph<Id>, pairs: readonly ConflictPair<Id>[]): Map<number, number[]> => {
  const result = new Map<number, number[]>();
  const add = (node: number, other: number) => {
    const row = result.get(node);
    if (row) row.push(other);
    else result.set(node, [other]);
  };
  for (const pair of pairs) {
    const a = numberOf(graph, pair.a);
    const b = numberOf(graph, pair.b);
    add(a, b);
    add(b, a);
  }
  return result;
};
