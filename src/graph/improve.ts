import type { Graph } from './graph.ts';
import { lowerBoundHours } from './lower-bound.ts';
import type { Simulation, SimulationOptions } from './simulate.ts';
import { simulate } from './simulate.ts';
import { topologicalOrder } from './topological-order.ts';

export interface Improvement<Id extends string> {
  readonly simulation: Simulation<Id>;
  /** With this order `simulate` gives that simulation; absent where the usual one was the best. */
  readonly order?: readonly Id[];
}

/** What came out of a pass, and the order that leads to it. */
interface Pass<Id extends string> {
  readonly simulation: Simulation<Id>;
  readonly order: readonly Id[];
}

/**
 * A schedule that is at most as long as that of `simulate`, by forward-backward improvement: the plan is scheduled from
 * its end backwards, the latest of the schedule so far first; then forwards again in the order of the starts that this
 * gave; and so on for so many rounds, or until nothing could be better. A schedule with a barrier is left as it is.
 * Throws as `simulate` does.
 */
export const improve = <Id extends string>(
  graph: Graph<Id>,
  options: SimulationOptions<Id>,
  rounds: number,
): Improvement<Id> => {
  const first = simulate(graph, options);
  let best: Improvement<Id> = { simulation: first };
  if (options.barrier === true) return best;
  const backwards = reversed(graph);
  const bound = lowerBoundHours(graph, options.executors, options.pools);
  let current = first;
  for (let round = 0; round < rounds && best.simulation.makespanHours > bound; round++) {
    const mirrored = pass(backwards, options, latestFirst(current));
    const forwards = pass(graph, options, latestFirst(mirrored.simulation));
    if (forwards.simulation.makespanHours < best.simulation.makespanHours) best = forwards;
    current = forwards.simulation;
  }
  return best;
};

const pass = <Id extends string>(graph: Graph<Id>, options: SimulationOptions<Id>, order: readonly Id[]): Pass<Id> => ({
  simulation: simulate(graph, { ...options, order }),
  order,
});

/** Seen from the other end, what ends last starts first. */
const latestFirst = <Id extends string>({ assignments }: Simulation<Id>): Id[] =>
  [...assignments].sort((a, b) => b.endHours - a.endHours || b.startHours - a.startHours).map(({ id }) => id);

/** The graph with every dependency turned round. */
const reversed = <Id extends string>(graph: Graph<Id>): Graph<Id> => ({
  ...graph,
  dependencies: graph.dependents,
  dependents: graph.dependencies,
  ...topologicalOrder(graph.dependents, graph.dependencies),
});
