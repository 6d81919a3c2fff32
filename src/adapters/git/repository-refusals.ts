import type { Problem } from '../../domain/problem.ts';
import type { Git } from './git.ts';
import { nulEnded, textOfPath } from './path-bytes.ts';
import { repositoryMode } from './raw-changes.ts';
import { refusal } from './repository.ts';

const attributesName = /(^|\/)\.gitattributes$/;
const lfs = /^[^#\n]*\bfilter=lfs\b/m;

/** What a run cannot carry in `commit` of the repository at `root`; empty when it can carry everything. */
export const repositoryRefusals = async (root: string, commit: string, git: Git): Promise<readonly Problem[]> => {
  const problems: Problem[] = [];
  const listing = await git(['ls-tree', '-r', '-z', '--full-tree', commit], { cwd: root });
  const entries = nulEnded(listing.stdout);
  const submodules = entries.filter((entry) => entry.startsWith(repositoryMode));
  if (submodules.length > 0) {
    const names = submodules.slice(0, 3).map((entry) => textOfPath(entry.slice(entry.indexOf('\t') + 1)));
    problems.push(
      refusal(
        root,
        'submodules',
        `The repository has submodules (${names.join(', ')}${submodules.length > 3 ? ', …' : ''}), which a run does not carry.`,
        'Run the plan in a repository without submodules, or use `worktree.mode: copy`.',
      ),
    );
  }
  const attributes = entries.filter((entry) => attributesName.test(entry));
  const ids = attributes.map((entry) => entry.split(/[ \t]/)[2] ?? '');
  const texts =
    ids.length === 0 ? '' : (await git(['cat-file', '--batch'], { cwd: root, input: `${ids.join('\n')}\n` })).stdout;
  if (lfs.test(texts.toString())) {
    problems.push(
      refusal(
        root,
        'lfs',
        'The repository keeps files with Git LFS, which a run does not carry.',
        'Run the plan in a repository without LFS, or use `worktree.mode: copy`.',
      ),
    );
  }
  const promisor = await git(['config', '--get-regexp', String.raw`^remote\..*\.promisor$`, '^true$'], {
    cwd: root,
    accept: [0, 1],
  });
  if (promisor.code === 0) {
    problems.push(
      refusal(
        root,
        'partial-clone',
        'The repository is a partial clone, so a run could miss files in the middle of its work.',
        'Clone the repository again without `--filter`, or use `worktree.mode: copy`.',
      ),
    );
  }
  return problems;
};
