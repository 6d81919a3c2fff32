import type { PlannedRun } from '../app/run/plan-run.ts';
import { neededAgents, unreadyAgents } from '../app/run/unready-agents.ts';
import { hasErrors } from '../domain/problem.ts';
import type { Call } from './command-spec.ts';
import { printProblems, refuse } from './print.ts';

/** Whether the agents of a run can be used, as far as can be told without starting them. Says what is missing. */
export const agentsReady = async (call: Call, planned: PlannedRun): Promise<boolean> => {
  const needed = neededAgents(planned);
  if (needed.length === 0) return true;
  const problems = unreadyAgents(needed, await call.world.agentProbe());
  if (hasErrors(problems)) {
    await refuse(call, problems);
    return false;
  }
  if (call.options.json !== true) await printProblems(call, problems);
  return true;
};
