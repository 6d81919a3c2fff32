import { usageProblem } from '../../domain/problem.ts';
import { fail, ok } from '../../domain/result.ts';
import type { Result } from '../../domain/result.ts';
import { noConfig } from '../../policy/config.ts';
import type { Config } from '../../policy/config.ts';
import { executables } from '../../policy/executables.ts';
import type { Executables } from '../../policy/executables.ts';
import { executorOf, isAgent, usualAgents } from '../../policy/executor-of.ts';
import { adviceForExecutor } from '../../policy/executor-names.ts';
import type { AgentProbe } from '../../ports/agent-probe.ts';

/** The agent that a question goes to. */
export interface ChosenAgent {
  /** The name of an executor. */
  readonly name: string;
  /** What asking it executes because the workspace says so; nothing where the user named it and it is as it comes. */
  readonly executables: Executables;
  /** Null: no limit is set for it. */
  readonly timeoutMs: number | null;
}

/**
 * The agent that the user names, else the default executor of the configuration, else the first that is ready. Fails
 * when there is none by that name, or none at all: no question is answered by anything that was not chosen so.
 * `otherwise`: what else to do then.
 */
export const chooseAgent = (
  given: string | undefined,
  config: Config,
  probe: Pick<AgentProbe, 'whyNot'>,
  otherwise = '',
): Result<ChosenAgent> => {
  const name = given ?? config.defaultExecutor ?? usualAgents.find((one) => whyNot(one, probe) === null);
  if (name === undefined)
    return fail([
      usageProblem('No coding agent is ready on this machine.', `${whatIsMissing(probe)} ${otherwise}`.trimEnd()),
    ]);
  const found = executorOf(config.executors, name);
  if (found === undefined) {
    const advice = adviceForExecutor(name, Object.keys(config.executors));
    return fail([usageProblem(`There is no executor "${name}".`, advice)]);
  }
  if (found.kind === 'simulate') {
    const advice = 'Name an agent with --agent, for instance --agent claude.';
    return fail([usageProblem(`The executor "${name}" only pretends to work, and answers no question.`, advice)]);
  }
  const missing = isAgent(found) ? probe.whyNot(found) : null;
  if (missing !== null) {
    const advice = `planloom doctor shows all agents. ${otherwise}`.trimEnd();
    return fail([usageProblem(`The agent "${name}" cannot be used. ${missing}`, advice)]);
  }
  const [base = name] = name.split(':');
  const own = config.executors[base];
  const isOfWorkspace = own !== undefined || (given === undefined && config.defaultExecutor !== null);
  return ok({
    name,
    executables: executables(
      isOfWorkspace
        ? { ...noConfig, executors: own === undefined ? {} : { [base]: own }, defaultExecutor: name }
        : noConfig,
      [],
      [],
    ),
    timeoutMs: found.timeoutMs ?? null,
  });
};

const whyNot = (name: string, probe: Pick<AgentProbe, 'whyNot'>): string | null => {
  const agent = executorOf({}, name);
  return agent !== undefined && isAgent(agent) ? probe.whyNot(agent) : null;
};

/** Of those that are installed what they lack; where none is, how to get one. */
const whatIsMissing = (probe: Pick<AgentProbe, 'whyNot'>): string => {
  const reasons = usualAgents.map((name) => ({ name, why: whyNot(name, probe) ?? '' }));
  const installed = reasons.find(({ name, why }) => name !== 'api' && !why.startsWith('It is not installed'));
  return installed === undefined
    ? install
    : `${installed.name}: ${installed.why} planloom doctor shows what is missing of the others.`;
};

const install =
  'Install one and log in, for instance npm install --global @anthropic-ai/claude-code; planloom doctor shows what is missing of each.';
