import type { Graph } from './graph.ts';
import { refuseCycles } from './topological-order.ts';

export interface Closure {
  /** Whether `node` needs `on`, directly or through others. `on` is one of the columns. */
  has(node: number, on: number): boolean;
  /** Places in `dependencies.targets` of the direct dependencies that also hold through others. */
  readonly implied: readonly number[];
}

/**
 * What each node needs, directly or through others, among the nodes `from` to before `to`: a bit for each pair.
 * The graph must have no cycle.
 */
export const closure = (graph: Graph<string>, from: number, to: number): Closure => {
  refuseCycles(graph);
  const { starts, targets } = graph.dependencies;
  const width = Math.ceil((to - from) / 32);
  const words = new Int32Array(width * graph.ids.length);
  const implied: number[] = [];
  const has = (node: number, on: number): boolean =>
    (words[node * width + ((on - from) >>> 5)]! & (1 << ((on - from) & 31))) !== 0;

  for (const node of graph.order) {
    const row = node * width;
    for (let at = starts[node]!; at < starts[node + 1]!; at++) {
      const other = targets[at]! * width;
      for (let word = 0; word < width; word++) words[row + word]! |= words[other + word]!;
    }
    // Only now its direct ones: what stands in the row before comes through others.
    for (let at = starts[node]!; at < starts[node + 1]!; at++) {
      const on = targets[at]!;
      if (on < from || on >= to) continue;
      if (has(node, on)) implied.push(at);
      words[row + ((on - from) >>> 5)]! |= 1 << ((on - from) & 31);
    }
  }
  return { has, implied };
};
