import type { AgentAdapter } from '../agent-adapter.ts';
import { codexKeyName, codexReadiness } from './readiness.ts';
import { codexReader } from './reader.ts';
import { codexStart } from './start.ts';

/** Codex, by its events (`codex exec --json`) and its own log. */
export const codex: AgentAdapter = {
  kind: 'codex',
  program: 'codex',
  install: 'npm install -g @openai/codex',
  oldest: '0.169.0',
  abilities: ['resume', 'tokens', 'sandbox'],
  versionArgs: ['--version'],
  env: [
    'CODEX_HOME',
    'CODEX_API_KEY',
    'CODEX_ACCESS_TOKEN',
    'CODEX_CA_CERTIFICATE',
    'CODEX_SQLITE_HOME',
    'CODEX_OSS_BASE_URL',
    'CODEX_OSS_PORT',
    // Codex itself does not read the first, but providers that the user has added often name it.
    ...['OPENAI_API_KEY', 'OPENAI_ORGANIZATION', 'OPENAI_PROJECT', 'AZURE_OPENAI_API_KEY'],
  ],
  versionIn: (output) => /\d+\.\d+\.\d+/.exec(output)?.[0] ?? null,
  envFor: codexKeyName,
  readiness: codexReadiness,
  start: codexStart,
  reader: codexReader,
};
