import { agentKinds } from '../domain/agent.ts';
import type { AgentKind } from '../domain/agent.ts';
import type { AgentExecutorConfig, Config, ExecutorConfig } from './config.ts';

/**
 * The executor of a name: one of the configuration, or a kind of agent as it comes, either with a model after a colon
 * where it is an agent (`claude:haiku`). Undefined where there is none.
 */
export const executorOf = (executors: Config['executors'], name: string): ExecutorConfig | undefined => {
  const colon = name.indexOf(':');
  const base = colon === -1 ? name : name.slice(0, colon);
  const model = colon === -1 ? null : name.slice(colon + 1);
  const found = Object.hasOwn(executors, base) ? executors[base] : usualAgent(base);
  if (model === null || found === undefined) return found;
  return isAgent(found) && modelName.test(model) ? { ...found, model } : undefined;
};

/** The same executor with a model; what has none, or has one already, stays as it is. */
export const withModel = (executors: Config['executors'], name: string, model: string): string => {
  const found = executorOf(executors, name);
  return found !== undefined && isAgent(found) && !name.includes(':') ? `${name}:${model}` : name;
};

/** No program takes it for an option. */
const modelName = /^[\p{L}\p{N}][\p{L}\p{N}_.:/@+[\]-]{0,199}$/u;

/** Whether an executor is an agent, which has models and permissions. */
export const isAgent = (executor: ExecutorConfig): executor is AgentExecutorConfig =>
  executor.kind !== 'command' && executor.kind !== 'simulate';

/** Names of agents that need no configuration; of `acp` nobody would know the program. */
export const usualAgents: readonly string[] = agentKinds.filter((kind) => kind !== 'acp');

const usualAgent = (name: string): AgentExecutorConfig | undefined =>
  isUsual(name)
    ? {
        kind: name,
        model: null,
        permissions: 'edit',
        program: null,
        command: [],
        args: [],
        env: [],
        maxTurns: null,
        repositoryConfig: 'off',
      }
    : undefined;

const isUsual = (name: string): name is AgentKind => usualAgents.includes(name);
