import { existsSync, rmSync } from 'node:fs';
import path from 'node:path';
import { fail, ok, type Result } from '../../domain/result.ts';
import { type ObstacleRequest, findObstacles } from './accept-obstacles.ts';
import { commitText } from './commit-text.ts';
import { type Environment, type Git, gitWith, lineOf } from './git.ts';
import { fileOf } from './path-bytes.ts';
import { newEntries, type RawChange, readRawChanges } from './raw-changes.ts';
import { readRepository, refusal, type Repository } from './repository.ts';
import { snapshotsOf } from './snapshot.ts';
import { StoreCommits } from './store-commits.ts';

export interface AcceptOptions {
  /** Root of the workspace; absolute. */
  readonly userRoot: string;
  readonly runId: string;
  /** Full short name of the run's branch. */
  readonly branch: string;
  /** The environment of our process. */
  readonly environment: Environment;
}

export interface Accepted {
  /** What the user's branch is at now. */
  readonly commit: string;
  /** Short name of the user's branch. */
  readonly into: string;
  /** `copied`: there is no git, files were written into the folder. */
  readonly kind: 'fast-forward' | 'merge' | 'already' | 'copied';
  /** Paths that were written or removed; only where there is no git. */
  readonly written?: readonly string[];
}

const begun: readonly (readonly [string, string])[] = [
  ['MERGE_HEAD', 'merge'],
  ['rebase-merge', 'rebase'],
  ['rebase-apply', 'rebase'],
  ['CHERRY_PICK_HEAD', 'cherry-pick'],
  ['REVERT_HEAD', 'revert'],
];

const maxNamed = 10;
const named = (paths: readonly string[]): string =>
  `${paths.slice(0, maxNamed).join(', ')}${paths.length > maxNamed ? ` and ${String(paths.length - maxNamed)} more` : ''}`;

/** Why the checkout cannot be touched now; undefined when it can. */
const notNow = async (
  repository: Repository,
  into: string,
  git: Git,
): Promise<readonly [string, string, string] | undefined> => {
  const { gitFolder, commonFolder, top } = repository;
  const open = begun.find(([file]) => existsSync(path.join(gitFolder, file)));
  if (open !== undefined) {
    return [
      'operation-in-progress',
      `A ${open[1]} is not finished here.`,
      `Finish it or abort it, then accept the run.`,
    ];
  }
  // The branch is moved last; by then it is too late to find it locked.
  const locks = ['index.lock', 'HEAD.lock'].map((name) => path.join(gitFolder, name));
  const lock = [...locks, path.join(commonFolder, 'refs', 'heads', `${into}.lock`)].find((file) => existsSync(file));
  if (lock !== undefined) {
    const advice = `Wait for it; if none runs, remove ${lock}.`;
    return ['index-locked', 'Another git command is at work in this repository.', advice];
  }
  const unmerged = await git(['ls-files', '--unmerged', '-z'], { cwd: top });
  if (unmerged.stdout.length > 0) {
    return ['operation-in-progress', 'Some files are in conflict.', 'Resolve them, then accept the run.'];
  }
  const sparse = await git(['config', '--type=bool', '--get', 'core.sparseCheckout'], { cwd: top, accept: [0, 1] });
  if (lineOf(sparse) === 'true') {
    return ['sparse-checkout', 'Only a part of the files is checked out here.', 'Merge the branch with `git merge`.'];
  }
  return undefined;
};

/** Puts index and files of harmless changes to where they are going, so that git has nothing to object to. */
const bringForward = async (top: string, harmless: readonly RawChange[], git: Git): Promise<void> => {
  if (harmless.length === 0) return;
  await git(['update-index', '-z', '--index-info'], { cwd: top, input: newEntries(harmless) });
  const [gone, there] = [true, false].map((isGone) => harmless.filter(({ newId }) => /^0+$/.test(newId) === isGone));
  for (const { bytes } of gone ?? []) rmSync(fileOf(top, bytes), { force: true });
  const input = Buffer.from((there ?? []).map(({ bytes }) => `${bytes}\0`).join(''), 'latin1');
  await git(['checkout-index', '--force', '--quiet', '-u', '-z', '--stdin'], { cwd: top, input });
};

/**
 * Brings the branch of a run into the branch that the user has checked out, by fast-forward or by a merge commit, and
 * index and files with it. No file is lost: one in the way is replaced only when the run's branch has its content. An
 * accept that was killed is finished by calling it again. No hook runs.
 */
export const acceptRun = async (options: AcceptOptions): Promise<Result<Accepted>> => {
  const { userRoot, branch, runId } = options;
  // In the user's name and by his configuration: line ends and filters are his.
  const git = gitWith({ env: options.environment, config: null });
  const refuse = (rule: string, message: string, advice: string): Result<Accepted> =>
    fail([refusal(userRoot, rule, message, advice)]);
  const read = await readRepository(userRoot, git);
  if (!read.ok) return read;
  const repository = read.value;
  const { top, head } = repository;
  const symbolic = await git(['symbolic-ref', '--quiet', '--short', 'HEAD'], { cwd: top, accept: [0, 1] });
  if (symbolic.code !== 0) {
    const message = 'No branch is checked out here (detached HEAD), so there is none to bring the run into.';
    return refuse('detached-head', message, 'Run `git switch <branch>` first.');
  }
  const into = lineOf(symbolic);
  const found = await git(['rev-parse', '--verify', '--quiet', `refs/heads/${branch}^{commit}`], {
    cwd: top,
    accept: [0, 1],
  });
  if (found.code !== 0) {
    return refuse(
      'no-branch',
      `There is no branch \`${branch}\` here.`,
      'See `planloom runs list` for the runs there are.',
    );
  }
  const tip = lineOf(found);
  if (into === branch) {
    const message = `\`${branch}\` itself is checked out here.`;
    return refuse(
      'own-branch',
      message,
      'Run `git switch` to the branch that is to get the work, then accept the run.',
    );
  }
  const commits = new StoreCommits(repository.gitFolder, git, top);
  if (await commits.isAncestor(tip, head)) return ok({ commit: head, into, kind: 'already' });
  const blocked = await notNow(repository, into, git);
  if (blocked !== undefined) return refuse(...blocked);

  const isForward = await commits.isAncestor(head, tip);
  const merged = isForward
    ? ({ kind: 'tree', tree: await commits.treeOf(tip) } as const)
    : await commits.mergedTree(head, tip);
  if (merged.kind === 'conflict') {
    const message = `\`${branch}\` and \`${into}\` have both changed: ${named(merged.paths)}.`;
    return refuse('accept-conflict', message, `Merge by hand: run \`git merge ${branch}\`, resolve, and commit.`);
  }
  const { tree } = merged;
  const diff = await git(['diff-tree', '-r', '-z', '--raw', '--no-renames', head, tree], { cwd: top });
  const changes = readRawChanges(diff.stdout);
  const snapshots = await snapshotsOf({ cwd: top }, tip, head, git);
  const request: ObstacleRequest = { top, head, changes, snapshots, objectFormat: repository.objectFormat };
  const { inTheWay, harmless } = await findObstacles(request, git);
  const wayOut = 'Commit, stash or move these files away, then accept the run again.';
  const refuseFor = (paths: readonly string[]): Result<Accepted> =>
    fail([
      {
        ...refusal(
          userRoot,
          'in-the-way',
          `The run has other versions of files that you changed: ${named(paths)}.`,
          wayOut,
        ),
        related: paths.map((file) => ({ at: { file }, message: 'It would be overwritten.' })),
      },
    ]);
  if (inTheWay.length > 0) return refuseFor(inTheWay);

  const message = { message: `Merge run ${runId}`, trailers: [['Planloom-Run', runId]] as const };
  const text = commitText(message);
  const commitArgs = ['commit-tree', tree, '-p', head, '-p', tip, '-F', '-'];
  const commit = isForward ? tip : lineOf(await git(commitArgs, { cwd: top, input: text }));
  await bringForward(top, harmless, git);
  await git(['update-index', '-q', '--refresh'], { cwd: top, accept: [0, 1] });
  const moved = await git(['read-tree', '-m', '-u', head, tree], { cwd: top, accept: [0, 128] });
  // Somebody has written in this very moment; git has looked again and left everything as it is.
  if (moved.code !== 0) return refuse('in-the-way', `Git refused: ${moved.stderr.trim()}`, wayOut);
  const reason = `planloom runs accept ${runId}: ${isForward ? 'Fast-forward' : 'Merge'}`;
  await git(['update-ref', '-m', reason, 'HEAD', commit, head], { cwd: top });
  return ok({ commit, into, kind: isForward ? 'fast-forward' : 'merge' });
};
