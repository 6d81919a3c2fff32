import { realpath } from 'node:fs/promises';
import path from 'node:path';
import type { Problem } from '../../domain/problem.ts';
import { fail, ok, type Result } from '../../domain/result.ts';
import { type Git, lineOf } from './git.ts';

/** The user's repository, as far as a run has to know it; or what we keep in its place for a folder without git. */
export interface Repository {
  /** Top folder of the working tree; absolute. */
  readonly top: string;
  /** The workspace root relative to `top`, with `/`; empty when they are the same. */
  readonly prefix: string;
  /** The folder that all its working trees share; absolute. */
  readonly commonFolder: string;
  /** The folder of this working tree; absolute. */
  readonly gitFolder: string;
  readonly objectFormat: 'sha1' | 'sha256';
  readonly head: string;
  /** A folder in which git finds the repository. */
  readonly home: string;
  /** It is ours, and holds the states of a folder: nobody has seen its branches. */
  readonly isOurs: boolean;
}

/** A refusal that is about the repository as a whole. */
export const refusal = (root: string, rule: string, message: string, advice: string): Problem => ({
  rule,
  severity: 'error',
  at: { file: root },
  message,
  advice,
});

/** `merge-tree --write-tree` came with it. */
const oldest = [2, 38] as const;

const isTooOld = (version: string): boolean => {
  const [major = 0, minor = 0] = (/(\d+)\.(\d+)/.exec(version)?.slice(1) ?? []).map(Number);
  return major < oldest[0] || (major === oldest[0] && minor < oldest[1]);
};

/** Why the git that is installed cannot carry a run; undefined when it can. */
export const gitProblem = async (root: string, git: Git): Promise<Problem | undefined> => {
  let version: string;
  try {
    version = lineOf(await git(['--version']));
  } catch {
    const advice = 'Install git 2.38 or newer, or use `worktree.mode: none`.';
    return refusal(root, 'no-git', 'Git is not installed.', advice);
  }
  if (!isTooOld(version)) return undefined;
  const message = `A run needs git 2.38 or newer; this is ${version}.`;
  return refusal(root, 'git-too-old', message, 'Install a newer git.');
};

/** What to do about what git says where it knows no working tree. */
const wayOut = (says: string): string => {
  if (says.includes('dubious ownership')) {
    return 'It belongs to somebody else. If you trust it: git config --global --add safe.directory <its folder>';
  }
  // A linked worktree names the repository that it belongs to, which was moved or removed.
  if (/not a git repository: \S/.test(says)) return 'If its repository was moved, run `git worktree repair` there.';
  return 'Run `git init` and commit, or use `worktree.mode: copy`.';
};

/**
 * Looks at the repository that `root` is in, with the user's own git.
 * Refuses where there is none, no commit in it, no working tree, or a git that is too old.
 */
export const readRepository = async (root: string, git: Git): Promise<Result<Repository>> => {
  const refuse = (rule: string, message: string, advice: string): Result<Repository> =>
    fail([refusal(root, rule, message, advice)]);
  const named = ['--show-toplevel', '--git-common-dir', '--git-dir', '--show-object-format'];
  // All at once. What comes of them is of no interest where git is missing, or too old to know an option.
  const asked = git(['rev-parse', '--path-format=absolute', ...named], { cwd: root, accept: [0, 128] });
  const asksHead = git(['rev-parse', '--verify', '--quiet', 'HEAD^{commit}'], { cwd: root, accept: [0, 1] });
  for (const answer of [asked, asksHead]) answer.catch(() => undefined);
  const unusable = await gitProblem(root, git);
  if (unusable !== undefined) return fail([unusable]);
  const folders = await asked;
  if (folders.code !== 0) {
    const says = folders.stderr.trim().split('\n').at(0) ?? '';
    return refuse('no-repository', `Git does not know a working tree here: ${says}`, wayOut(says));
  }
  const [top = '', commonFolder = '', gitFolder = '', objectFormat] = lineOf(folders).split('\n');
  const head = await asksHead;
  if (head.code !== 0) {
    return refuse(
      'no-commit',
      'The repository has no commit yet, and a run starts from one.',
      'Commit your files first, or use `worktree.mode: copy`.',
    );
  }
  const [realTop, realRoot] = await Promise.all([realpath(top), realpath(root)]);
  return ok({
    top: realTop,
    prefix: path.relative(realTop, realRoot).split(path.sep).join('/'),
    commonFolder,
    gitFolder,
    objectFormat: objectFormat === 'sha256' ? 'sha256' : 'sha1',
    head: lineOf(head),
    home: realTop,
    isOurs: false,
  });
};
