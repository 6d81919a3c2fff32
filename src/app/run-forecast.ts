import { compareIds } from '../domain/ids.ts';
import type { RunNode, RunSettings } from '../domain/run.ts';
import { criticalPath } from '../graph/critical-path.ts';
import { buildGraph } from '../graph/graph.ts';
import { unknownHours } from '../graph/hours.ts';
import { totalHours } from '../graph/lower-bound.ts';
import { simulate } from '../graph/simulate.ts';
import { roundedHours } from './plan-graph.ts';

/** What the estimates say about the nodes of a run, in hours. */
export interface RunForecast {
  readonly sequentialHours: number;
  /** With the executors, pools, conflicts and barrier of the run. */
  readonly parallelHours: number;
  readonly criticalPathHours: number;
  /** How many nodes have no estimate, and count as nothing. */
  readonly withoutEstimate: number;
}

/** How long a run would take by the estimates; null when no node has one. */
export const runForecast = (nodes: readonly RunNode[], settings: RunSettings): RunForecast | null => {
  const withoutEstimate = nodes.filter(({ hours }) => hours === null).length;
  if (withoutEstimate === nodes.length) return null;
  const graph = buildGraph(
    nodes.map(({ id, hours, priority, pool }) => ({ id, hours: hours ?? unknownHours, priority, pool })),
    nodes.flatMap(({ id, dependencies }) => dependencies.map((on) => ({ from: id, on }))),
    compareIds,
  );
  const own = new Set(nodes.map(({ id }) => id));
  const { maxExecutors: executors, pools, barrier } = settings;
  const conflicts = settings.conflicts.filter(({ a, b }) => own.has(a) && own.has(b));
  return {
    sequentialHours: roundedHours(totalHours(graph)),
    parallelHours: roundedHours(simulate(graph, { executors, pools, conflicts, barrier }).makespanHours),
    criticalPathHours: roundedHours(criticalPath(graph).hours),
    withoutEstimate,
  };
};
