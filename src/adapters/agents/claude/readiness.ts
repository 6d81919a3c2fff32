import path from 'node:path';
import type { Readiness, ReadinessView } from '../agent-adapter.ts';
import { fieldsOf, fieldsOfLine, textOf } from '../fields.ts';
import type { Fields } from '../fields.ts';
import { isSet } from './is-set.ts';

const keys = ['ANTHROPIC_API_KEY', 'ANTHROPIC_AUTH_TOKEN', 'CLAUDE_CODE_OAUTH_TOKEN'] as const;
const clouds = ['CLAUDE_CODE_USE_BEDROCK', 'CLAUDE_CODE_USE_VERTEX', 'CLAUDE_CODE_USE_FOUNDRY'] as const;

/** Whether there is a key, a cloud, or a log-in for Claude Code; whether it is valid shows only when it is used. */
export const claudeReadiness = (view: ReadinessView): Readiness => {
  const { environment, home, textOf: read } = view;
  const isOn = (names: readonly string[], values: Fields): boolean => names.some((name) => isSet(textOf(values[name])));
  const fileIn = (...names: string[]): Fields => fieldsOfLine(read(path.join(...names)) ?? '') ?? {};
  if (keys.some((name) => (environment[name] ?? '') !== '') || isOn(clouds, environment)) return { ready: true };

  const own = environment.CLAUDE_CONFIG_DIR ?? '';
  const folder = own === '' ? path.join(home, '.claude') : own;
  const login = fieldsOf(fileIn(folder, '.credentials.json').claudeAiOauth);
  if (textOf(login.accessToken) !== '' || textOf(login.refreshToken) !== '') return { ready: true };

  const settings = fileIn(folder, 'settings.json');
  if (textOf(settings.apiKeyHelper) !== '' || isOn([...keys, ...clouds], fieldsOf(settings.env)))
    return { ready: true };

  const account = fileIn(own === '' ? home : own, '.claude.json');
  if (textOf(account.primaryApiKey) !== '' || Object.keys(fieldsOf(account.oauthAccount)).length > 0) {
    return { ready: true };
  }
  if ((view.platform ?? process.platform) === 'darwin') {
    return { ready: true, remark: 'Whether it is logged in cannot be seen, since that is kept in the keychain.' };
  }
  return { ready: false, reason: 'Not logged in: run claude once and log in, or set ANTHROPIC_API_KEY.' };
};
