import type { AgentAdapter } from '../agent-adapter.ts';
import { claudeReadiness } from './readiness.ts';
import { claudeReader } from './reader.ts';
import { claudeStart } from './start.ts';

/** Claude Code, by its events (`--output-format stream-json`). */
export const claude: AgentAdapter = {
  kind: 'claude',
  program: 'claude',
  install: 'npm install -g @anthropic-ai/claude-code',
  oldest: '2.1.197',
  abilities: ['resume', 'cost', 'tokens', 'budget', 'turns'],
  versionArgs: ['--version'],
  env: [
    /^ANTHROPIC_\w+$/,
    'CLAUDE_CONFIG_DIR',
    /^CLAUDE_CODE_(?:OAUTH_\w+|USE_\w+|SKIP_\w+_AUTH|CLIENT_\w+|API_KEY_HELPER_TTL_MS|MAX_OUTPUT_TOKENS|EFFORT_LEVEL|SUBAGENT_MODEL|GIT_BASH_PATH)$/,
    /^(?:MAX_THINKING_TOKENS|API_TIMEOUT_MS|BASH_(?:DEFAULT|MAX)_TIMEOUT_MS)$/,
  ],
  versionIn: (output) => /\b(\d+\.\d+\.\d+\S*) \(Claude Code\)/.exec(output)?.[1] ?? null,
  readiness: claudeReadiness,
  start: claudeStart,
  reader: claudeReader,
};
