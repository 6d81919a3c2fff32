import type { Graph } from './graph.ts';
import { sumHours } from './hours.ts';
import { refuseBadLimits } from './limits.ts';
import { pathHours } from './path-hours.ts';

/** Hours of all nodes, one after the other. */
export const totalHours = (graph: Graph<string>): number => sumHours(graph.hours);

/**
 * Hours that no schedule on so many executors (at least 1, Infinity allowed) can beat: the longest path, or all the
 * work shared out evenly, or that of a pool over its slots. The graph must have no cycle.
 */
export const lowerBoundHours = (
  graph: Graph<string>,
  executors: number,
  pools: Readonly<Record<string, number>> = {},
): number => {
  refuseBadLimits({ maxExecutors: executors, pools });
  const longest = pathHours(graph).reduce((most, hours) => Math.max(most, hours), 0);
  const ofPools = Object.entries(pools).map(
    ([name, slots]) => sumHours(graph.hours.filter((_, node) => graph.pools[node] === name)) / slots,
  );
  return Math.max(longest, totalHours(graph) / executors, ...ofPools);
};
