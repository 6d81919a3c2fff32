import { doctorView } from '../../app/doctor.ts';
import { rootOf } from '../../app/open-plan.ts';
import { renderDoctor } from '../../reporting/render-doctor.ts';
import { renderAgentTest } from '../../reporting/render-agent-test.ts';
import { withAgent } from '../ask-agent.ts';
import type { Call, CommandRun } from '../command-spec.ts';
import { printJson, text } from '../print.ts';

/** Costs next to nothing, and what comes back shows whether it was read. */
const question = 'Answer with the word ready.';
const limitMs = 2 * 60_000;

export const run: CommandRun = async (call) => {
  const { world, options } = call;
  const name = text(call, 'test');
  if (name !== undefined) return test(call, name);
  const [agents, tools] = await Promise.all([world.agentProbe().then((probe) => probe.agents()), world.toolVersions()]);
  const view = doctorView(agents, tools);
  const { node, git, canRun } = view;
  if (options.json === true) printJson(call, 'doctor', { node, git, agents });
  else world.terminal.out(renderDoctor(view, world.terminal.look));
  return canRun ? 0 : 1;
};

const test = async (call: Call, name: string): Promise<number> => {
  const { world } = call;
  const root = rootOf(world, world.cwd, text(call, 'root'), world.cwd);
  const withName: Call = { ...call, options: { ...call.options, agent: name } };
  return withAgent(
    withName,
    root,
    null,
    async ({ ask, isStopped }) => {
      const answer = await ask(question);
      if (call.options.json === true) printJson(call, 'agent-test', { agent: name, ...answer });
      else world.terminal.out(renderAgentTest(name, answer, world.terminal.look));
      return isStopped() ? 130 : answer.ok ? 0 : 1;
    },
    limitMs,
  );
};
