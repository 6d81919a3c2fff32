import type { Problem } from '../domain/problem.ts';
import type { PlanDocuments } from '../workspace/documents-on-disk.ts';
import type { PlanPlace } from './open-plan.ts';
import type { PlanGraph } from './plan-graph.ts';

/** What is known of a plan when only its graph and its documents matter, not the lines that the graph rests on. */
export interface PlanState {
  readonly place: PlanPlace;
  readonly documents: PlanDocuments;
  readonly graph: PlanGraph;
  /** What kept parallel.json or a SUBPLAN from being read. */
  readonly problems: readonly Problem[];
}
