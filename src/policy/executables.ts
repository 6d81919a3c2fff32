import type { Command } from '../ports/processes.ts';
import { commandText, visible } from './command-text.ts';
import type { AgentExecutorConfig, Config } from './config.ts';
import { executorOf, isAgent } from './executor-of.ts';

/** A file, by its path relative to the root of the workspace. */
export interface FileText {
  readonly path: string;
  readonly text: string;
}

/** Something that a run may execute, in words by which a person can judge it. All texts are safe to show. */
export type ExecutableField =
  | {
      readonly what: 'executor' | 'check' | 'setup';
      /** The executor's name; for the others their place in the list, from 1. */
      readonly name: string;
      readonly command: string;
      /** Names of the variables that it gets besides the usual ones. */
      readonly env: readonly string[];
    }
  | { readonly what: 'validation script' | 'agent configuration'; readonly name: string; readonly path: string };

export interface Executables {
  readonly fields: readonly ExecutableField[];
  /** The same for the same executables, and for no others: its digest is what an answer is remembered by. */
  readonly canonical: string;
}

/** Files by which a repository makes agents execute things; relative to the root of the workspace. */
export const agentFiles: readonly string[] = [
  '.claude/settings.json',
  '.codex/config.toml',
  '.gemini/settings.json',
  '.mcp.json',
  'opencode.json',
];

/** Folders with more of that: agents, skills, hooks and plugins. They count where an agent is to read them. */
export const agentFolders: readonly string[] = [
  '.claude',
  '.codex',
  '.gemini',
  '.opencode',
  '.copilot',
  '.github/hooks',
  '.vscode',
];

/**
 * Whether some agent reads the files by which the repository configures agents: it is meant to, or it works in the one
 * folder, where nothing can be kept from it.
 */
export const readsAgentFolders = ({ executors, worktree }: Pick<Config, 'executors' | 'worktree'>): boolean =>
  Object.values(executors).some(
    (one) => isAgent(one) && (one.repositoryConfig === 'trusted' || worktree.mode === 'none'),
  );

/**
 * What a run of this configuration may execute. `scripts`: the validation scripts of the plan, `agents`: those of
 * `agentFiles` that are there; `namedByPlan`: executors that achievements name by themselves. A program that only
 * pretends is not among them: it executes nothing.
 */
export const executables = (
  config: Config,
  scripts: readonly FileText[],
  agents: readonly FileText[],
  namedByPlan: readonly string[] = [],
): Executables => {
  const executors = Object.entries(config.executors)
    .flatMap(([name, one]) =>
      one.kind === 'command' ? [{ name, command: one.command, env: [...one.env].sort() }] : [],
    )
    .sort((a, b) => byCode(a.name, b.name));
  const ofAgents = agentsOf(config, namedByPlan);
  const { setup } = config.worktree;
  const checks = config.checks.map(({ command }) => command);
  const [scriptsInOrder, agentsInOrder] = [inPathOrder(scripts), inPathOrder(agents)];
  return {
    fields: [
      ...executors.map(({ name, command, env }) => ({
        what: 'executor' as const,
        name,
        command: commandText(command),
        env,
      })),
      ...ofAgents.map(agentField),
      ...setup.map(numbered('setup')),
      ...checks.map(numbered('check')),
      ...scriptsInOrder.map(asField('validation script')),
      ...agentsInOrder.map(asField('agent configuration')),
    ],
    canonical: JSON.stringify({
      version: 1,
      executors: executors.map(({ name, command, env }) => [name, command, env]),
      // What is remembered of a workspace without agents stays what it was.
      ...(ofAgents.length === 0 ? {} : { runners: ofAgents }),
      setup,
      checks,
      scripts: scriptsInOrder.map(({ path, text }) => [path, text]),
      agents: agentsInOrder.map(({ path, text }) => [path, text]),
    }),
  };
};

interface NamedAgent {
  readonly name: string;
  readonly agent: Omit<AgentExecutorConfig, 'timeoutMs' | 'idleTimeoutMs'>;
}

/** The agents that the configuration defines, and those that it or the plan names without defining them, by name. */
const agentsOf = (config: Config, namedByPlan: readonly string[]): readonly NamedAgent[] => {
  const places = [config.rules, ...Object.values(config.poolRules), ...Object.values(config.achievements)];
  const names = [
    ...Object.keys(config.executors),
    ...(config.defaultExecutor === null ? [] : [config.defaultExecutor]),
    ...places.flatMap(({ executors = [] }) => executors),
    ...namedByPlan,
  ];
  return [...new Set(names)].sort(byCode).flatMap((name): NamedAgent[] => {
    const found = executorOf(config.executors, name);
    if (found === undefined || !isAgent(found)) return [];
    const { kind, model, permissions, program, command, args, env, maxTurns, repositoryConfig } = found;
    const agent = { kind, model, permissions, program, command, args, env, maxTurns, repositoryConfig };
    return [{ name, agent: { ...agent, env: [...env].sort() } }];
  });
};

const agentField = ({ name, agent }: NamedAgent): ExecutableField => {
  const { kind, command, program, args, permissions, repositoryConfig, env } = agent;
  const words = commandText([...(command.length > 0 ? command : [program ?? kind]), ...args]);
  const remarks = [
    ...(kind === words ? [] : [`as ${kind}`]),
    ...(agent.model === null ? [] : [`model: ${agent.model}`]),
    `permissions: ${permissions}`,
    ...(repositoryConfig === 'trusted' ? ["with the repository's own settings"] : []),
  ];
  const said = remarks.join(', ');
  return { what: 'executor', name, command: words === name ? said : `${words} (${said})`, env };
};

const byCode = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);

/** By path; one that several achievements name stands once. */
const inPathOrder = (files: readonly FileText[]): readonly FileText[] =>
  [...new Map(files.map((file) => [file.path, file])).values()].sort((a, b) => byCode(a.path, b.path));

const numbered =
  (what: 'check' | 'setup') =>
  (command: Command, index: number): ExecutableField => ({
    what,
    name: String(index + 1),
    command: commandText(command),
    env: [],
  });

const asField =
  (what: 'validation script' | 'agent configuration') =>
  ({ path }: FileText): ExecutableField => ({ what, name: visible(path.split('/').at(-1)!), path: visible(path) });
