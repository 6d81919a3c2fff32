import type { Graph } from './graph.ts';
import { pathHours } from './path-hours.ts';
import { rowOf } from './rows.ts';

export interface CriticalPath<Id extends string> {
  /** From a node that needs nothing to one that nothing needs. */
  readonly ids: readonly Id[];
  readonly hours: number;
}

/**
 * The longest path by hours; of several the one that comes first in id order, node by node. Without nodes it is empty.
 * The graph must have no cycle.
 */
export const criticalPath = <Id extends string>(graph: Graph<Id>): CriticalPath<Id> => {
  const hours = pathHours(graph);
  const ids: Id[] = [];
  let node = longest(roots(graph), hours);
  const total = node === undefined ? 0 : hours[node]!;
  while (node !== undefined) {
    ids.push(graph.ids[node]!);
    node = longest(rowOf(graph.dependents, node), hours);
  }
  return { ids, hours: total };
};

const roots = (graph: Graph<string>): number[] => {
  const { starts } = graph.dependencies;
  const result: number[] = [];
  for (let node = 0; node < graph.ids.length; node++) if (starts[node] === starts[node + 1]) result.push(node);
  return result;
};

/** Nodes come in id order, so the first of equals stays. */
const longest = (nodes: Iterable<number>, hours: Float64Array): number | undefined => {
  let best: number | undefined;
  for (const node of nodes) if (best === undefined || hours[node]! > hours[best]!) best = node;
  return best;
};
