import path from 'node:path';
import type { AgentAdapter, AgentStart } from '../agent-adapter.ts';
import { opencodeVariables, pluginFile } from './opencode-config.ts';
import { opencodeMove } from './opencode-move.ts';
import { opencodePlugin } from './opencode-plugin.ts';
import { opencodeReader } from './opencode-reader.ts';
import { opencodeReadiness, providerKeys } from './opencode-readiness.ts';

const moveFile = 'opencode-move.mjs';

/** The command after the session was moved to the folder of the attempt. */
const moved = ({ program, privateFolder }: AgentStart, session: string, command: readonly string[]) =>
  [
    'sh',
    '-c',
    '"$1" "$2" "$3" "$4" "$5" < /dev/null || exit 1; shift 5; exec "$@"',
    'resume',
    process.execPath,
    path.join(privateFolder, moveFile),
    program,
    session,
    path.join(privateFolder, 'session.json'),
    ...command,
  ] as [string, ...string[]];

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
  // Plugins there are executed also where project configuration is off.
  hidden: ['.opencode'],
  readiness: opencodeReadiness,
  start: (start) => {
    const command: [string, ...string[]] = [
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
    ];
    return {
      command: start.resume === null ? command : moved(start, start.resume, command),
      env: opencodeVariables(start),
      files: [
        { path: pluginFile, text: opencodePlugin },
        { path: moveFile, text: opencodeMove },
      ],
      session: start.resume,
    };
  },
  reader: (_earlier, model) => opencodeReader(model),
};
