import type { PlannedRun } from '../app/run/plan-run.ts';
import { unreadyAgents } from '../app/run/unready-agents.ts';
import { hasErrors } from '../domain/problem.ts';
import { executorOf, isAgent } from '../policy/executor-of.ts';
import type { Call } from './command-spec.ts';
import { printProblems, refuse } from './print.ts';

/** Whether the agents of a run can be used, as far as can be told without starting them. Says what is missing. */
export const agentsReady = async (call: Call, planned: PlannedRun): Promise<boolean> => {
  const { prepared, config } = planned;
  const names = [...prepared.nodes.flatMap(({ executors }) => executors), prepared.settings.reviewer ?? ''];
  const isAnyAgent = names.some((name) => {
    const executor = executorOf(config.executors, name);
    return executor !== undefined && isAgent(executor);
  });
  if (!isAnyAgent) return true;
  const problems = unreadyAgents(planned, await call.world.agentProbe());
  if (hasErrors(problems)) {
    await refuse(call, problems);
    return false;
  }
  if (call.options.json !== true) await printProblems(call, problems);
  return true;
};
