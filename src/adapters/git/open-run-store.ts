import { writeFile } from 'node:fs/promises';
import path from 'node:path';
import type { Problem } from '../../domain/problem.ts';
import { fail, ok, type Result } from '../../domain/result.ts';
import type { CommitWords } from '../../ports/run-store.ts';
import { type Git, gitWith, lineOf } from './git.ts';
import { GitRunStore } from './git-run-store.ts';
import { leftOut } from './left-out.ts';
import { textOfPath } from './path-bytes.ts';
import { readRepository, refusal, type Repository } from './repository.ts';
import { repositoryRefusals } from './repository-refusals.ts';
import { filesOfSnapshot, snapshotsOf, takeSnapshot } from './snapshot.ts';
import { mergeFolder } from './store-commits.ts';
import { makeWorkshop, type RunStoreOptions, type Workshop } from './workshop.ts';

export interface NewRunStoreOptions extends RunStoreOptions {
  /** A commit of the user's repository; absent: HEAD. */
  readonly base?: string;
  /** Tip of an integration branch that was not accepted, to go on from; null: from the base. */
  readonly startFrom: string | null;
  /** Documents that enter as they are on disk, relative to the root of the workspace. */
  readonly snapshot: readonly string[];
  /** For the snapshot, and for the merge of the base into `startFrom`. */
  readonly words?: CommitWords;
}

/** The options with nothing left open. */
interface Asked extends NewRunStoreOptions {
  readonly documents: readonly string[];
  readonly said: CommitWords;
}

const wayOut = (isOurs: boolean): string => {
  const take = `Take ${isOurs ? 'it' : 'its branch'} over with \`planloom runs accept\``;
  return `${take}, or start afresh with \`planloom run --from head\`, which counts nothing of it.`;
};

/** The commit that the integration branch begins at, when the run goes on from the branch of an earlier one. */
const goOnFrom = async (
  options: Asked,
  { repository, store, git, commits }: Workshop,
  startFrom: string,
  base: string,
): Promise<Result<{ readonly tip: string; readonly snapshot: string | null }>> => {
  const { storeRoot, userRoot, said: words, documents } = options;
  const conflict = (what: string, paths: readonly string[]): Result<never> =>
    fail([
      refusal(
        userRoot,
        'start-conflict',
        `${what} cannot be merged into the work that this run goes on from: ${paths.join(', ')}.`,
        wayOut(repository.isOurs),
      ),
    ]);
  let tip = startFrom;
  if (!(await commits.isAncestor(base, tip))) {
    const merged = await commits.merge(tip, base, words);
    if (merged.kind === 'conflict')
      return conflict(
        repository.isOurs ? 'What has changed in the folder' : 'What you have committed since',
        merged.paths,
      );
    tip = merged.commit;
  }
  const snapshots = await snapshotsOf({ cwd: store, env: { GIT_DIR: store } }, startFrom, base, git);
  const request = { storeRoot, store, top: repository.top, documents, words };
  // Documents that the earlier run took along, and has perhaps written into since, are no news.
  const parent = snapshots[0] ?? base;
  const others = [tip, base, ...snapshots.slice(1)];
  const snapshot = await takeSnapshot({ ...request, parent, others }, git, commits);
  if (snapshot === null) return ok({ tip, snapshot: snapshots[0] ?? null });
  const merged = await commits.merge(tip, snapshot, words);
  if (merged.kind === 'conflict') return conflict("The plan's documents on disk", merged.paths);
  return ok({ tip: merged.commit, snapshot });
};

/** Everything that would keep a run from starting, each once. */
const refusals = async (
  options: NewRunStoreOptions,
  repository: Repository,
  base: string,
  own: Git,
): Promise<readonly Problem[]> => {
  const problems = repository.isOurs ? [] : [...(await repositoryRefusals(options.userRoot, base, own))];
  const ref = `refs/heads/${options.branch}`;
  const call = { cwd: repository.home, accept: [0, 1, 128] };
  if ((await own(['check-ref-format', ref], call)).code !== 0) {
    const message = `\`${options.branch}\` is not a name that git allows for a branch.`;
    problems.push(refusal(options.userRoot, 'branch-name', message, 'Choose another `branchPrefix`.'));
    return problems;
  }
  // A branch `planloom` is in the way of all branches `planloom/…`.
  const parts = options.branch.split('/').map((_, index, all) => all.slice(0, index + 1).join('/'));
  const names = parts.map((name) => `refs/heads/${name}`);
  const found = lineOf(await own(['for-each-ref', '--format=%(refname:short)', ...names], call)).split('\n');
  const clash =
    found.find((name) => parts.includes(name)) ?? found.find((name) => name.startsWith(`${options.branch}/`));
  if (clash !== undefined) {
    problems.push(
      refusal(
        options.userRoot,
        'branch-exists',
        `The branch \`${clash}\` exists already, so the run cannot have \`${options.branch}\`.`,
        `Rename it with \`git branch -m ${clash} <other name>\`, or choose another \`branchPrefix\`.`,
      ),
    );
  }
  return problems;
};

/**
 * Makes the store of a new run, and its integration branch in it. The user's repository is only read.
 * Refuses with problems what a run cannot carry; throws when the world fails.
 */
export const openRunStore = async (options: NewRunStoreOptions): Promise<Result<GitRunStore>> => {
  const own = gitWith({ env: options.environment, config: null });
  const read = options.repository === undefined ? await readRepository(options.userRoot, own) : ok(options.repository);
  if (!read.ok) return read;
  const repository = read.value;
  const named = options.base ?? 'HEAD';
  const wanted = ['rev-parse', '--verify', '--quiet', '--end-of-options', `${named}^{commit}`];
  const resolved = await own(wanted, { cwd: repository.home, accept: [0, 1, 128] });
  const base = lineOf(resolved);
  if (resolved.code !== 0) {
    const message = `The repository has no commit \`${named}\`.`;
    return fail([refusal(options.userRoot, 'no-commit', message, 'Name a commit, a branch or a tag that exists.')]);
  }
  const problems = [...(await refusals(options, repository, base, own))];
  const { startFrom } = options;
  if (startFrom !== null) {
    const call = { cwd: repository.home, accept: [0, 1, 128] };
    if ((await own(['cat-file', '-e', `${startFrom}^{commit}`], call)).code !== 0) {
      const message = 'The work of the run that this one goes on from is not there any more.';
      const advice = 'Go on with it by `planloom resume`, or start afresh with `planloom run --from head`.';
      problems.push(refusal(options.userRoot, 'start-lost', message, advice));
    }
  }
  if (problems.length > 0) return fail(problems);

  const workshop = await makeWorkshop(options, repository, own, true);
  const { git, store, guard, commits } = workshop;
  const attributes = await git(['cat-file', 'blob', `${base}:.gitattributes`], { cwd: store, accept: [0, 128] });
  const attributesFile = path.join(mergeFolder(options.storeRoot), '.gitattributes');
  await writeFile(attributesFile, attributes.stdout);
  guard.watch(attributesFile);

  const { storeRoot } = options;
  const documents = options.snapshot.map((file) => path.posix.join(repository.prefix, file));
  const said = options.words ?? {
    message: `Start of run ${options.runId}`,
    trailers: [['Planloom-Run', options.runId]],
  };
  let start: Result<{ readonly tip: string; readonly snapshot: string | null }>;
  if (startFrom !== null) start = await goOnFrom({ ...options, documents, said }, workshop, startFrom, base);
  else {
    const request = { storeRoot, store, top: repository.top, documents, parent: base, others: [], words: said };
    const snapshot = await takeSnapshot(request, git, commits);
    start = ok({ tip: snapshot ?? base, snapshot });
  }
  if (!start.ok) return start;
  const { tip, snapshot } = start.value;
  const ref = `refs/heads/${options.branch}`;
  await git(['update-ref', ref, tip, '0'.repeat(tip.length)], { cwd: store, env: { GIT_DIR: store } });
  const entered = snapshot === null ? [] : (await filesOfSnapshot(store, snapshot, git)).map(textOfPath);
  const others = repository.isOurs ? [] : await leftOut(repository.top, new Set(entered), git);
  return ok(
    new GitRunStore({
      ...options,
      ...workshop,
      tip,
      published: null,
      start: tip,
      baseCommit: base,
      snapshotCommit: snapshot,
      leftOut: others,
    }),
  );
};
