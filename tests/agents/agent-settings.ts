import type { ModelServer } from '../support/model-server/model-server.ts';
import type { Tokens } from '../support/model-server/scenario.ts';

/** How an agent is pointed at a model server, in a home of its own. */
export interface AgentSetting {
  readonly name: AgentName;
  readonly model: string;
  /** Files below its home. */
  files(server: ModelServer): Readonly<Record<string, string>>;
  /** Its environment, beside HOME. */
  env(server: ModelServer): Readonly<Record<string, string>>;
  /** What `planloom.config.json` says of it, beside its kind and model. */
  readonly executor: Readonly<Record<string, unknown>>;
  /** What the model costs, by the list of its provider, for what one answer used. */
  dollars(tokens: Tokens): number;
  /** What it calls besides the model, whatever it is told. */
  readonly alsoCalls: readonly RegExp[];
}

export type AgentName = 'claude' | 'codex' | 'gemini' | 'opencode' | 'copilot';

/** Dollars for a million tokens. */
const price =
  (input: number, cacheRead: number, cacheWrite: number, output: number) =>
  (tokens: Tokens): number =>
    (tokens.input * input + tokens.cacheRead * cacheRead + tokens.cacheWrite * cacheWrite + tokens.output * output) /
    1_000_000;

const key = 'not-a-real-key';

const json = (value: unknown): string => JSON.stringify(value, null, 2);

const codexConfig = (url: string): string => `
model_provider = "loopback"
check_for_update_on_startup = false
[model_providers.loopback]
name = "Loopback"
base_url = "${url}/v1"
env_key = "LOOPBACK_API_KEY"
wire_api = "responses"
request_max_retries = 1
stream_max_retries = 1
supports_websockets = false
[analytics]
enabled = false
`;

/** The agents that the suite drives, in the order of the table. */
export const agentSettings: readonly AgentSetting[] = [
  {
    name: 'claude',
    model: 'claude-sonnet-4-5',
    files: () => ({}),
    env: ({ url }) => ({
      ANTHROPIC_BASE_URL: url,
      ANTHROPIC_API_KEY: key,
    }),
    executor: {},
    dollars: price(3, 0.3, 3.75, 15),
    alsoCalls: [],
  },
  {
    name: 'codex',
    model: 'gpt-5.1-codex',
    files: ({ url }) => ({ '.codex/config.toml': codexConfig(url) }),
    env: () => ({ LOOPBACK_API_KEY: key }),
    executor: { env: ['LOOPBACK_API_KEY'] },
    dollars: price(1.25, 0.125, 0, 10),
    alsoCalls: [],
  },
  {
    name: 'gemini',
    model: 'gemini-2.5-pro',
    files: () => ({
      '.gemini/settings.json': json({
        security: { auth: { selectedType: 'gemini-api-key' } },
        privacy: { usageStatisticsEnabled: false },
        general: { enableAutoUpdate: false },
      }),
    }),
    env: ({ url }) => ({ GEMINI_API_KEY: key, GOOGLE_GEMINI_BASE_URL: url }),
    executor: { env: ['GOOGLE_GEMINI_BASE_URL'] },
    dollars: price(1.25, 0.125, 0, 10),
    alsoCalls: [],
  },
  {
    name: 'opencode',
    model: 'loopback/some-model',
    files: ({ url }) => ({
      '.config/opencode/opencode.json': json({
        provider: {
          loopback: {
            npm: '@ai-sdk/openai-compatible',
            options: { baseURL: `${url}/v1`, apiKey: key },
            models: {
              'some-model': {
                name: 'Some model',
                cost: { input: 1, output: 5, cache_read: 0.1, cache_write: 1.25 },
                limit: { context: 200_000, output: 8000 },
              },
            },
          },
        },
      }),
    }),
    env: () => ({}),
    executor: {},
    dollars: price(1, 0.1, 1.25, 5),
    // It installs the package for its plugins.
    alsoCalls: [/^CONNECT [^ ]*npm[^ ]*:443$/],
  },
  {
    name: 'copilot',
    model: 'gpt-5.1',
    files: () => ({}),
    env: ({ url }) => ({
      COPILOT_OFFLINE: 'true',
      COPILOT_AUTO_UPDATE: 'false',
      COPILOT_PROVIDER_BASE_URL: `${url}/v1`,
      COPILOT_PROVIDER_TYPE: 'openai',
      COPILOT_PROVIDER_API_KEY: key,
    }),
    executor: {},
    dollars: price(1.25, 0.125, 0, 10),
    alsoCalls: [],
  },
];
