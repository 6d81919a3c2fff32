import { readFileSync, statSync } from 'node:fs';
import { homedir } from 'node:os';
import type { Environment } from '../process/child-environment.ts';
import type { ReadinessView } from './agent-adapter.ts';

const maxBytes = 4 * 1024 * 1024;

/** Where to look for log-ins on this machine. A file that is larger than any of them counts as none. */
export const readinessView = (environment: Environment): ReadinessView => ({
  environment,
  home: environment.HOME ?? homedir(),
  textOf: (file) => {
    try {
      return statSync(file).size > maxBytes ? undefined : readFileSync(file, 'utf8');
    } catch {
      return undefined;
    }
  },
});
