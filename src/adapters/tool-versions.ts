import { tmpdir } from 'node:os';
import type { ToolVersions } from '../ports/tool-versions.ts';
import type { Environment } from './git/git.ts';
import { gitWith } from './git/git.ts';
import { gitProblem } from './git/repository.ts';

/** The versions of what runs now, and of the git that runs would use. */
export const toolVersions = async (environment: Environment): Promise<ToolVersions> => {
  const git = gitWith({ env: environment, config: null });
  const [problem, said] = await Promise.all([
    gitProblem(tmpdir(), git),
    git(['--version']).then(
      ({ stdout }) => stdout.toString(),
      () => '',
    ),
  ]);
  const version = /\d+(?:\.\d+)+/.exec(said)?.[0] ?? null;
  return { node: process.versions.node, git: { version, problem: problem ?? null } };
};
