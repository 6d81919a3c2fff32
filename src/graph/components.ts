import type { Graph } from './graph.ts';

const unseen = -1;

/**
 * For each node the number of its strongly connected component: nodes that need each other, directly or through others,
 * share one. Tarjan's algorithm with a stack of its own: a chain of a hundred thousand nodes is no recursion.
 */
export const componentNumbers = (graph: Graph<string>): Int32Array => {
  const { starts, targets } = graph.dependencies;
  const size = graph.ids.length;
  const component = new Int32Array(size).fill(unseen);
  const foundAs = new Int32Array(size).fill(unseen);
  const lowest = new Int32Array(size);
  const nextEdge = starts.slice(0, size);
  /** Found, but not yet in a component. */
  const open: number[] = [];
  const trail: number[] = [];
  let found = 0;

  const enter = (node: number): void => {
    foundAs[node] = lowest[node] = found++;
    open.push(node);
    trail.push(node);
  };
  const leave = (node: number): void => {
    trail.pop();
    const before = trail.at(-1);
    if (before !== undefined) lowest[before] = Math.min(lowest[before]!, lowest[node]!);
    if (lowest[node] !== foundAs[node]) return;
    let member;
    do component[(member = open.pop()!)] = node;
    while (member !== node);
  };

  for (let root = 0; root < size; root++) {
    if (foundAs[root] === unseen) enter(root);
    for (let node = trail.at(-1); node !== undefined; node = trail.at(-1)) {
      const at = nextEdge[node]!++;
      if (at >= starts[node + 1]!) {
        leave(node);
        continue;
      }
      const next = targets[at]!;
      if (foundAs[next] === unseen) enter(next);
      else if (component[next] === unseen) lowest[node] = Math.min(lowest[node]!, foundAs[next]!);
    }
  }
  return component;
};
