import path from 'node:path';
import type { Readiness, ReadinessView } from '../agent-adapter.ts';
import { fieldsOfLine, textOr } from '../fields.ts';

/** Keys of model providers by which opencode finds them without a log-in. */
export const providerKeys: readonly string[] = [
  'ANTHROPIC_API_KEY',
  'OPENAI_API_KEY',
  'GEMINI_API_KEY',
  'GOOGLE_GENERATIVE_AI_API_KEY',
  'OPENROUTER_API_KEY',
  'GROQ_API_KEY',
  'XAI_API_KEY',
  'MISTRAL_API_KEY',
  'DEEPSEEK_API_KEY',
  'CEREBRAS_API_KEY',
  'MOONSHOT_API_KEY',
  'ZHIPU_API_KEY',
  'TOGETHER_API_KEY',
  'FIREWORKS_API_KEY',
];

/** Whether opencode has a model to ask: by a log-in, by a key, or by a provider of the user's configuration. */
export const opencodeReadiness = ({ environment, home, textOf }: ReadinessView): Readiness => {
  const data = textOr(environment.XDG_DATA_HOME, path.join(home, '.local', 'share'));
  const config = textOr(environment.XDG_CONFIG_HOME, path.join(home, '.config'));
  const logins = [environment.OPENCODE_AUTH_CONTENT, textOf(path.join(data, 'opencode', 'auth.json'))];
  const folders = [path.join(config, 'opencode'), environment.OPENCODE_CONFIG_DIR].filter(isNamed);
  const configs = [
    environment.OPENCODE_CONFIG_CONTENT,
    ...[environment.OPENCODE_CONFIG].filter(isNamed).map(textOf),
    ...folders.flatMap((folder) => configNames.map((name) => textOf(path.join(folder, name)))),
  ];
  const ready =
    ['OPENCODE_API_KEY', ...providerKeys].some((name) => isNamed(environment[name])) ||
    logins.some((text) => Object.keys(fieldsOfLine(text ?? '') ?? {}).length > 0) ||
    // Not read as JSON, since it may hold comments.
    configs.some((text) => /"provider"\s*:\s*\{\s*[^\s}]/.test(text ?? ''));
  return ready
    ? { ready }
    : { ready, reason: 'opencode has no model provider yet: run `opencode auth login`, or set the key of a provider.' };
};

const configNames = ['opencode.json', 'opencode.jsonc', 'config.json'];

const isNamed = (value: string | undefined): value is string => value !== undefined && value !== '';
