import type { ConflictPair } from './dispatch-rules.ts';
import { numberOf } from './graph.ts';
import type { Graph } from './graph.ts';
import { addHours } from './hours.ts';
import { pathHours } from './path-hours.ts';
import { topologicalOrder } from './topological-order.ts';

/** Conflicts of one node beyond these are not looked at: the bound stays true, and large plans stay fast. */
const mostRivals = 64;

/**
 * Hours that conflicts alone take: nodes of which any two conflict run one after the other, between the shortest way to
 * one of them and the shortest way on from one. The best of one such set for each node, gathered greedily; 0 without
 * conflicts. The graph must have no cycle.
 */
export const conflictBoundHours = <Id extends string>(
  graph: Graph<Id>,
  conflicts: readonly ConflictPair<Id>[],
): number => {
  const rivals = new Map<number, Set<number>>();
  const add = (node: number, rival: number) => rivals.set(node, (rivals.get(node) ?? new Set()).add(rival));
  for (const pair of conflicts) {
    const a = numberOf(graph, pair.a);
    const b = numberOf(graph, pair.b);
    if (a === b) continue;
    add(a, b);
    add(b, a);
  }
  if (rivals.size === 0) return 0;
  const { hours } = graph;
  const toEnd = pathHours(graph);
  const fromStart = pathHours({
    ...graph,
    dependencies: graph.dependents,
    dependents: graph.dependencies,
    ...topologicalOrder(graph.dependents, graph.dependencies),
  });
  let best = 0;
  for (const [node, own] of rivals) {
    const set = [node];
    const longestFirst = [...own].sort((a, b) => hours[b]! - hours[a]! || a - b).slice(0, mostRivals);
    for (const rival of longestFirst) if (set.every((one) => rivals.get(one)?.has(rival) === true)) set.push(rival);
    const sum = set.reduce((total, one) => addHours(total, hours[one]!), 0);
    const before = Math.min(...set.map((one) => fromStart[one]! - hours[one]!));
    const behind = Math.min(...set.map((one) => toEnd[one]! - hours[one]!));
    best = Math.max(best, addHours(addHours(before, sum), behind));
  }
  return best;
};
