import { closeSync, existsSync, lstatSync, openSync, readdirSync, realpathSync } from 'node:fs';
import path from 'node:path';
import { ok } from '../../domain/result.ts';
import type { RunOfRemains, StoresOfRuns } from '../../ports/run-remains.ts';
import type { Environment } from '../git/git.ts';
import { stateFolder } from '../state-folder.ts';
import { askSocket } from './ask-socket.ts';
import type { Answer } from './ask-socket.ts';
import { removableBytes } from './removable-bytes.ts';
import { leftAside, removeAside, removeLeft } from './remove-aside.ts';
import { runsFolder } from './run-folders.ts';
import { isRunId } from './run-id.ts';
import { removeRefs, runRemains } from './run-remains.ts';
import type { RemainsRequest } from './run-remains.ts';
import type { UserPlace } from './user-folders.ts';
import { worktreeRoot } from './worktree-root.ts';

/** The stores of the runs of the workspace at `root`. */
export const storesOfRuns = (root: string, user: UserPlace & { readonly environment: Environment }): StoresOfRuns => {
  const place = worktreeRoot(root, user);
  const runs = runsFolder(root);
  const storeRoot = (runId: string): string => {
    // It becomes part of a path that is removed.
    if (!place.ok || !isRunId(runId)) throw new Error(`Internal error: there is no place for the run ${runId}.`);
    return path.join(place.value, runId);
  };
  const request = (run: RunOfRemains): RemainsRequest => ({
    ...run,
    userRoot: realpathSync(root),
    storeRoot: storeRoot(run.runId),
    environment: user.environment,
  });
  return {
    list: () =>
      Promise.resolve(place.ok ? ok(existsSync(place.value) ? readdirSync(place.value).filter(isRunId) : []) : place),
    diskBytes: (runId) => (place.ok ? removableBytes(storeRoot(runId)) : Promise.resolve(0)),
    has: (runId) => place.ok && lstatSync(storeRoot(runId), { throwIfNoEntry: false }) !== undefined,
    atWork: () => runsAtWork(stateFolder(root)),
    look: (run) => runRemains(request(run)),
    async remove(run, withRefs) {
      const whole = request(run);
      // In this order: killed in between, what the store alone has is not lost while refs still name it.
      await removeAside(whole.storeRoot);
      if (withRefs) await removeRefs(whole);
    },
    removeFolder: (runId) => (isRunId(runId) ? removeAside(path.join(runs, runId)) : Promise.resolve()),
    async removeLeftovers(isDry) {
      let bytes = 0;
      for (const left of [...(place.ok ? leftAside(place.value) : []), ...leftAside(runs)]) {
        bytes += await removableBytes(left);
        if (!isDry) await removeLeft(left);
      }
      return bytes;
    },
  };
};

/** Whoever holds a lock in this folder, for a plan of whichever workspace of the repository, says for which run. */
const runsAtWork = async (folder: string): Promise<readonly string[] | undefined> => {
  const names = existsSync(folder) ? readdirSync(folder).filter((name) => name.endsWith('.lock')) : [];
  const answers = await Promise.all(names.map((name) => askLock(folder, name)));
  const held = answers.filter((answer) => answer !== undefined);
  return held.some(({ text }) => text === undefined) ? undefined : held.map(({ text }) => text ?? '');
};

/** Longer paths do not fit into the address of a socket. */
const longestAddress = 100;

const askLock = async (folder: string, name: string): Promise<Answer | undefined> => {
  const file = path.join(folder, name);
  if (file.length <= longestAddress || process.platform !== 'linux') return askSocket(file, 'hello');
  const descriptor = openSync(folder, 'r');
  try {
    return await askSocket(`/proc/self/fd/${descriptor}/${name}`, 'hello');
  } finally {
    closeSync(descriptor);
  }
};
