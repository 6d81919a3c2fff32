import { execFileSync } from 'node:child_process';
import { mkdirSync } from 'node:fs';
import path from 'node:path';
import { type Workspace, workspace } from './workspace.ts';

/** A real repository of a user, beside an empty folder for stores. Gone when the test is over. */
export interface UserRepository {
  readonly files: Workspace;
  /** Top of the working tree. */
  readonly top: string;
  readonly storeRoot: string;
  /** The environment that planloom is called with; it has a home of its own. */
  readonly environment: Readonly<Record<string, string>>;
  /** Runs git as the user would, in the working tree or in `cwd`; answers with what it prints. */
  git(args: readonly string[], cwd?: string): string;
  commit(message: string): string;
}

/** A repository whose first commit has these files. */
export const userRepository = (
  tracked: Readonly<Record<string, string>>,
  init: readonly string[] = [],
): UserRepository => {
  const base = workspace();
  const top = base.path('project');
  for (const folder of ['project', 'home', 'store']) mkdirSync(base.path(folder));
  const environment = { PATH: process.env.PATH ?? '', HOME: base.path('home') };
  const git = (args: readonly string[], cwd = top): string =>
    execFileSync('git', args, { cwd, env: { ...environment, GIT_CONFIG_NOSYSTEM: '1' }, stdio: 'pipe' })
      .toString()
      .trimEnd();
  git(['init', '--quiet', '--initial-branch=main', ...init]);
  git(['config', 'user.name', 'Ada']);
  git(['config', 'user.email', 'ada@example.org']);
  for (const [name, text] of Object.entries(tracked)) base.write(path.join('project', name), text);
  const commit = (message: string): string => {
    git(['add', '-A']);
    git(['commit', '--quiet', '--allow-empty', '-m', message]);
    return git(['rev-parse', 'HEAD']);
  };
  commit('first');
  return {
    files: {
      ...base,
      root: top,
      path: (...parts) => path.join(top, ...parts),
      write: (file, text) => base.write(path.join('project', file), text),
      read: (file) => base.read(path.join('project', file)),
      files: () =>
        base
          .files()
          .filter((file) => file.startsWith('project/') && !file.startsWith('project/.git/'))
          .map((file) => file.slice('project/'.length)),
    },
    top,
    storeRoot: base.path('store', 'run-1'),
    environment,
    git,
    commit,
  };
};
