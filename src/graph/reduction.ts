import { closure } from './closure.ts';
import type { Edge, Graph } from './graph.ts';

/** Nodes whose dependents are worked out at a time: memory stays at 128 bytes a node, however many nodes there are. */
const columns = 1024;

/**
 * The edges that say something: all but those that a longer way says already. Reachability stays the same. For
 * drawings. In id order by `from`, then `on`. The graph must have no cycle.
 */
export const transitiveReduction = <Id extends string>(graph: Graph<Id>): Edge<Id>[] => {
  const { starts, targets } = graph.dependencies;
  const implied = impliedEdges(graph);
  const edges: Edge<Id>[] = [];
  for (let node = 0; node < graph.ids.length; node++) {
    for (let at = starts[node]!; at < starts[node + 1]!; at++) {
      if (implied[at] === 0) edges.push({ from: graph.ids[node]!, on: graph.ids[targets[at]!]! });
    }
  }
  return edges;
};

const impliedEdges = (graph: Graph<string>): Uint8Array => {
  const implied = new Uint8Array(graph.dependencies.targets.length);
  for (let from = 0; from < graph.ids.length; from += columns) {
    for (const at of closure(graph, from, Math.min(from + columns, graph.ids.length)).implied) implied[at] = 1;
  }
  return implied;
};
