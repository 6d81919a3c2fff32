import type { AgentAdapter } from '../agent-adapter.ts';
import { ownLinesReader } from '../runner/own-lines-reader.ts';
import type { AcpOptions } from './acp-options.ts';

/** Any agent that speaks the Agent Client Protocol, driven by a program of ours. */
export const acp: AgentAdapter = {
  kind: 'acp',
  program: null,
  install: null,
  oldest: null,
  abilities: ['resume', 'tokens', 'model'],
  versionArgs: [],
  // What the agent needs of the environment only its user knows: `env` of the configuration.
  env: [],
  versionIn: () => null,
  readiness: () => ({ ready: true }),
  start({ program, command, args, folder, permissions, model, resume, budgetUsd }) {
    const options: AcpOptions = { command: [...command, ...args], folder, permissions, model, resume, budgetUsd };
    return {
      command: [process.execPath, program, '--options', JSON.stringify(options)],
      env: {},
      files: [],
      session: null,
    };
  },
  reader: (earlier) => ownLinesReader(earlier),
};
