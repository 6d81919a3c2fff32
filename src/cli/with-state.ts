import { openPlan } from '../app/open-plan.ts';
import { readSources } from '../app/plan-sources.ts';
import type { PlanState } from '../app/plan-state.ts';
import { readPlanState } from '../app/read-plan-state.ts';
import type { Call } from './command-spec.ts';
import { refuse, text } from './print.ts';

/**
 * Hands the graph and the documents of the plan that a command names to `work`. What the texts say is taken from the
 * cache when they are what they were. A plan that is no graph, for a cycle say, ends the command with 1.
 */
export const withPlanState = async (
  call: Call,
  argument: string | undefined,
  work: (state: PlanState) => Promise<number>,
): Promise<number> => {
  const place = await openPlan(call.world, argument, text(call, 'root'));
  if (!place.ok) return refuse(call, place.error);
  const sources = await readSources(place.value);
  if (!sources.ok) return refuse(call, sources.error);
  const { root, file } = place.value;
  const state = await readPlanState(sources.value, call.world.cache(root.path));
  if (state.ok) return work(state.value);
  await refuse(call, state.error, new Map([[root.label(file), sources.value.text]]));
  return 1;
};
