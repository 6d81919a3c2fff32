import path from 'node:path';
import type { Readiness, ReadinessView } from '../agent-adapter.ts';
import { fieldsOf, fieldsOfLine, textOf } from '../fields.ts';
import { configValues } from './config-values.ts';

/** The variable that holds the key of the user's own provider, if he has one. */
export const codexKeyName = (view: ReadinessView): readonly string[] => {
  const config = configOf(view);
  const key = config.get(`model_providers.${config.get('model_provider') ?? 'openai'}.env_key`);
  return key === undefined ? [] : [key];
};

const folderOf = ({ environment, home }: ReadinessView): string =>
  (environment.CODEX_HOME ?? '') === '' ? path.join(home, '.codex') : environment.CODEX_HOME!;

const configOf = (view: ReadinessView): ReadonlyMap<string, string> =>
  configValues(view.textOf(path.join(folderOf(view), 'config.toml')) ?? '');

/** Whether Codex has a log-in, a key, or a provider of the user's own; whether it is valid shows only when it is used. */
export const codexReadiness = (view: ReadinessView): Readiness => {
  const { environment, textOf: read } = view;
  const isSet = (name: string): boolean => (environment[name] ?? '') !== '';
  const config = configOf(view);

  const provider = config.get('model_provider') ?? 'openai';
  const own = (key: string): string | undefined => config.get(`model_providers.${provider}.${key}`);
  if (provider !== 'openai' && own('requires_openai_auth') !== 'true') {
    const key = own('env_key');
    if (key === undefined || isSet(key)) return { ready: true };
    return { ready: false, reason: `${key} is not set, which the provider ${provider} in its config.toml names.` };
  }

  if (isSet('CODEX_API_KEY') || isSet('CODEX_ACCESS_TOKEN')) return { ready: true };
  const login = fieldsOfLine(read(path.join(folderOf(view), 'auth.json')) ?? '') ?? {};
  const hasLogin =
    textOf(login.OPENAI_API_KEY) !== '' ||
    Object.values(fieldsOf(login.tokens)).some((one) => textOf(one) !== '') ||
    textOf(login.auth_mode) !== '';
  if (hasLogin) return { ready: true };
  if (/^(?:keyring|auto)$/.test(config.get('cli_auth_credentials_store') ?? '')) {
    return { ready: true, remark: 'Whether it is logged in cannot be seen, since that is kept in the keyring.' };
  }
  const hint = isSet('OPENAI_API_KEY') ? ' (it does not read OPENAI_API_KEY)' : '';
  return { ready: false, reason: `Not logged in${hint}: run codex login, or set CODEX_API_KEY.` };
};
