import type { Plan } from '../domain/plan.ts';
import type { Problem } from '../domain/problem.ts';
import { ok } from '../domain/result.ts';
import type { Result } from '../domain/result.ts';
import type { Cache } from '../ports/cache.ts';
import { planDocuments } from '../workspace/documents-on-disk.ts';
import type { PlanPlace } from './open-plan.ts';
import { planGraph } from './plan-graph.ts';
import type { PlanSources } from './plan-sources.ts';
import type { PlanState } from './plan-state.ts';

/** What is kept between commands: the checked plan, worked out from nothing but the texts that it is kept by. */
interface Kept {
  readonly plan: Plan;
  readonly problems: readonly Problem[];
}

/**
 * The graph and the documents of a plan. The texts are always read; only what follows from them is taken from the cache,
 * by the digest of all of them. Fails as `assemblePlan` does.
 */
export const readPlanState = async (sources: PlanSources, cache: Cache): Promise<Result<PlanState>> => {
  const { place, text, paths, texts } = sources;
  const { root } = place;
  const parts = [
    'plan-state',
    root.label(place.file),
    text,
    ...[...texts].flatMap(([path, read]) => [root.label(path), read.ok ? read.value : `unread: ${read.error.reason}`]),
  ];
  const known = await cache.read(parts);
  if (known !== undefined) return ok(stateFrom(place, paths, JSON.parse(known) as Kept));

  const [{ readPlanFrom }, { assemblePlan, leftOutOf }] = await Promise.all([
    import('./read-plan.ts'),
    import('./assemble-plan.ts'),
  ]);
  const disk = await readPlanFrom(sources);
  const assembled = assemblePlan(disk);
  if (!assembled.ok) return assembled;
  const kept: Kept = {
    plan: assembled.value.graph.plan,
    problems: leftOutOf(assembled.value),
  };
  await cache.write(parts, JSON.stringify(kept));
  return ok(stateFrom(place, paths, kept));
};

const stateFrom = (place: PlanPlace, paths: readonly string[], { plan, problems }: Kept): PlanState => ({
  place,
  documents: planDocuments(
    { name: plan.name, file: place.file },
    plan.achievements.map(({ id }) => id),
    paths,
  ),
  graph: planGraph(plan),
  problems,
});
