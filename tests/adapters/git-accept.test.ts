import { existsSync, mkdirSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, test } from 'vitest';
import { acceptRun } from '../../src/adapters/git/accept-run.ts';
import type { NodeId } from '../../src/domain/run.ts';
import { type UserRepository, userRepository } from '../support/git-repository.ts';
import { openGitStore } from '../support/open-git-store.ts';

const words = { message: 'Work', trailers: [] };

/** A repository with the published branch of a run that has changed these files (null: removed). */
const afterRun = async (
  changes: Readonly<Record<string, string | null>>,
  snapshot: readonly string[] = [],
  before: (repository: UserRepository) => void = () => undefined,
  act: (folder: string) => void = () => undefined,
): Promise<UserRepository> => {
  const repository = userRepository({ 'a.txt': 'a\n', 'b.txt': 'b\n', 'PLAN_X.md': 'x\n', '.gitignore': '*.log\n' });
  before(repository);
  const store = await openGitStore(repository, { snapshot });
  const tree = await store.openTree('1.1' as NodeId, 1, store.tip, false);
  for (const [file, text] of Object.entries(changes)) {
    const target = path.join(tree.folder, file);
    rmSync(target, { recursive: true, force: true });
    mkdirSync(path.dirname(target), { recursive: true });
    if (text !== null) writeFileSync(target, text);
  }
  act(tree.folder);
  const merged = await store.merge(store.tip, await store.commit(tree, await store.take(tree), words), words);
  if (merged.kind !== 'merged') throw new Error('not merged');
  await store.advance(store.tip, merged.commit);
  await store.publish();
  await store.close();
  return repository;
};

/** `name` in a folder, byte by byte. */
const bytePath = (folder: string, name: string): Buffer =>
  Buffer.from(`${Buffer.from(folder).toString('latin1')}/${name}`, 'latin1');

const accept = ({ top, environment }: UserRepository) =>
  acceptRun({ userRoot: top, runId: 'run-1', branch: 'planloom/run-1', environment });

/** Everything that could be lost: files, index and HEAD. */
const stateOf = ({ git, files }: UserRepository) => ({
  head: git(['rev-parse', 'HEAD']),
  status: git(['status', '--porcelain', '--ignored', '-uall']),
  staged: git(['ls-files', '-s']),
  texts: files.files(),
});

describe('accepting a run', () => {
  test('moves the branch forward with index and files, and says so in the reflog', async () => {
    const repository = await afterRun({ 'a.txt': 'one\n', 'b.txt': null, 'new/c.txt': 'c\n' });
    const { git, files } = repository;
    const tip = git(['rev-parse', 'planloom/run-1']);
    expect(await accept(repository)).toEqual({ ok: true, value: { commit: tip, into: 'main', kind: 'fast-forward' } });
    expect(git(['rev-parse', 'main'])).toBe(tip);
    expect(git(['status', '--porcelain'])).toBe('');
    expect(files.read('a.txt')).toBe('one\n');
    expect(existsSync(files.path('b.txt'))).toBe(false);
    expect(git(['reflog', '-1', '--format=%gs'])).toBe('planloom runs accept run-1: Fast-forward');
    expect(await accept(repository)).toEqual({ ok: true, value: { commit: tip, into: 'main', kind: 'already' } });
  });

  test('changes and removes files whatever bytes are in their names', async () => {
    const names = ['n\xff\nl.txt', '"quoted" \\ \xe9', '\xfe', 'plain \n end'];
    const repository = await afterRun(
      {},
      [],
      ({ top, git }) => {
        for (const name of names) writeFileSync(bytePath(top, name), 'x');
        git(['add', '-A']);
        git(['commit', '-qm', 'odd names']);
      },
      (folder) => {
        for (const name of names.slice(0, 2)) rmSync(bytePath(folder, name));
        for (const name of names.slice(2)) writeFileSync(bytePath(folder, name), 'y');
      },
    );
    expect((await accept(repository)).ok).toBe(true);
    expect(names.map((name) => existsSync(bytePath(repository.top, name)))).toEqual([false, false, true, true]);
    expect(repository.git(['status', '--porcelain'])).toBe('');
  });

  test('merges when the branch has moved on', async () => {
    const repository = await afterRun({ 'a.txt': 'one\n' });
    repository.files.write('b.txt', 'mine\n');
    const mine = repository.commit('mine');
    const accepted = await accept(repository);
    expect(accepted).toMatchObject({ ok: true, value: { into: 'main', kind: 'merge' } });
    expect(repository.git(['log', '-1', '--format=%P|%s|%an'])).toBe(
      `${mine} ${repository.git(['rev-parse', 'planloom/run-1'])}|Merge run run-1|Ada`,
    );
    expect(repository.git(['status', '--porcelain'])).toBe('');
    expect(repository.files.read('a.txt')).toBe('one\n');
  });

  test('refuses a conflict and touches nothing', async () => {
    const repository = await afterRun({ 'a.txt': 'one\n' });
    repository.files.write('a.txt', 'mine\n');
    repository.commit('mine');
    const before = stateOf(repository);
    const accepted = await accept(repository);
    expect(accepted).toMatchObject({ ok: false, error: [{ rule: 'accept-conflict' }] });
    expect(JSON.stringify(accepted)).toMatch(/a\.txt.*git merge planloom\/run-1/);
    expect(stateOf(repository)).toEqual(before);
  });

  test('leaves changes elsewhere as they are: modified, staged, untracked and ignored', async () => {
    const repository = await afterRun({ 'a.txt': 'one\n' });
    const { files, git } = repository;
    files.write('b.txt', 'staged\n');
    git(['add', 'b.txt']);
    files.write('b.txt', 'modified\n');
    files.write('untracked.txt', 'x');
    files.write('x.log', 'x');
    expect((await accept(repository)).ok).toBe(true);
    expect(git(['status', '--porcelain', '--ignored'])).toBe('MM b.txt\n?? untracked.txt\n!! x.log');
    expect(git(['show', ':b.txt'])).toBe('staged');
    expect(files.read('b.txt')).toBe('modified\n');
    expect(files.read('a.txt')).toBe('one\n');
  });

  test('replaces documents that are as they were when the run took them along', async () => {
    const repository = await afterRun({ 'TASK.md': 'task\nlog\n' }, ['TASK.md', 'PLAN_X.md'], ({ files, git }) => {
      files.write('TASK.md', 'task\n');
      files.write('PLAN_X.md', 'changed\n');
      git(['add', 'PLAN_X.md']);
    });
    const { files, git } = repository;
    expect(await accept(repository)).toMatchObject({ ok: true });
    expect(git(['status', '--porcelain'])).toBe('');
    expect(files.read('TASK.md')).toBe('task\nlog\n');
    expect(files.read('PLAN_X.md')).toBe('changed\n');
  });

  test('takes a file that is already what the branch has, tracked or not, and one that is gone already', async () => {
    const repository = await afterRun({ 'a.txt': 'one\n', 'b.txt': null, 'new.txt': 'new\n' });
    const { files, git } = repository;
    files.write('a.txt', 'one\n');
    files.write('new.txt', 'new\n');
    rmSync(files.path('b.txt'));
    expect(await accept(repository)).toMatchObject({ ok: true });
    expect(git(['status', '--porcelain'])).toBe('');
  });

  const obstacles: Record<string, [string, (repository: UserRepository) => void]> = {
    'a modified file': ['a.txt', ({ files }) => files.write('a.txt', 'mine\n')],
    'a modified file that the run removed': ['b.txt', ({ files }) => files.write('b.txt', 'mine\n')],
    'an untracked file': ['new/c.txt', ({ files }) => files.write('new/c.txt', 'mine\n')],
    'an ignored file': ['out.log', ({ files }) => files.write('out.log', 'mine\n')],
    'a file where a folder has to be': ['new', ({ files }) => files.write('new', 'mine\n')],
    'a link where a folder has to be': ['new', ({ files }) => symlinkSync('/tmp', files.path('new'))],
    'a folder with files where a file has to be': [
      'd.txt/mine.txt',
      ({ files }) => files.write('d.txt/mine.txt', 'mine\n'),
    ],
    'a staged file, even if the file on disk is as before': [
      'a.txt',
      ({ files, git }) => {
        files.write('a.txt', 'mine\n');
        git(['add', 'a.txt']);
        files.write('a.txt', 'a\n');
      },
    ],
    'a file that was deleted by hand': ['a.txt', ({ files }) => rmSync(files.path('a.txt'))],
    'a link in place of the file': [
      'a.txt',
      ({ files }) => {
        rmSync(files.path('a.txt'));
        symlinkSync('b.txt', files.path('a.txt'));
      },
    ],
  };
  test.each(Object.keys(obstacles))('refuses %s in the way, by name, and touches nothing', async (name) => {
    const repository = await afterRun(
      { 'a.txt': 'one\n', 'b.txt': null, 'new/c.txt': 'c\n', 'd.txt': 'd\n' },
      [],
      () => undefined,
    );
    repository.git(['switch', '-q', '--detach', 'planloom/run-1']);
    repository.files.write('out.log', 'x\n');
    repository.git(['add', '-f', 'out.log']);
    repository.git(['commit', '-qm', 'log']);
    repository.git(['branch', '-qf', 'planloom/run-1', 'HEAD']);
    repository.git(['switch', '-q', 'main']);
    const [file, put] = obstacles[name] ?? ['', () => undefined];
    put(repository);
    const before = stateOf(repository);
    const accepted = await accept(repository);
    expect(accepted).toMatchObject({ ok: false, error: [{ rule: 'in-the-way', related: [{ at: { file } }] }] });
    expect(stateOf(repository)).toEqual(before);
  });

  test('replaces a folder by a file and a file by a folder', async () => {
    const repository = await afterRun({ 'a.txt': null, 'a.txt/inner.txt': 'x\n', 'b.txt': null });
    expect(await accept(repository)).toMatchObject({ ok: true });
    expect(repository.git(['status', '--porcelain'])).toBe('');
    expect(repository.files.read('a.txt/inner.txt')).toBe('x\n');
  });

  test('is finished by a second call when the first was killed before the branch moved', async () => {
    const repository = await afterRun({ 'a.txt': 'one\n', 'b.txt': null, 'new.txt': 'x\n' });
    const { git } = repository;
    git(['read-tree', '-m', '-u', 'HEAD', 'planloom/run-1']);
    expect(await accept(repository)).toMatchObject({ ok: true, value: { kind: 'fast-forward' } });
    expect(git(['status', '--porcelain'])).toBe('');
  });

  test.each([
    ['detached-head', (r: UserRepository) => r.git(['checkout', '-q', '--detach'])],
    ['no-branch', (r: UserRepository) => r.git(['branch', '-D', 'planloom/run-1'])],
    ['own-branch', (r: UserRepository) => r.git(['switch', '-q', 'planloom/run-1'])],
    ['index-locked', (r: UserRepository) => r.files.write('.git/index.lock', '')],
    ['index-locked', (r: UserRepository) => r.files.write('.git/HEAD.lock', '')],
    ['index-locked', (r: UserRepository) => r.files.write('.git/refs/heads/main.lock', '')],
    ['operation-in-progress', (r: UserRepository) => r.files.write('.git/MERGE_HEAD', r.git(['rev-parse', 'HEAD']))],
    ['sparse-checkout', (r: UserRepository) => r.git(['config', 'core.sparseCheckout', 'true'])],
  ])('is refused with a clear word: %s', async (rule, put) => {
    const repository = await afterRun({ 'a.txt': 'one\n' });
    put(repository);
    expect(await accept(repository)).toMatchObject({ ok: false, error: [{ rule }] });
  });

  test('runs no hook and no monitor', async () => {
    const repository = await afterRun({ 'a.txt': 'one\n' });
    const { files, git } = repository;
    for (const hook of ['post-checkout', 'post-merge', 'reference-transaction', 'post-index-change']) {
      files.write(`.git/hooks/${hook}`, '');
      writeFileSync(files.path('.git/hooks', hook), `#!/bin/sh\ntouch ${files.path('ran')}\n`, { mode: 0o755 });
    }
    git(['config', 'core.fsmonitor', `touch ${files.path('ran')}`]);
    rmSync(files.path('ran'), { force: true });
    expect(await accept(repository)).toMatchObject({ ok: true });
    expect(existsSync(files.path('ran'))).toBe(false);
  });

  test('writes line ends as the user wants them', async () => {
    const repository = await afterRun({ 'a.txt': 'one\n' }, [], ({ git }) => git(['config', 'core.autocrlf', 'true']));
    expect(await accept(repository)).toMatchObject({ ok: true });
    expect(repository.files.read('a.txt')).toBe('one\r\n');
    expect(repository.git(['status', '--porcelain'])).toBe('');
  });
});
