import { type Environment, gitWith } from './git.ts';

/** Whether `of` has `commit` in its history; false too when the repository does not know one of them. */
export const isAncestor = async (root: string, commit: string, of: string, env: Environment): Promise<boolean> => {
  const git = gitWith({ env, config: null });
  const args = ['merge-base', '--is-ancestor', commit, of];
  return (await git(args, { cwd: root, accept: [0, 1, 128] })).code === 0;
};
