import { chmod, lstat, readdir, rm } from 'node:fs/promises';
import path from 'node:path';
import type { Git } from './git.ts';

/** Makes everything below the folder readable for us, and removes pipes and sockets, which git cannot keep. */
const makeReadable = async (folder: string, isTop = true): Promise<void> => {
  await chmod(folder, 0o700).catch(() => undefined);
  for (const entry of await readdir(folder, { withFileTypes: true }).catch(() => [])) {
    const file = path.join(folder, entry.name);
    if (isTop && entry.name === '.git') continue;
    if (entry.isDirectory()) await makeReadable(file, false);
    else if (entry.isFile()) {
      const { mode } = await lstat(file);
      if ((mode & 0o400) === 0) await chmod(file, mode | 0o400).catch(() => undefined);
    } else if (!entry.isSymbolicLink()) await rm(file, { force: true });
  }
};

const addPatienceMs = 10 * 60 * 1000;

/**
 * Stages what is in the folder, as `add -A` does. What makes git stop is mended where it can be; what cannot be staged
 * even then, such as a repository without a commit, is left out. `env` names store, folder and index.
 * Answers whether everything is staged.
 */
export const stageFiles = async (
  tree: string,
  env: Readonly<Record<string, string>>,
  git: Git,
  patienceMs = addPatienceMs,
): Promise<boolean> => {
  try {
    await git(['add', '-A'], { cwd: tree, env, timeoutMs: patienceMs });
    return true;
  } catch {
    // A broken file costs a second pass over all of them; it is rare.
    await rm(`${env.GIT_INDEX_FILE ?? ''}.lock`, { force: true });
    await makeReadable(tree);
    const again = await git(['add', '-A', '--ignore-errors'], {
      cwd: tree,
      env,
      accept: [0, 1],
      timeoutMs: patienceMs,
    });
    return again.code === 0;
  }
};
