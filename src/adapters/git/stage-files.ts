import { constants, copyFileSync, existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { chmod, lstat, open, readdir, rm } from 'node:fs/promises';
import path from 'node:path';
import type { Git } from './git.ts';

const below = (folder: Buffer, name: Buffer): Buffer => Buffer.concat([folder, Buffer.from('/'), name]);

/** Ends the wait of whoever has opened the pipe to read from it. */
const wakeReaders = async (file: Buffer): Promise<void> => {
  const handle = await open(file, constants.O_WRONLY | constants.O_NONBLOCK).catch(() => undefined);
  await handle?.close();
};

/** Makes everything below the folder readable for us, and removes pipes and sockets, which git cannot keep. */
const makeReadable = async (folder: Buffer, isTop = true): Promise<void> => {
  const found = await lstat(folder).catch(() => undefined);
  if (found?.isDirectory() !== true) return;
  if ((found.mode & 0o500) !== 0o500) await chmod(folder, found.mode | 0o700).catch(() => undefined);
  const entries = await readdir(folder, { withFileTypes: true, encoding: 'buffer' }).catch(() => []);
  for (const entry of entries) {
    const file = below(folder, entry.name);
    if (isTop && entry.name.toString() === '.git') continue;
    if (entry.isDirectory()) await makeReadable(file, false);
    else if (entry.isFile()) {
      const { mode } = (await lstat(file).catch(() => undefined)) ?? { mode: 0o400 };
      if ((mode & 0o400) === 0) await chmod(file, mode | 0o400).catch(() => undefined);
    } else if (!entry.isSymbolicLink()) {
      if (entry.isFIFO()) await wakeReaders(file);
      await rm(file, { force: true }).catch(() => undefined);
    }
  }
};

const patienceMs = 10 * 60 * 1000;
/** After so long something may keep git waiting: a pipe named `.gitignore`, say. */
const doubtMs = 2000;

/** The folder of git that knows no encodings: what `.gitattributes` say of them cannot make it refuse a file. */
const plainStore = (store: string): string => {
  const folder = `${store.replace(/\.git$/, '')}-plain.git`;
  // Whoever knows its name may have put something there.
  rmSync(folder, { recursive: true, force: true });
  for (const name of ['info', 'objects', 'refs']) mkdirSync(path.join(folder, name), { recursive: true });
  copyFileSync(path.join(store, 'config'), path.join(folder, 'config'));
  writeFileSync(path.join(folder, 'HEAD'), 'ref: refs/heads/none\n');
  const attributes = path.join(store, 'info', 'attributes');
  const others = existsSync(attributes) ? readFileSync(attributes, 'utf8') : '';
  writeFileSync(path.join(folder, 'info', 'attributes'), `${others}* !working-tree-encoding\n`);
  return folder;
};

export interface StageRequest {
  readonly store: string;
  readonly tree: string;
  readonly index: string;
}

/**
 * Stages what is in the folder, as `add -A` does. What makes git stop is mended where it can be; what cannot be staged
 * even then, such as a repository without a commit, is left out. Answers whether everything is staged.
 */
export const stageFiles = async ({ store, tree, index }: StageRequest, git: Git): Promise<boolean> => {
  const env = { GIT_DIR: store, GIT_WORK_TREE: tree, GIT_INDEX_FILE: index };
  const mend = (): Promise<void> => makeReadable(Buffer.from(tree));
  const add = async (more: readonly string[], accept: readonly number[], dir: string): Promise<number> => {
    await rm(`${index}.lock`, { force: true });
    let mending: Promise<void> | undefined;
    const doubt = setTimeout(() => {
      mending = mend();
    }, doubtMs);
    const objects = { GIT_OBJECT_DIRECTORY: path.join(store, 'objects') };
    try {
      const call = { cwd: tree, env: { ...env, ...objects, GIT_DIR: dir }, accept, timeoutMs: patienceMs };
      return (await git(['add', '-A', ...more], call)).code;
    } finally {
      clearTimeout(doubt);
      await mending;
    }
  };
  try {
    await add([], [0], store);
    return true;
  } catch {
    // A broken file costs a second pass over all of them; it is rare.
    await mend();
    const ignoring = ['--ignore-errors'];
    const code = await add(ignoring, [0, 1], store).catch(() => add(ignoring, [0, 1], plainStore(store)));
    return code === 0;
  }
};
