import path from 'node:path';
import type { Executor } from '../ports/executor.ts';
import type { AttemptTree } from '../ports/run-store.ts';
import type { GitWorkplaceTools } from './git-tools.ts';

/**
 * Takes the folders that an executor must not see out of a new tree. What was committed in them is put back when its
 * program has ended; what the program itself makes there stays.
 */
export const hide = async (
  tools: GitWorkplaceTools,
  tree: AttemptTree,
  { hidden = [] }: Pick<Executor, 'hidden'>,
): Promise<{ readonly putBack: () => Promise<void> }> => {
  const places = placesOf(tools, hidden);
  for (const place of places) await tools.files.remove(path.join(tree.folder, place));
  return { putBack: () => putBack(tools, tree, places) };
};

/** The same for a tree that another process has left. */
export const putBackHidden = (tools: GitWorkplaceTools, tree: AttemptTree, executor: string): Promise<void> =>
  putBack(tools, tree, placesOf(tools, tools.executors.get(executor)?.hidden ?? []));

const placesOf = ({ prefix }: GitWorkplaceTools, hidden: readonly string[]): readonly string[] => {
  // A program may look in all folders above the one that it works in.
  const above = prefix.split('/').map((_, depth, parts) => parts.slice(0, depth).join('/'));
  return [...new Set(['', ...above, prefix])].flatMap((folder) => hidden.map((name) => path.posix.join(folder, name)));
};

const putBack = async ({ store }: GitWorkplaceTools, tree: AttemptTree, places: readonly string[]): Promise<void> => {
  if (places.length === 0) return;
  const paths = (await store.paths(tree.base)).filter((one) => places.some((place) => one.startsWith(`${place}/`)));
  if (paths.length > 0) await store.restore(tree.folder, tree.base, paths);
};
