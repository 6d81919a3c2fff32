import type { NodeRun } from '../journal/run-state.ts';
import { isFailure } from '../journal/run-state.ts';
import type { Graph } from '../graph/graph.ts';
import type { NodeId } from '../domain/run.ts';

/**
 * The pending nodes that can not be reached any more, by the node because of which that is so; of several the first in
 * the order of dependencies. `runs` by number. It looks at the whole run: for one failure there is `behind`.
 */
export const unreachable = (graph: Graph<NodeId>, runs: readonly NodeRun[]): ReadonlyMap<NodeId, readonly NodeId[]> => {
  const { starts, targets } = graph.dependencies;
  const causes = new Array<NodeId | null>(runs.length).fill(null);
  const found = new Map<NodeId, NodeId[]>();
  for (const number of graph.order) {
    const run = runs[number]!;
    if (isFailure(run.state)) causes[number] = run.node.id;
    else if (run.state === 'blocked') causes[number] = run.blockedBy;
    if (run.state !== 'pending') continue;
    let cause: NodeId | null = null;
    for (let at = starts[number]!; at < starts[number + 1]! && cause === null; at++) cause = causes[targets[at]!]!;
    if (cause === null) continue;
    causes[number] = cause;
    const others = found.get(cause);
    if (others) others.push(run.node.id);
    else found.set(cause, [run.node.id]);
  }
  return found;
};

/** The pending nodes that need `node`, directly or through others that are pending, by number in ascending order. */
export const behind = (graph: Graph<NodeId>, runs: readonly NodeRun[], node: number): readonly number[] => {
  const { starts, targets } = graph.dependents;
  const found = new Set<number>();
  const open = [node];
  for (let next = open.pop(); next !== undefined; next = open.pop()) {
    for (let at = starts[next]!; at < starts[next + 1]!; at++) {
      const dependent = targets[at]!;
      if (runs[dependent]!.state !== 'pending' || found.has(dependent)) continue;
      found.add(dependent);
      open.push(dependent);
    }
  }
  return [...found].sort((a, b) => a - b);
};
