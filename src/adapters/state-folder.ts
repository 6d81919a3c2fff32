import { existsSync, readFileSync, statSync } from 'node:fs';
import path from 'node:path';

const textOf = (file: string): string | undefined => {
  try {
    return readFileSync(file, 'utf8').trim();
  } catch {
    return undefined;
  }
};

/** The folder that all worktrees of a repository share, from the `.git` of one of them; undefined when it is none. */
const commonGitFolder = (dotGit: string): string | undefined => {
  const isFolder = statSync(dotGit, { throwIfNoEntry: false })?.isDirectory();
  if (isFolder === undefined) return undefined;
  // In a linked worktree and in a submodule `.git` is a file that names the folder.
  const own = isFolder ? dotGit : path.resolve(path.dirname(dotGit), textOf(dotGit)?.replace(/^gitdir:\s*/, '') ?? '.');
  const common = textOf(path.join(own, 'commondir'));
  const folder = common === undefined ? own : path.resolve(own, common);
  return statSync(path.join(folder, 'HEAD'), { throwIfNoEntry: false }) === undefined ? undefined : folder;
};

/** The git folder that `root` belongs to, and the top of the working tree around it; undefined where there is no git. */
const repositoryOf = (root: string): { readonly git: string; readonly top: string } | undefined => {
  for (let top = path.resolve(root); ; top = path.dirname(top)) {
    const git = commonGitFolder(path.join(top, '.git'));
    if (git !== undefined) return { git, top };
    if (top === path.dirname(top)) return undefined;
  }
};

/** `planloom` in the git folder that `root` belongs to, or undefined where there is no git. */
export const gitStateFolder = (root: string): string | undefined => {
  const git = repositoryOf(root)?.git;
  return git === undefined ? undefined : path.join(git, 'planloom');
};

/** The way to `root` from the top of its working tree; empty where it is the top, or there is no git. */
export const wayFromTop = (root: string): string => {
  const top = repositoryOf(root)?.top;
  return top === undefined ? '' : path.relative(top, path.resolve(root)).split(path.sep).join('/');
};

/**
 * Where planloom keeps what belongs to a workspace and to nobody's commit: `planloom` in the git folder, which
 * `git clean` leaves alone and all worktrees share; `.planloom` at the root where there is no git, or was none when the
 * first run began. Absolute paths.
 */
export const stateFolder = (root: string): string => {
  const inGit = gitStateFolder(root);
  const beside = path.join(root, '.planloom');
  if (inGit === undefined) return beside;
  return !existsSync(path.join(inGit, 'runs')) && existsSync(path.join(beside, 'runs')) ? beside : inGit;
};
