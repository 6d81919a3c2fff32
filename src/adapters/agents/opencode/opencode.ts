import type { AgentAdapter } from '../agent-adapter.ts';
import { opencodeVariables, pluginFile } from './opencode-config.ts';
import { opencodePlugin } from './opencode-plugin.ts';
import { opencodeReader } from './opencode-reader.ts';
import { opencodeReadiness, providerKeys } from './opencode-readiness.ts';

/** opencode: any provider's models, by its own log-ins and configuration. */
export const opencode: AgentAdapter = {
  kind: 'opencode',
  program: 'opencode',
  install: 'npm install -g opencode-ai',
  oldest: '1.18.33',
  abilities: ['resume', 'cost', 'tokens', 'turns', 'permissions'],
  versionArgs: ['--version'],
  env: [
    ...providerKeys,
    'OPENCODE_API_KEY',
    'OPENCODE_AUTH_CONTENT',
    'OPENCODE_CONFIG',
    'OPENCODE_CONFIG_DIR',
    'OPENCODE_MODELS_PATH',
    /^(?:HTTPS?|NO)_PROXY$/i,
    'NODE_EXTRA_CA_CERTS',
  ],
  versionIn: (output) => /\d+\.\d+\.\d+/.exec(output)?.[0] ?? null,
  readiness: opencodeReadiness,
  start: (start) => ({
    command: [
      start.program,
      'run',
      '--format',
      'json',
      // Without a title, the model is asked for one.
      '--title',
      'planloom',
      ...(start.permissions === 'read' ? [] : ['--auto']),
      ...(start.model === null ? [] : ['--model', start.model]),
      ...(start.resume === null ? [] : ['--session', start.resume]),
      ...start.args,
    ],
    env: opencodeVariables(start),
    files: [{ path: pluginFile, text: opencodePlugin }],
    session: start.resume,
  }),
  reader: (_earlier, model) => opencodeReader(model),
};
