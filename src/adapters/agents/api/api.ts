import path from 'node:path';
import type { AgentAdapter, Readiness, ReadinessView } from '../agent-adapter.ts';
import { ownLinesReader } from '../runner/own-lines-reader.ts';
import type { ApiOptions } from './api-options.ts';

const defaultTurns = 50;
const defaultModel = 'claude-sonnet-5';

/** The service knows no short names. */
const shortNames: Readonly<Record<string, string>> = {
  haiku: 'claude-haiku-4-5',
  sonnet: 'claude-sonnet-5',
  opus: 'claude-opus-5-5',
};

/** A model of Anthropic's alone, with tools for files and none for commands, asked by a program of ours. */
export const api: AgentAdapter = {
  kind: 'api',
  program: null,
  install: null,
  oldest: null,
  abilities: ['cost', 'tokens', 'budget', 'turns', 'model'],
  versionArgs: [],
  env: [/^ANTHROPIC_\w+$/],
  versionIn: () => null,
  readiness: (view) => readinessOf(view),
  start({ program, folder, permissions, model, environment, maxTurns, budgetUsd }) {
    const wanted = model ?? environment.ANTHROPIC_MODEL ?? defaultModel;
    const options: ApiOptions = {
      folder,
      permissions,
      model: shortNames[wanted.toLowerCase()] ?? wanted,
      maxTurns: maxTurns ?? defaultTurns,
      budgetUsd,
    };
    return {
      command: [process.execPath, program, '--options', JSON.stringify(options)],
      env: {},
      files: [],
      session: null,
    };
  },
  reader: (earlier) => ownLinesReader(earlier),
};

/** Any of these lets one in; which one is used is the client's to decide. */
const keys = ['ANTHROPIC_API_KEY', 'ANTHROPIC_AUTH_TOKEN', 'ANTHROPIC_PROFILE', 'ANTHROPIC_IDENTITY_TOKEN_FILE'];

const readinessOf = ({ environment, home, textOf }: ReadinessView): Readiness => {
  if (keys.some((name) => (environment[name] ?? '') !== '')) return { ready: true };
  const folder =
    environment.ANTHROPIC_CONFIG_DIR ??
    path.join(environment.XDG_CONFIG_HOME ?? path.join(home, '.config'), 'anthropic');
  const profile = textOf(path.join(folder, 'active_config'))?.trim() ?? 'default';
  if (textOf(path.join(folder, 'configs', `${profile}.json`)) !== undefined) return { ready: true };
  return { ready: false, reason: 'There is no key for the model: set ANTHROPIC_API_KEY.' };
};
