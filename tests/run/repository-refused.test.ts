import { execFileSync } from 'node:child_process';
import { existsSync, mkdirSync, rmSync } from 'node:fs';
import path from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { everything } from '../support/everything.ts';
import { planloom } from '../support/planloom.ts';
import { planFolder, runPlace } from '../support/run-place.ts';
import type { RunPlace } from '../support/run-place.ts';
import { workspace } from '../support/workspace.ts';

const start = ['run', `${planFolder}/parallel.json`, '--trust', '--yes'];
const copies = { worktree: { mode: 'copy' } };

const gitIn = (folder: string, ...args: readonly string[]): string =>
  execFileSync('git', args, {
    cwd: folder,
    env: { PATH: process.env.PATH, HOME: folder, GIT_CONFIG_NOSYSTEM: '1', GIT_ALLOW_PROTOCOL: 'file' },
    stdio: 'pipe',
  })
    .toString()
    .trimEnd();

/** Makes the place's repository one with a submodule `lib`, checked out. */
const withSubmodule = (place: RunPlace): void => {
  const other = workspace({ 'lib.txt': 'lib\n' });
  gitIn(other.root, 'init', '--quiet');
  gitIn(other.root, 'add', '-A');
  gitIn(other.root, '-c', 'user.name=A', '-c', 'user.email=a@example.org', 'commit', '--quiet', '-m', 'lib');
  gitIn(place.root, '-c', 'protocol.file.allow=always', 'submodule', '--quiet', 'add', other.root, 'lib');
  place.commit('with a submodule');
};

/** Makes it one that keeps `big.bin` with LFS; the file is there. */
const withLfs = (place: RunPlace): void => {
  place.write('big.bin', `version https://git-lfs.github.com/spec/v1\noid sha256:${'a'.repeat(64)}\nsize 12\n`);
  place.commit('a pointer');
  place.write('assets/.gitattributes', '*.bin filter=lfs diff=lfs merge=lfs -text\n');
  place.commit('attributes');
  place.write('big.bin', 'the contents\n');
};

/** Makes it a partial clone of itself. */
const asPartialClone = (place: RunPlace): void => {
  place.git('config', 'remote.origin.url', 'file:///nowhere');
  place.git('config', 'remote.origin.promisor', 'true');
  place.git('config', 'remote.origin.partialclonefilter', 'blob:none');
};

interface Case {
  readonly kind: string;
  /** What the refusal says, and the way out that it names. */
  readonly words: string;
  readonly way: string;
  readonly prepare: (place: RunPlace) => void;
  readonly repository?: 'empty';
  /** What a run on copies has for the contents. */
  readonly contents?: string;
}

const cases: readonly Case[] = [
  {
    kind: 'without a commit',
    words: 'The repository has no commit yet',
    way: 'Commit your files first',
    prepare: () => undefined,
    repository: 'empty',
  },
  {
    kind: 'with submodules',
    words: 'The repository has submodules (lib)',
    way: 'worktree.mode: copy',
    prepare: withSubmodule,
    contents: 'lib\n',
  },
  {
    kind: 'with LFS',
    words: 'keeps files with Git LFS',
    way: 'worktree.mode: copy',
    prepare: withLfs,
    contents: 'the contents\n',
  },
  {
    kind: 'that is a partial clone',
    words: 'is a partial clone',
    way: 'again without `--filter`',
    prepare: asPartialClone,
  },
];

test.each(cases)('a repository $kind: refused, and nothing is begun', async (one) => {
  const { words, way, prepare, repository } = one;
  const place = runPlace({ todo: { '1.1': {} }, ...(repository === undefined ? {} : { repository }) });
  prepare(place);
  const seen = (): unknown => everything(place.root, () => true);
  const before = seen();
  const refused = await place.planloom(start);
  expect(refused.code).toBe(2);
  expect(refused.stderr).toContain(words);
  expect(refused.stderr).toContain(way);
  expect(place.runIds()).toEqual([]);
  rmSync(place.path('.git', 'planloom'), { recursive: true, force: true });
  expect(seen()).toMatchObject(before as object);
});

test.each(cases)('a repository $kind: run on copies, as the refusal says', async (one) => {
  const { prepare, repository, contents = '' } = one;
  const place = runPlace({
    todo: { '1.1': { work: 'test ! -e .git; cat lib/lib.txt big.bin > all.txt 2> /dev/null; echo more >> all.txt' } },
    config: copies,
    ...(repository === undefined ? {} : { repository }),
  });
  prepare(place);
  const git = (): unknown => everything(place.path('.git'), (file) => !file.startsWith('planloom'));
  const before = git();
  const run = await place.run();
  expect(run.summary.outcome).toBe('succeeded');
  expect(git()).toEqual(before);
  const accepted = await place.planloom(['runs', 'accept']);
  expect([accepted.code, accepted.stdout]).toEqual([0, '1 written or removed in the folder:\n  all.txt\n']);
  expect(place.read('all.txt')).toBe(`${contents}more\n`);
  expect(git()).toEqual(before);
});

test('from a detached HEAD a run works; accept says how to get out of it', async () => {
  const place = runPlace({ todo: { '1.1': {} } });
  place.git('checkout', '--quiet', '--detach');
  const run = await place.run();
  expect(run.summary.outcome).toBe('succeeded');
  const refused = await place.planloom(['runs', 'accept']);
  expect(refused.code).toBe(2);
  expect(refused.stderr).toContain('No branch is checked out here (detached HEAD)');
  expect(refused.stderr).toContain('git switch <branch>');
  expect(existsSync(place.path('1.1.txt'))).toBe(false);
  place.git('switch', '--quiet', 'main');
  expect((await place.planloom(['runs', 'accept'])).code).toBe(0);
  expect(place.read('1.1.txt')).toBe('1\n');
});

/** A clone of the place, as a place for planloom. */
const cloneOf = (place: RunPlace, ...options: readonly string[]) => {
  const clone = `${place.root}.home`;
  mkdirSync(clone, { recursive: true });
  const target = path.join(clone, 'clone');
  gitIn(clone, 'clone', '--quiet', ...options, `file://${place.root}`, target);
  gitIn(target, 'config', 'user.name', 'Ada');
  gitIn(target, 'config', 'user.email', 'ada@example.org');
  const call = (argv: readonly string[]) => planloom({ ...place, root: target }, argv, { interruptions: [] });
  onTestFinished(() => {
    for (const what of ['home', 'state', 'config', 'worktrees'])
      rmSync(`${target}.${what}`, { recursive: true, force: true });
  });
  return { target, call, git: (...args: readonly string[]) => gitIn(target, ...args) };
};

test('a shallow clone: run, and accepted; it stays shallow', async () => {
  const place = runPlace({
    todo: {
      '1.1': {
        work: 'git log --oneline | wc -l > log.txt; echo x > own; git add own; git -c user.name=B -c user.email=b@example.org commit -q -m own',
      },
    },
  });
  for (const name of ['second', 'third']) place.commit(name);
  const clone = cloneOf(place, '--depth', '2');
  const outcome = await clone.call([...start, '--json']);
  expect(outcome.json()).toMatchObject({ outcome: 'succeeded' });
  const accepted = await clone.call(['runs', 'accept']);
  expect([accepted.code, accepted.stderr]).toEqual([0, '']);
  expect(clone.git('show', 'HEAD:log.txt').trim()).toBe('2');
  expect(clone.git('log', '--format=%s')).toContain('own');
  expect(clone.git('rev-parse', '--is-shallow-repository')).toBe('true');
  expect(clone.git('fsck')).not.toMatch(/error|missing|broken/);
});

test('a real partial clone whose objects are missing is refused as well', async () => {
  const place = runPlace({ todo: { '1.1': {} } });
  place.git('config', 'uploadpack.allowFilter', 'true');
  const clone = cloneOf(place, '--filter=blob:none');
  const refused = await clone.call(start);
  expect([refused.code, refused.stderr.includes('is a partial clone')]).toEqual([2, true]);
});

test('in linked worktrees plans are run side by side, and each accepts into its own branch', async () => {
  const place = runPlace({
    todo: { '1.1': { work: 'git rev-parse HEAD > head.txt; cat which.txt >> head.txt' } },
    files: { 'which.txt': 'main\n' },
  });
  const linked = `${place.root}.home/linked tree`;
  place.git('worktree', 'add', '--quiet', '-b', 'side', linked);
  gitIn(linked, 'rm', '--quiet', 'planloom.config.json');
  gitIn(linked, 'checkout', 'HEAD', '--', 'planloom.config.json');
  execFileSync('sh', ['-c', 'echo side > which.txt && git commit -qam side'], {
    cwd: linked,
    env: { PATH: process.env.PATH, HOME: linked, GIT_CONFIG_NOSYSTEM: '1' },
  });
  onTestFinished(() => {
    for (const what of ['home', 'state', 'config', 'worktrees'])
      rmSync(`${linked}.${what}`, { recursive: true, force: true });
  });
  const inLinked = (argv: readonly string[]) => planloom({ ...place, root: linked }, argv, { interruptions: [] });
  const before = everything(linked, () => true);
  const first = await inLinked([...start, '--json']);
  expect(first.json()).toMatchObject({ outcome: 'succeeded' });
  expect(everything(linked, () => true)).toEqual(before);
  // Its journal is where all worktrees of the repository have theirs.
  const [id = ''] = place.runIds();
  expect((first.json() as { runId: string }).runId).toBe(id);
  expect(existsSync(path.join(linked, '.planloom'))).toBe(false);
  const accepted = await inLinked(['runs', 'accept', id]);
  expect([accepted.code, accepted.stderr]).toEqual([0, '']);
  expect(gitIn(linked, 'show', 'side:head.txt')).toContain('side');
  expect(gitIn(linked, 'status', '--porcelain')).toBe('');
  expect(place.git('status', '--porcelain')).toBe('');
  expect(existsSync(place.path('head.txt'))).toBe(false);
});
