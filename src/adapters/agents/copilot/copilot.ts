import path from 'node:path';
import type { PermissionLevel } from '../../../domain/agent.ts';
import type { AgentAdapter, AgentStart } from '../agent-adapter.ts';
import { textOr } from '../fields.ts';
import { copilotReadiness } from './copilot-readiness.ts';
import { copilotReader } from './copilot-reader.ts';
import { copilotReport } from './copilot-report.ts';

const reportFile = 'copilot-report.mjs';

/** What is not allowed is denied without a question. Reading in the folder is always allowed. */
const permissionArgs: Readonly<Record<PermissionLevel, readonly string[]>> = {
  read: ['--deny-tool=shell', '--deny-tool=write', '--deny-tool=url', '--disable-builtin-mcps'],
  edit: ['--allow-tool=shell', '--allow-tool=write', '--deny-tool=url', '--disable-builtin-mcps'],
  full: ['--allow-all'],
};

/** GitHub Copilot CLI: with a log-in at GitHub, or with a model of one's own. */
export const copilot: AgentAdapter = {
  kind: 'copilot',
  program: 'copilot',
  install: 'npm install -g @github/copilot',
  oldest: '1.0.102',
  abilities: ['resume', 'session id', 'tokens', 'permissions'],
  versionArgs: ['--version'],
  env: [
    'COPILOT_GITHUB_TOKEN',
    'GH_TOKEN',
    'GITHUB_TOKEN',
    'GH_HOST',
    'COPILOT_GH_HOST',
    'COPILOT_HOME',
    'COPILOT_MODEL',
    'COPILOT_OFFLINE',
    /^COPILOT_PROVIDER_\w+$/,
    /^(?:HTTPS?|NO)_PROXY$/i,
    'NODE_EXTRA_CA_CERTS',
  ],
  versionIn: (output) => /\d+\.\d+\.\d+/.exec(output)?.[0] ?? null,
  readiness: copilotReadiness,
  start: (start) => {
    const session = start.resume ?? start.newSession;
    return {
      command: [
        process.execPath,
        path.join(start.privateFolder, reportFile),
        path.join(stateFolder(start), 'session-state', session, 'events.jsonl'),
        start.program,
        ...['--output-format', 'json', '--no-color', '--no-ask-user', '--no-remote', '--no-remote-export'],
        ...permissionArgs[start.permissions],
        ...(start.model === null ? [] : ['--model', start.model]),
        ...(start.resume === null ? ['--session-id', session] : [`--resume=${session}`]),
        ...start.args,
      ],
      env: { COPILOT_AUTO_UPDATE: 'false', ...(trustsFolder(start) ? { COPILOT_ALLOW_ALL: 'true' } : {}) },
      files: [{ path: reportFile, text: copilotReport }],
      session,
    };
  },
  reader: (earlier) => copilotReader(earlier),
};

// `--trust-folder` does not go with a session's id. This allows all tools as well, where no rule of ours denies it; an agent
// that may only read is better off without the repository's hooks and servers.
const trustsFolder = ({ repositoryConfig, permissions }: AgentStart): boolean =>
  repositoryConfig === 'trusted' && permissions !== 'read';

const stateFolder = ({ environment }: AgentStart): string =>
  textOr(environment.COPILOT_HOME, path.join(environment.HOME ?? environment.USERPROFILE ?? '', '.copilot'));
