import { execFile } from 'node:child_process';
import { existsSync, mkdirSync, renameSync } from 'node:fs';
import { chmod, readdir, rm } from 'node:fs/promises';
import path from 'node:path';

/** Makes every folder below one that we may change: some programs write their caches read-only. */
const unlock = async (folder: string): Promise<void> => {
  await chmod(folder, 0o700);
  const entries = await readdir(folder, { withFileTypes: true });
  for (const entry of entries) if (entry.isDirectory()) await unlock(path.join(folder, entry.name));
};

const remove = (folder: string): Promise<void> =>
  new Promise((resolve, reject) => {
    // Much less work than Node's own way through thousands of files; where there is no `rm`, that way is taken.
    execFile('rm', ['-rf', '--', folder], { cwd: path.dirname(folder) }, (error) => {
      if (error === null) resolve();
      else rm(folder, { recursive: true, force: true, maxRetries: 2 }).then(resolve, reject);
    });
  });

/** Removes a folder with everything in it, even if some of it was made read-only. */
export const removeFolder = async (folder: string): Promise<void> => {
  if (!existsSync(folder)) return;
  await remove(folder).catch(async () => {
    await unlock(folder);
    await remove(folder);
  });
};

/** A tree that was used for less than so long is not removed at once. */
const shortMs = 10_000;

/**
 * Removes the trees of attempts. Those of short attempts wait, as long as they are few: ext4 looks again at every file
 * that was removed in the last minutes before it makes a new one, which makes every next tree slower than the one before.
 */
export class TreeRemoval {
  readonly #trash: string;
  readonly #waiting: string[] = [];
  #count = 0;

  constructor(storeRoot: string) {
    this.#trash = path.join(storeRoot, 'trash');
  }

  /** Takes the folder away from its place. `openedAt`: milliseconds since 1970; `mostWaiting`: trees that may wait. */
  async remove(folder: string, openedAt: number, mostWaiting = 0): Promise<void> {
    if (!existsSync(folder)) return;
    mkdirSync(this.#trash, { recursive: true });
    const place = path.join(this.#trash, `${String(process.pid)}-${String(this.#count++)}`);
    renameSync(folder, place);
    if (Date.now() - openedAt < shortMs) this.#waiting.push(place);
    else await removeFolder(place);
    if (this.#waiting.length > mostWaiting) await removeFolder(this.#waiting.shift()!);
  }

  /** Removes what was left for the end, also by a run that was killed. */
  async finish(): Promise<void> {
    await removeFolder(this.#trash);
  }
}
