import type { Graph } from './graph.ts';
import { addHours } from './hours.ts';
import { refuseCycles } from './topological-order.ts';

/**
 * Hours from the start of each node to the end of everything behind it, along the longest path, by node number: what a
 * node is ranked by. The graph must have no cycle.
 */
export const pathHours = (graph: Graph<string>): Float64Array => {
  refuseCycles(graph);
  const { starts, targets } = graph.dependents;
  const { order } = graph;
  const result = new Float64Array(order.length);
  for (let place = order.length - 1; place >= 0; place--) {
    const node = order[place]!;
    let behind = 0;
    for (let at = starts[node]!; at < starts[node + 1]!; at++) {
      if (result[targets[at]!]! > behind) behind = result[targets[at]!]!;
    }
    result[node] = addHours(graph.hours[node]!, behind);
  }
  return result;
};
