import { createHash } from 'node:crypto';
import { mkdirSync, readFileSync, readdirSync, renameSync, statSync, unlinkSync, writeFileSync } from 'node:fs';
import { homedir } from 'node:os';
import path from 'node:path';
import type { Cache } from '../ports/cache.ts';
import { gitStateFolder } from './state-folder.ts';

/** More than a workspace has plans, so that nothing that is in use is thrown away. */
const mostEntries = 64;

const digestOf = (parts: readonly string[]): string => {
  const hash = createHash('sha256');
  // Lengths keep ["ab", "c"] and ["a", "bc"] apart.
  for (const part of parts) hash.update(`${part.length}\n${part}\n`);
  return hash.digest('hex');
};

/** The git folder where there is one; else the user's own cache, since a workspace without git is left clean. */
const cacheFolder = (root: string, env: Readonly<Record<string, string | undefined>>): string => {
  const state = gitStateFolder(root);
  if (state !== undefined) return path.join(state, 'cache');
  return path.join(env.XDG_CACHE_HOME ?? path.join(env.HOME ?? homedir(), '.cache'), 'planloom');
};

const removeOldest = (folder: string): void => {
  const files = readdirSync(folder).map((name) => path.join(folder, name));
  if (files.length <= mostEntries) return;
  const byAge = files
    .map((file) => ({ file, at: statSync(file, { throwIfNoEntry: false })?.mtimeMs ?? 0 }))
    .sort((a, b) => a.at - b.at);
  for (const { file } of byAge.slice(0, files.length - mostEntries)) unlinkSync(file);
};

/** A cache on disk. An entry carries the digest of its own text, so that a damaged one is never believed. */
export const fileCache = (root: string, version: string, env: Readonly<Record<string, string | undefined>>): Cache => {
  const fileOf = (parts: readonly string[]): string =>
    path.join(cacheFolder(root, env), `${digestOf([version, ...parts])}.json`);
  return {
    read(parts) {
      try {
        const entry = readFileSync(fileOf(parts), 'utf8');
        const end = entry.indexOf('\n');
        const text = entry.slice(end + 1);
        return Promise.resolve(entry.slice(0, end) === digestOf([text]) ? text : undefined);
      } catch {
        return Promise.resolve(undefined);
      }
    },
    write(parts, text) {
      try {
        const file = fileOf(parts);
        mkdirSync(path.dirname(file), { recursive: true, mode: 0o700 });
        const temporary = `${file}.${process.pid}.tmp`;
        writeFileSync(temporary, `${digestOf([text])}\n${text}`, { mode: 0o600 });
        renameSync(temporary, file);
        removeOldest(path.dirname(file));
      } catch {
        // A cache that cannot be written is slow, not wrong.
      }
      return Promise.resolve();
    },
  };
};
