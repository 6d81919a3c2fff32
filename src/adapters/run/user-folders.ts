import path from 'node:path';
import type { Environment } from '../process/child-environment.ts';

/** What decides where a user's files lie. */
export interface UserPlace {
  readonly environment: Environment;
  readonly home: string;
  readonly platform: NodeJS.Platform;
}

/** Where planloom keeps what belongs to a user and to no repository: trust, working trees. Absolute. */
export const userStateFolder = ({ environment, home, platform }: UserPlace): string => {
  const stated = absolute(environment.XDG_STATE_HOME);
  if (stated !== undefined) return path.join(stated, 'planloom');
  if (platform === 'darwin') return path.join(home, 'Library', 'Application Support', 'planloom');
  if (platform === 'win32') {
    return path.join(absolute(environment.LOCALAPPDATA) ?? path.join(home, 'AppData', 'Local'), 'planloom');
  }
  return path.join(home, '.local', 'state', 'planloom');
};

/** The user's own configuration, which no repository can bring along. Absolute. */
export const userConfigFile = ({ environment, home, platform }: UserPlace): string => {
  const windows = platform === 'win32' ? absolute(environment.APPDATA) : undefined;
  const folder = absolute(environment.XDG_CONFIG_HOME) ?? windows ?? path.join(home, '.config');
  return path.join(folder, 'planloom', 'config.json');
};

/** A relative one says nothing: it would depend on where planloom is called. */
const absolute = (folder: string | undefined): string | undefined =>
  folder !== undefined && path.isAbsolute(folder) ? folder : undefined;
