import { agentKinds, permissionLevels } from '../domain/agent.ts';
import type { AgentKind } from '../domain/agent.ts';
import { listInWords } from '../text/list-in-words.ts';
import { nearest } from '../text/nearest.ts';
import type {
  AgentExecutorConfig,
  CommandExecutorConfig,
  Config,
  ExecutorConfig,
  SimulateExecutorConfig,
} from './config.ts';
import type { ConfigValue } from './config-value.ts';
import { readCommand } from './read-command.ts';
import { readTimeLimits, timeLimitKeys } from './read-time-limits.ts';

const kinds = ['command', 'simulate', ...agentKinds];
const commandKeys = ['kind', 'command', 'env', ...timeLimitKeys];
const agentKeys = ['kind', 'model', 'permissions', 'args', 'env', 'maxTurns', 'repositoryConfig', ...timeLimitKeys];
const simulateKeys = ['kind', 'seconds', 'secondsPerHour', 'failureRate', 'seed', ...timeLimitKeys];
const advice = 'Write { "kind": "command", "command": ["bash", "work.sh"] }.';

/** The executors by name. */
export const readExecutors = (value: ConfigValue): Config['executors'] => {
  const form = 'Write "executors": { "script": { "kind": "command", "command": ["bash", "work.sh"] } }.';
  if (!value.isObject(null, form)) return {};
  const read: [string, ExecutorConfig][] = [];
  for (const [name, one] of value.entries((key) => `The executor "${key}"`)) {
    const executor = readExecutor(one);
    if (executor !== null) read.push([name, executor]);
    if (!/^[\w.-]{1,64}$/.test(name)) {
      const words = 'Name it with letters, digits, ".", "_" and "-".';
      one.errorOfKey('bad-name', `"${name}" cannot be the name of an executor.`, words);
    }
  }
  return Object.fromEntries(read);
};

/** An executor by its kind. */
const readExecutor = (value: ConfigValue): ExecutorConfig | null => {
  if (!value.isObject(null, advice)) return null;
  const kind = value.at('kind');
  if (kind.isAbsent) return value.errorOfKey('missing-key', `${value.subject} has no "kind".`, advice);
  const name = kind.text();
  if (name === 'command') return readCommandExecutor(value);
  if (name === 'simulate') return readSimulateExecutor(value);
  if (name === null) return null;
  const agent = agentKinds.find((one) => one === name);
  if (agent !== undefined) return readAgentExecutor(value, agent);
  const [alike] = nearest(name, kinds, 1);
  const meant = alike === undefined ? `The kinds are ${listInWords(kinds)}.` : `Did you mean "${alike}"?`;
  return kind.error('unknown-kind', `The kind "${name}" is not known.`, meant);
};

const readCommandExecutor = (value: ConfigValue): CommandExecutorConfig | null => {
  value.isObject(commandKeys);
  const limits = readTimeLimits(value);
  const env = readNames(value.at('env'));
  if (value.at('command').isAbsent) {
    return value.errorOfKey('missing-key', `${value.subject} has no "command".`, advice);
  }
  const command = readCommand(value.at('command'));
  return command === null ? null : { kind: 'command', command, env, ...limits };
};

const readAgentExecutor = (value: ConfigValue, kind: AgentKind): AgentExecutorConfig | null => {
  const own = kind === 'acp' ? 'command' : kind === 'api' ? null : 'program';
  value.isObject([...agentKeys, ...(own === null ? [] : [own])]);
  const args = readTexts(value.at('args'));
  const command = kind === 'acp' ? readTexts(value.at('command')) : [];
  if (kind === 'acp' && command.length === 0) {
    const form = 'Write { "kind": "acp", "command": ["gemini", "--acp"] }.';
    return value.errorOfKey('missing-key', `${value.subject} has no "command" that starts its agent.`, form);
  }
  return {
    kind,
    model: readWord(value.at('model')),
    permissions: value.at('permissions').choice(permissionLevels) ?? 'edit',
    program: own === 'program' ? readWord(value.at('program')) : null,
    command,
    args,
    env: readNames(value.at('env')),
    maxTurns: value.at('maxTurns').number({ least: 1, most: 10_000, whole: true }),
    repositoryConfig: value.at('repositoryConfig').choice(['off', 'trusted']) ?? 'off',
    ...readTimeLimits(value),
  };
};

const readTexts = (value: ConfigValue): readonly string[] => (value.list() ?? []).flatMap((item) => item.text() ?? []);

/** A text with something in it; what begins with "-" would be read as an option by the program that gets it. */
const readWord = (value: ConfigValue): string | null => {
  const word = value.text();
  if (word === null || /^[^-\s][^\0]*$/.test(word)) return word;
  return value.misfit('a name', 'Write a name, or remove the key.', JSON.stringify(word));
};

const readNames = (value: ConfigValue): readonly string[] =>
  (value.list() ?? []).flatMap((item) => {
    const name = item.text();
    if (name !== null && /^[A-Za-z_][A-Za-z0-9_]*$/.test(name)) return name;
    if (name !== null)
      item.misfit('the name of a variable', 'Write its name alone, such as "API_KEY", without a value.');
    return [];
  });

const readSimulateExecutor = (value: ConfigValue): SimulateExecutorConfig => {
  value.isObject(simulateKeys);
  const seconds = (key: string) => value.at(key).number({ least: 0, most: 1_000_000 });
  return {
    kind: 'simulate',
    seconds: seconds('seconds') ?? 1,
    secondsPerHour: seconds('secondsPerHour'),
    failureRate: value.at('failureRate').number({ least: 0, most: 1 }) ?? 0,
    seed: value.at('seed').number({ least: 0, most: 999_999_999, whole: true }) ?? 1,
    ...readTimeLimits(value),
  };
};
