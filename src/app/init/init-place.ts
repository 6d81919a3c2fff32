import path from 'node:path';
import type { Problem } from '../../domain/problem.ts';
import { fail, ok } from '../../domain/result.ts';
import type { Result } from '../../domain/result.ts';
import { configFileName } from '../../policy/config.ts';
import { openRoot, readProblem } from '../open-plan.ts';
import type { Root } from '../open-plan.ts';
import type { Surroundings } from '../surroundings.ts';

/** Where a workspace is made. */
export interface InitPlace {
  /** Absolute. */
  readonly folder: string;
  readonly root: Root;
  /** The path of a file of the new workspace, as `root` takes it: a folder that is not there yet is reached from above. */
  readonly at: (file: string) => string;
  readonly git: 'none' | 'without a commit' | 'with commits';
}

const look = { maxFiles: 1, maxDepth: 1 };

/** Looks whether a workspace can be made in `folder`, an absolute path, and what is around it. Writes nothing. */
export const initPlace = async (world: Surroundings, folder: string): Promise<Result<InitPlace>> => {
  const odd = await oddPlace(world, folder);
  if (odd !== undefined) return fail([odd]);
  const above = path.dirname(folder);
  const base = path.basename(folder);
  const isThere = await world.files(above).exists(base);
  const root = openRoot(world, isThere ? folder : above);
  const listing = await root.files.list('.', look);
  if (!listing.ok) {
    const advice = isThere ? 'Give a folder that you may write to.' : 'Make the folder above it first.';
    const problem = readProblem(isThere ? root.label('.') : label(world, above), listing.error);
    return fail([{ ...problem, at: { file: '.' }, advice }]);
  }
  return ok({
    folder,
    root,
    at: (file) => (isThere ? file : path.posix.join(base, file)),
    git: await gitAround(world, isThere ? folder : above),
  });
};

const label = (world: Surroundings, folder: string): string => path.relative(world.cwd, folder) || '.';

const oddPlace = async (world: Surroundings, folder: string): Promise<Problem | undefined> => {
  const name = label(world, folder);
  const parts = folder.split(path.sep);
  const tool = parts.find((part) => part === '.git' || part === '.planloom' || part === 'node_modules');
  if (folder === path.dirname(folder))
    return odd(`${folder} is the root of the file system, and no place for a workspace.`);
  if (tool !== undefined) return odd(`${name} lies inside ${tool}, which belongs to a program.`);
  const within = parts.lastIndexOf('work-space') + 1;
  if (within > 0 && /^(?:plans|grammaplans|north-stars|templates|schemas|)$/.test(parts[within] ?? '')) {
    return odd(`${name} lies inside the work-space folder of a workspace.`);
  }
  for (let above = path.dirname(folder); ; above = path.dirname(above)) {
    if (await world.files(above).exists(configFileName)) {
      return odd(`${name} lies inside the workspace ${label(world, above)}, which has a ${configFileName}.`);
    }
    if (above === path.dirname(above)) return undefined;
  }
};

const odd = (message: string): Problem => ({
  rule: 'odd-place',
  severity: 'error',
  at: { file: '.' },
  message,
  advice: 'Give the folder of a project, for instance planloom init shop.',
});

/** The repository around a folder, as far as files tell. A worktree of its own, where .git is a file, has commits. */
const gitAround = async (world: Surroundings, folder: string): Promise<InitPlace['git']> => {
  for (let top = folder; ; top = path.dirname(top)) {
    const files = world.files(top);
    if (await files.exists('.git/HEAD')) {
      const heads = await files.list('.git/refs/heads', { maxFiles: 1, maxDepth: 5 });
      const packed = (await files.exists('.git/packed-refs')) || (await files.exists('.git/reftable'));
      return packed || (heads.ok && heads.value.paths.length > 0) ? 'with commits' : 'without a commit';
    }
    const dotGit = await files.readText('.git', 10_000);
    if (dotGit.ok && dotGit.value.startsWith('gitdir:')) return 'with commits';
    if (top === path.dirname(top)) return 'none';
  }
};
