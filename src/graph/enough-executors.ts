import type { Graph } from './graph.ts';
import { totalHours } from './lower-bound.ts';
import type { Simulation } from './simulate.ts';

export interface EnoughExecutors {
  /** More than so many make it no shorter; 1 for a graph without nodes. */
  readonly executors: number;
  readonly makespanHours: number;
}

/**
 * The fewest executors that are as fast as any number of them. `simulateWith` gives the schedule of `graph` on so many
 * executors; it is asked for Infinity first, and then upwards from the fewest that the sum of all hours allows.
 */
export const enoughExecutors = <Id extends string>(
  graph: Graph<Id>,
  simulateWith: (executors: number) => Simulation<Id>,
): EnoughExecutors => {
  const { assignments, makespanHours: shortest } = simulateWith(Infinity);
  const most = assignments.reduce((highest, { executor }) => Math.max(highest, executor), 1);
  // Rounded down by a hair, so that binary noise in the quotient asks for no executor too many.
  const fewest = shortest === 0 ? 1 : Math.max(1, Math.ceil(totalHours(graph) / shortest - 1e-9));
  for (let executors = fewest; executors < most; executors++) {
    const { makespanHours } = simulateWith(executors);
    if (makespanHours <= shortest) return { executors, makespanHours };
  }
  return { executors: most, makespanHours: shortest };
};
