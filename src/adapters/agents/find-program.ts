import { accessSync, constants, statSync } from 'node:fs';
import path from 'node:path';
import type { Environment } from '../process/child-environment.ts';

/**
 * Where a program of this name would be started from, by PATH; null where it is not found. Folders that are not absolute
 * are passed over: they would be looked for in whatever folder one stands in.
 */
export const findProgram = (
  name: string,
  environment: Environment,
  platform: NodeJS.Platform = process.platform,
): string | null => {
  const isWindows = platform === 'win32';
  const folders = (environment.PATH ?? environment.Path ?? '').split(isWindows ? ';' : ':');
  const endings = isWindows ? (environment.PATHEXT ?? '.COM;.EXE;.BAT;.CMD').split(';') : [''];
  for (const folder of folders) {
    if (!path.isAbsolute(folder)) continue;
    for (const ending of endings) {
      const file = path.join(folder, name + ending);
      if (isProgram(file)) return file;
    }
  }
  return null;
};

const isProgram = (file: string): boolean => {
  try {
    accessSync(file, constants.X_OK);
    return statSync(file).isFile();
  } catch {
    return false;
  }
};
