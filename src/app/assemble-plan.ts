import { discover } from '../discovery/discover.ts';
import type { Discovery } from '../discovery/discovery.ts';
import { toPlan } from '../discovery/to-plan.ts';
import type { Scope } from '../domain/plan.ts';
import type { Problem } from '../domain/problem.ts';
import { fail, ok } from '../domain/result.ts';
import type { Result } from '../domain/result.ts';
import { personal } from '../parallel-json/personal.ts';
import type { PersonalClaims } from '../parallel-json/personal.ts';
import { planGraph } from './plan-graph.ts';
import type { PlanState } from './plan-state.ts';
import type { PlanOnDisk } from './read-plan.ts';

export interface AssembleOptions {
  /** Default: that of the existing parallel.json, else 2. */
  readonly scope?: Scope;
  readonly assume?: 'none' | 'scope';
  /** What an answer adds to what parallel.json holds. */
  readonly proposed?: PersonalClaims;
}

/** A plan from disk with its graph from all sources, and with every line that the graph rests on. */
export interface AssembledPlan extends PlanState {
  readonly disk: PlanOnDisk;
  readonly discovery: Discovery;
}

/** What is found in the documents and in parallel.json, whether it makes a graph or not. */
export const discoverOnDisk = (disk: PlanOnDisk, { scope, assume, proposed }: AssembleOptions = {}): Discovery => {
  const file = disk.parallel?.value ?? null;
  const recorded = file === null ? { claims: [], denials: [] } : personal(file);
  return discover({
    plan: disk.parsed,
    subplans: disk.subplans,
    recorded: {
      claims: [...recorded.claims, ...(proposed?.claims ?? [])],
      denials: [...recorded.denials, ...(proposed?.denials ?? [])],
    },
    // A file of scope 1 is about the inside of one achievement, and says nothing about the plan.
    scope: scope ?? (file === null || file.scope === 1 ? 2 : file.scope),
    ...(assume === undefined ? {} : { assume }),
  });
};

/** The plan's checked graph, or every problem when it is none: a cycle, an id twice, no achievement. */
export const assemblePlan = (disk: PlanOnDisk, options?: AssembleOptions): Result<AssembledPlan> =>
  assembleFrom(disk, discoverOnDisk(disk, options));

/** The same, from what was discovered already. */
export const assembleFrom = (disk: PlanOnDisk, discovery: Discovery): Result<AssembledPlan> => {
  const plan = toPlan(discovery);
  return plan.ok
    ? ok({ place: disk.place, documents: disk.documents, graph: planGraph(plan.value), problems: [], disk, discovery })
    : fail([...disk.problems, ...plan.error]);
};

/** What the graph had to leave out: files that could not be read, and what the documents say that cannot be true. */
export const leftOutOf = ({ disk, discovery }: AssembledPlan): readonly Problem[] => [
  ...disk.leftOut,
  ...discovery.problems.filter(({ severity }) => severity === 'error'),
];
