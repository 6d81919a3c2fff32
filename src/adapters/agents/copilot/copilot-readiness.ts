import path from 'node:path';
import type { Readiness, ReadinessView } from '../agent-adapter.ts';
import { textOr } from '../fields.ts';

const tokens = ['COPILOT_GITHUB_TOKEN', 'GH_TOKEN', 'GITHUB_TOKEN'];
const models = ['COPILOT_MODEL', 'COPILOT_PROVIDER_MODEL_ID'];

/** Whether copilot has an account, or a model of one's own. */
export const copilotReadiness = ({ environment, home, textOf }: ReadinessView): Readiness => {
  if (environment.COPILOT_PROVIDER_BASE_URL) {
    if (models.some((name) => environment[name])) return { ready: true };
    return { ready: false, reason: 'copilot has a model provider of your own, but no model: set COPILOT_MODEL.' };
  }
  const folder = textOr(environment.COPILOT_HOME, path.join(home, '.copilot'));
  // Who is logged in stands in one of these; the token may lie in the system's key store. They may hold comments.
  const settings = ['config.json', 'settings.json'].map((name) => textOf(path.join(folder, name)) ?? '');
  const loggedIn = settings.some((text) =>
    /"(?:last_?logged_?in_?user|logged_?in_?users|copilot_?tokens)"\s*:\s*[[{]\s*[^\s\]}]/i.test(text),
  );
  if (loggedIn || tokens.some((name) => environment[name])) return { ready: true };
  return { ready: false, reason: 'copilot is not logged in: run `copilot login`, or set GH_TOKEN.' };
};
