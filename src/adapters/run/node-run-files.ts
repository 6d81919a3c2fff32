import { lstatSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import type { Stats } from 'node:fs';
import path from 'node:path';
import type { RunFiles } from '../../ports/run-files.ts';

/** Done at once: for small files that is quicker than waiting for them. */
export const nodeRunFiles: RunFiles = {
  // eslint-disable-next-line @typescript-eslint/require-await -- what is thrown has to come as a rejection
  async write(file, text) {
    try {
      writeFileSync(file, text, { mode: 0o600 });
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'ENOENT') throw error;
      mkdirSync(path.dirname(file), { recursive: true });
      writeFileSync(file, text, { mode: 0o600 });
    }
  },
  // eslint-disable-next-line @typescript-eslint/require-await -- as above
  remove: async (file) => rmSync(file, { recursive: true, force: true }),
  // eslint-disable-next-line @typescript-eslint/require-await -- as above
  hasFile: async (file, isMeant) => hasFile(file, '', isMeant),
  // eslint-disable-next-line @typescript-eslint/require-await -- as above
  hasText: async (file, text) => statsOf(file)?.isFile() === true && readFileSync(file).equals(Buffer.from(text)),
};

const hasFile = (top: string, inside: string, isMeant: (inside: string) => boolean): boolean => {
  const stats = statsOf(path.join(top, inside));
  if (stats === undefined) return false;
  if (!stats.isDirectory()) return isMeant(inside);
  const below = (name: string): string => (inside === '' ? name : `${inside}/${name}`);
  const names = namesIn(path.join(top, inside));
  // It holds something, and nobody knows what.
  if (names === undefined) return isMeant(below('?'));
  return names.some((name) => name !== '.git' && hasFile(top, below(name), isMeant));
};

/** Undefined where we may not look. */
const namesIn = (folder: string): readonly string[] | undefined => {
  try {
    return readdirSync(folder);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'EACCES') return undefined;
    throw error;
  }
};

/** Undefined for what is not there or cannot be seen, also below what is no folder. */
const statsOf = (file: string): Stats | undefined => {
  try {
    return lstatSync(file);
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (code === 'ENOENT' || code === 'ENOTDIR' || code === 'EACCES') return undefined;
    throw error;
  }
};
