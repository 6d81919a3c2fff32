import type { Problem } from '../../domain/problem.ts';
import { fail, ok } from '../../domain/result.ts';
import type { Result } from '../../domain/result.ts';
import { noConfig } from '../../policy/config.ts';
import type { Config } from '../../policy/config.ts';
import { executables } from '../../policy/executables.ts';
import type { Executables } from '../../policy/executables.ts';
import { executorOf } from '../../policy/executor-of.ts';
import { adviceForExecutor } from '../../policy/executor-names.ts';
import type { AgentState } from '../../ports/agent-probe.ts';

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
export const chooseAgent = async (
  given: string | undefined,
  config: Config,
  agents: () => Promise<readonly AgentState[]>,
  otherwise = '',
): Promise<Result<ChosenAgent>> => {
  const name = given ?? config.defaultExecutor ?? (await firstReady(agents));
  if (name === undefined)
    return fail([refusal('No coding agent is ready on this machine.', `${install} ${otherwise}`.trimEnd())]);
  const found = executorOf(config.executors, name);
  if (found === undefined) {
    const advice = adviceForExecutor(name, Object.keys(config.executors));
    return fail([refusal(`There is no executor "${name}".`, advice)]);
  }
  if (found.kind === 'simulate') {
    const advice = 'Name an agent with --agent, for instance --agent claude.';
    return fail([refusal(`The executor "${name}" only pretends to work, and answers no question.`, advice)]);
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

/** `command` is what a user defines, and `acp` needs a command too: neither can be chosen by itself. */
const firstReady = async (agents: () => Promise<readonly AgentState[]>): Promise<string | undefined> =>
  (await agents()).find(({ name, ready }) => ready && name !== 'command' && name !== 'acp')?.name;

const refusal = (message: string, advice: string): Problem => ({
  rule: 'usage',
  severity: 'error',
  at: { file: 'command line' },
  message,
  advice,
});

const install =
  'Install one and log in, for instance npm install --global @anthropic-ai/claude-code; planloom doctor shows what is missing of each.';
