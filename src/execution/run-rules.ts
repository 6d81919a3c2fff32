import { compareIds } from '../domain/ids.ts';
import type { NodeId, RunNode, RunSettings } from '../domain/run.ts';
import type { DispatchRules } from '../graph/dispatch-rules.ts';
import { dispatchRules } from '../graph/dispatch-rules.ts';
import { buildGraph } from '../graph/graph.ts';
import { unknownHours } from '../graph/hours.ts';

/** What the dispatch of a run goes by. Throws for a dependency that is no node of the run, and for limits below 1. */
export const runRules = (nodes: readonly RunNode[], settings: RunSettings): DispatchRules<NodeId> => {
  const graph = buildGraph(
    nodes.map(({ id, hours, priority, pool }) => ({ id, hours: hours ?? unknownHours, priority, pool })),
    nodes.flatMap(({ id, dependencies }) => dependencies.map((on) => ({ from: id, on }))),
    compareIds,
  );
  const known = new Set(graph.ids);
  // What conflicts with a node that this run leaves out is free to run.
  const conflicts = settings.conflicts.filter(({ a, b }) => a !== b && known.has(a) && known.has(b));
  return dispatchRules(graph, { maxExecutors: settings.maxExecutors, pools: settings.pools }, conflicts);
};
