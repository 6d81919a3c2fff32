import path from 'node:path';
import type { Readiness, ReadinessView } from '../agent-adapter.ts';
import { fieldsOf, fieldsOfLine, textOf } from '../fields.ts';
import type { Fields } from '../fields.ts';
import { geminiHome } from './gemini-home.ts';

const ready: Readiness = { ready: true };
const noLogin = 'Not logged in: run gemini once and log in, or set GEMINI_API_KEY.';

/** Whether there is a key or a log-in for Gemini CLI; whether it is valid shows only when it is used. */
export const geminiReadiness = (view: ReadinessView): Readiness => {
  const folder = path.join(geminiHome(view.environment) ?? view.home, '.gemini');
  const read = (name: string): string => view.textOf(path.join(folder, name)) ?? '';
  const ownEnv = read('.env') || (view.textOf(path.join(path.dirname(folder), '.env')) ?? '');
  const has = (name: string): boolean => (view.environment[name] ?? '') !== '' || isIn(ownEnv, name);
  const isOn = (name: string): boolean => view.environment[name] === 'true';
  const isLoggedIn = (): boolean => {
    const login = jsonOf(read('oauth_creds.json'));
    return textOf(login.refresh_token) !== '' || textOf(login.access_token) !== '' || has('GOOGLE_CLOUD_ACCESS_TOKEN');
  };
  /** It keeps what it is given in a keychain, or in a file that only it can read. */
  const isKept = (): boolean => read('gemini-credentials.json') !== '';

  const chosen = textOf(fieldsOf(fieldsOf(jsonOf(read('settings.json')).security).auth).selectedType);
  const hasOwnUrl = (view.environment.GOOGLE_GEMINI_BASE_URL ?? '') !== '';
  const kind = chosen || kindByEnvironment(isOn, hasOwnUrl, has('GEMINI_API_KEY'));
  switch (kind) {
    case 'gemini-api-key':
      return has('GEMINI_API_KEY') || isKept() ? ready : no('There is no key for Gemini: set GEMINI_API_KEY.');
    case 'vertex-ai':
      return has('GOOGLE_API_KEY') || (has('GOOGLE_CLOUD_PROJECT') && has('GOOGLE_CLOUD_LOCATION'))
        ? ready
        : no('For Vertex AI, set GOOGLE_API_KEY, or GOOGLE_CLOUD_PROJECT and GOOGLE_CLOUD_LOCATION.');
    case 'oauth-personal':
      return isLoggedIn() || isKept() ? ready : no(noLogin);
    case 'gateway':
      return no(
        `GOOGLE_GEMINI_BASE_URL counts only where ${path.join(folder, 'settings.json')} says {"security":{"auth":{"selectedType":"gemini-api-key"}}}.`,
      );
    case '':
      return no(noLogin);
    default:
      return ready;
  }
};

/** What it takes where its settings choose nothing. */
const kindByEnvironment = (isOn: (name: string) => boolean, hasOwnUrl: boolean, hasKey: boolean): string => {
  if (isOn('GOOGLE_GENAI_USE_GCA')) return 'oauth-personal';
  if (isOn('GOOGLE_GENAI_USE_VERTEXAI')) return 'vertex-ai';
  if (hasOwnUrl) return 'gateway';
  if (hasKey) return 'gemini-api-key';
  return isOn('CLOUD_SHELL') || isOn('GEMINI_CLI_USE_COMPUTE_ADC') ? 'compute-default-credentials' : '';
};

const no = (reason: string): Readiness => ({ ready: false, reason });

const jsonOf = (text: string): Fields => fieldsOfLine(text) ?? {};

/** Whether a file `.env` sets a variable. */
const isIn = (text: string, name: string): boolean =>
  new RegExp(`^\\s*(?:export\\s+)?${name}\\s*=\\s*\\S`, 'm').test(text);
