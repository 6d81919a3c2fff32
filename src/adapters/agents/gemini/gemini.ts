import type { AgentAdapter } from '../agent-adapter.ts';
import { geminiReader } from './reader.ts';
import { geminiReadiness } from './readiness.ts';
import { geminiStart } from './start.ts';

/** Gemini CLI, by its events (`--output-format stream-json`). */
export const gemini: AgentAdapter = {
  kind: 'gemini',
  program: 'gemini',
  install: 'npm install -g @google/gemini-cli',
  oldest: '0.61.0',
  abilities: ['resume', 'tokens'],
  versionArgs: ['--version'],
  env: [
    /^GEMINI_\w+$/,
    /^GOOGLE_(?:API_KEY|APPLICATION_CREDENTIALS|CLOUD_\w+|GENAI_\w+|GEMINI_BASE_URL|VERTEX_BASE_URL)$/,
    /^CODE_ASSIST_(?:ENDPOINT|API_VERSION)$/,
    /^(?:CLOUD_SHELL|CLOUDSDK_CONFIG)$/,
  ],
  versionIn: (output) => /^(\d+\.\d+\.\d+\S*)\s*$/m.exec(output)?.[1] ?? null,
  readiness: geminiReadiness,
  start: geminiStart,
  reader: () => geminiReader(),
};
