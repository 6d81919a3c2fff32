import type { Graph } from './graph.ts';
import { refuseCycles } from './topological-order.ts';

/**
 * The ids of each level, in id order. Level 0 needs nothing; any other node stands one above the highest that it needs.
 * The graph must have no cycle.
 */
export const levels = <Id extends string>(graph: Graph<Id>): Id[][] => {
  refuseCycles(graph);
  const { ids, levelOf } = graph;
  const sizes: number[] = [];
  for (let node = 0; node < ids.length; node++) sizes[levelOf[node]!] = (sizes[levelOf[node]!] ?? 0) + 1;
  const result = sizes.map((size) => new Array<Id>(size));
  const filled = new Int32Array(sizes.length);
  for (let node = 0; node < ids.length; node++) {
    const level = levelOf[node]!;
    result[level]![filled[level]!++] = ids[node]!;
  }
  return result;
};

/** How many nodes the largest level has; 0 for a graph without nodes. The graph must have no cycle. */
export const width = (graph: Graph<string>): number =>
  levels(graph).reduce((most, level) => Math.max(most, level.length), 0);
