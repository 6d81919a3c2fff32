import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, test } from 'vitest';
import type { GitRunStore } from '../../src/adapters/git/git-run-store.ts';
import { isAncestor } from '../../src/adapters/git/is-ancestor.ts';
import { openRunStore } from '../../src/adapters/git/open-run-store.ts';
import { reopenRunStore } from '../../src/adapters/git/reopen-run-store.ts';
import type { NodeId } from '../../src/domain/run.ts';
import { type UserRepository, userRepository } from '../support/git-repository.ts';
import { openGitStore, storeOptions } from '../support/open-git-store.ts';

const id = (name: string): NodeId => name as NodeId;
const words = (message: string) => ({ message, trailers: [['Planloom-Run', 'run-1']] as const });

/** An attempt that writes the files (null: removes) and is committed, but not merged. */
const workOf = async (
  store: GitRunStore,
  name: string,
  files: Readonly<Record<string, string | null>>,
  base = store.tip,
): Promise<string> => {
  const tree = await store.openTree(id(name), 1, base, true);
  for (const [file, text] of Object.entries(files)) {
    const target = path.join(tree.folder, file);
    if (text === null) rmSync(target);
    else {
      mkdirSync(path.dirname(target), { recursive: true });
      writeFileSync(target, text);
    }
  }
  return store.commit(tree, await store.take(tree), words(name));
};

const mergeWork = async (store: GitRunStore, commit: string): Promise<string> => {
  const merged = await store.merge(store.tip, commit, words('Merge'));
  if (merged.kind !== 'merged') throw new Error(merged.message);
  await store.advance(store.tip, merged.commit);
  return merged.commit;
};

const rulesOf = async (repository: UserRepository, more = {}): Promise<readonly string[]> => {
  const opened = await openRunStore(storeOptions(repository, more));
  return opened.ok ? [] : opened.error.map(({ rule }) => rule);
};

describe('a run is refused with one clear word', () => {
  test('where there is no repository, and where it has no commit', async () => {
    const repository = userRepository({ a: 'a' });
    expect(await rulesOf(repository, { userRoot: path.dirname(repository.top) })).toEqual(['no-repository']);
    repository.git(['update-ref', '-d', 'HEAD']);
    expect(await rulesOf(repository)).toEqual(['no-commit']);
  });

  test('where git is missing or too old', async () => {
    const repository = userRepository({ a: 'a' });
    const bin = path.join(path.dirname(repository.top), 'bin');
    mkdirSync(bin);
    const environment = { ...repository.environment, PATH: bin };
    expect(await rulesOf(repository, { environment })).toEqual(['no-git']);
    writeFileSync(path.join(bin, 'git'), '#!/bin/sh\necho git version 2.37.9\n', { mode: 0o755 });
    expect(await rulesOf(repository, { environment })).toEqual(['git-too-old']);
  });

  test('with submodules, LFS, and a partial clone', async () => {
    const repository = userRepository({ 'deep/.gitattributes': '# none\n*.bin filter=lfs diff=lfs\n' });
    repository.git(['update-index', '--add', '--cacheinfo', `160000,${'1'.repeat(40)},vendor/lib`]);
    repository.git(['commit', '-qm', 'submodule']);
    repository.git(['config', 'remote.origin.promisor', 'true']);
    expect(await rulesOf(repository)).toEqual(['submodules', 'lfs', 'partial-clone']);
  });

  test.each([
    ['planloom/run-1', 'planloom/run-1'],
    ['planloom', 'planloom'],
    ['planloom/run-1/more', 'planloom/run-1/more'],
  ])('with a branch %s', async (existing) => {
    const repository = userRepository({ a: 'a' });
    repository.git(['branch', existing]);
    const opened = await openRunStore(storeOptions(repository));
    expect(opened).toMatchObject({ ok: false, error: [{ rule: 'branch-exists' }] });
    expect(JSON.stringify(opened)).toContain(`\`${existing}\``);
    expect(existsSync(repository.storeRoot)).toBe(false);
  });

  test('but not with a branch of another run', async () => {
    const repository = userRepository({ a: 'a' });
    repository.git(['branch', 'planloom/run-10']);
    expect(await rulesOf(repository)).toEqual([]);
  });

  test('with a branch name that git does not allow, and a base that is not there', async () => {
    const repository = userRepository({ a: 'a' });
    expect(await rulesOf(repository, { branch: 'a..b' })).toEqual(['branch-name']);
    expect(await rulesOf(repository, { base: 'nowhere' })).toEqual(['no-commit']);
    expect(await rulesOf(repository, { base: '--help' })).toEqual(['no-commit']);
  });
});

describe('what enters a run', () => {
  test('is HEAD alone when the documents are committed', async () => {
    const repository = userRepository({ 'PLAN_X.md': 'plan\n' });
    const store = await openGitStore(repository, { snapshot: ['PLAN_X.md'] });
    expect(store).toMatchObject({ tip: store.baseCommit, snapshotCommit: null, leftOut: [], prefix: '' });
    expect(store.baseCommit).toBe(repository.git(['rev-parse', 'HEAD']));
  });

  test('is HEAD and the documents as they are on disk; the rest is told', async () => {
    const repository = userRepository({
      'PLAN_X.md': 'old\n',
      'gone.md': 'x',
      'code.ts': 'old\n',
      '.gitignore': '*.draft\n',
    });
    const { files } = repository;
    files.write('PLAN_X.md', 'new\n');
    files.write('docs/SUBPLAN_1.md', 'untracked\n');
    files.write('ignored.draft', 'ignored\n');
    rmSync(files.path('gone.md'));
    files.write('code.ts', 'changed\n');
    files.write('notes.txt', 'untracked\n');
    const snapshot = ['PLAN_X.md', 'docs/SUBPLAN_1.md', 'ignored.draft', 'gone.md', 'never-there.md'];
    const store = await openGitStore(repository, { snapshot, words: words('Snapshot') });
    expect(store.snapshotCommit).toBe(store.tip);
    expect(store.leftOut).toEqual(['code.ts', 'notes.txt']);
    expect(await store.paths(store.tip)).toEqual([
      '.gitignore',
      'PLAN_X.md',
      'code.ts',
      'docs/SUBPLAN_1.md',
      'ignored.draft',
    ]);
    expect(await store.textOf(store.tip, 'PLAN_X.md')).toBe('new\n');
    expect(await store.textOf(store.tip, 'code.ts')).toBe('old\n');
    expect(await store.textOf(store.tip, 'nowhere')).toBeUndefined();
  });

  test('is a chosen commit where one is named, from a detached HEAD too', async () => {
    const repository = userRepository({ a: '1' });
    const first = repository.git(['rev-parse', 'HEAD']);
    repository.git(['checkout', '-q', '--detach']);
    repository.files.write('a', '2');
    const second = repository.commit('second');
    expect((await openGitStore(repository)).tip).toBe(second);
    expect((await openGitStore(repository, { base: first })).tip).toBe(first);
  });
});

describe('the integration branch', () => {
  test('gets the work of attempts one after the other, merged where something came in between', async () => {
    const store = await openGitStore(userRepository({ 'a.txt': '1\n2\n3\n4\n5\n' }));
    const start = store.tip;
    const [one, two] = [
      await workOf(store, '1.1', { 'a.txt': 'one\n2\n3\n4\n5\n' }),
      await workOf(store, '1.2', { 'a.txt': '1\n2\n3\n4\ntwo\n', 'b.txt': 'b\n' }),
    ];
    const first = await mergeWork(store, one);
    const second = await mergeWork(store, two);
    expect(await store.textOf(second, 'a.txt')).toBe('one\n2\n3\n4\ntwo\n');
    expect(await store.changes(start, second)).toHaveLength(2);
    expect(await store.mergeBase(first, two)).toBe(start);
    expect(store.tip).toBe(second);
  });

  test('is left alone by a conflict, which says where', async () => {
    const store = await openGitStore(userRepository({ 'a.txt': 'a\n', 'b ä.txt': 'b\n', 'c.txt': 'c\n' }));
    const one = await workOf(store, '1.1', { 'a.txt': 'one\n', 'b ä.txt': null, 'c.txt': 'one\n' });
    const two = await workOf(store, '1.2', { 'a.txt': 'two\n', 'b ä.txt': 'two\n' });
    const tip = await mergeWork(store, one);
    const merged = await store.merge(tip, two, words('Merge'));
    expect(merged).toMatchObject({ kind: 'conflict', paths: ['a.txt', 'b ä.txt'] });
    expect(merged).toHaveProperty('message', expect.stringContaining('Merge conflict in a.txt') as string);
    expect(store.tip).toBe(tip);
  });

  test('merges as the attributes of the first commit say, whatever an attempt writes there', async () => {
    const store = await openGitStore(
      userRepository({ '.gitattributes': 'LOG.md merge=union\n', 'LOG.md': 'x\n', 'a.txt': 'a\n' }),
    );
    const log = (text: string, own: string) => ({ 'LOG.md': `x\n${text}\n`, '.gitattributes': own });
    const one = await workOf(store, '1.1', log('one', '* merge=union\n'));
    const two = await workOf(store, '1.2', { 'LOG.md': 'x\ntwo\n' });
    const three = await workOf(store, '1.3', { 'a.txt': 'three\n' });
    const four = await workOf(store, '1.4', { 'a.txt': 'four\n' });
    await mergeWork(store, one);
    await mergeWork(store, two);
    expect(await store.textOf(store.tip, 'LOG.md')).toBe('x\none\ntwo\n');
    await mergeWork(store, three);
    expect((await store.merge(store.tip, four, words('Merge'))).kind).toBe('conflict');
  });

  test('moves only from where it is', async () => {
    const store = await openGitStore(userRepository({ a: 'a' }));
    const start = store.tip;
    const tip = await mergeWork(store, await workOf(store, '1.1', { b: 'b' }));
    await expect(store.advance(start, start)).rejects.toThrow('git update-ref failed');
    expect(store.tip).toBe(tip);
  });

  test('has the words and trailers of its commits, by the author of the repository', async () => {
    const repository = userRepository({ a: 'a' });
    const store = await openGitStore(repository);
    await mergeWork(store, await workOf(store, '1.1', { b: 'b' }));
    await store.publish();
    const log = repository.git(['log', '-1', '--format=%an <%ae>|%cn|%s|%(trailers:unfold)', 'planloom/run-1']);
    expect(log).toBe('Ada <ada@example.org>|Ada|Merge|Planloom-Run: run-1');
  });

  test('tells a difference as text, cut where it gets too long', async () => {
    const store = await openGitStore(userRepository({ a: 'a\n' }));
    const commit = await workOf(store, '1.1', { a: 'b\n', big: 'line\n'.repeat(10_000) });
    expect(await store.diff(store.tip, commit, 1000)).toHaveLength(1000);
    expect(await store.diff(store.tip, commit, 1_000_000)).toContain('-a\n+b\n');
    expect(await store.textOf(commit, 'big')).toHaveLength(50_000);
  });
});

describe("the user's repository", () => {
  /** Every file of the checkout and of the git folder, without objects, the run's refs and their reflogs. */
  const everything = ({ top }: UserRepository): Record<string, string> =>
    Object.fromEntries(
      readdirSync(top, { recursive: true, withFileTypes: true })
        .filter((entry) => !entry.isDirectory())
        .map((entry) => path.relative(top, path.join(entry.parentPath, entry.name)))
        .filter((file) => !/^\.git\/(objects|refs\/(heads\/)?planloom|logs\/refs\/(heads\/)?planloom)\//.test(file))
        .sort()
        .map((file) => [file, readFileSync(path.join(top, file)).toString('base64')]),
    );

  test('receives nothing but objects, refs and their reflogs', async () => {
    const repository = userRepository({ 'a.txt': 'a\n', 'b.txt': 'b\n', 'PLAN_X.md': 'x\n' });
    const { files, git } = repository;
    files.write('a.txt', 'stashed\n');
    git(['stash']);
    files.write('a.txt', 'staged\n');
    git(['add', 'a.txt']);
    files.write('a.txt', 'changed\n');
    files.write('PLAN_X.md', 'changed\n');
    files.write('untracked.txt', 'x');
    for (const [key, value] of [
      ['gc.auto', '1'],
      ['fetch.writeCommitGraph', 'true'],
      ['fetch.prune', 'true'],
      ['core.fsmonitor', 'touch fsmonitor-ran'],
      ['core.untrackedCache', 'true'],
      ['commit.gpgSign', 'true'],
    ] as const) {
      git(['config', key, value]);
    }
    const hooks = [
      'reference-transaction',
      'post-index-change',
      'post-checkout',
      'post-merge',
      'pre-commit',
      'pre-auto-gc',
    ];
    for (const hook of hooks) files.write(`.git/hooks/${hook}`, '#!/bin/sh\ntouch hook-ran\n');
    for (const hook of hooks)
      writeFileSync(files.path('.git/hooks', hook), '#!/bin/sh\ntouch hook-ran\n', { mode: 0o755 });
    const before = everything(repository);

    const store = await openGitStore(repository, { snapshot: ['PLAN_X.md'] });
    const conflicting = await workOf(store, '1.2', { 'a.txt': 'two\n' });
    await mergeWork(store, await workOf(store, '1.1', { 'a.txt': 'one\n' }));
    await store.publish();
    await mergeWork(store, await workOf(store, '1.3', { 'c.txt': 'three\n' }));
    await Promise.all([store.publish(), store.publish(), store.keep(id('1.2'), 1, conflicting)]);
    await store.checkTree(store.tip);
    await store.close();
    expect(everything(repository)).toEqual(before);
    expect(before).not.toHaveProperty(['.git/FETCH_HEAD']);

    const bare = ['-c', 'core.fsmonitor=false', '-c', 'core.hooksPath=/dev/null'];
    expect(git([...bare, 'for-each-ref', '--format=%(refname)']).split('\n')).toEqual([
      'refs/heads/main',
      'refs/heads/planloom/run-1',
      'refs/planloom/run-1/1.2/1',
      'refs/stash',
    ]);
    expect(git([...bare, 'reflog', '--format=%gs', 'planloom/run-1'])).toBe('planloom: run run-1\nplanloom: run run-1');
    expect(git([...bare, 'rev-parse', 'planloom/run-1'])).toBe(store.tip);
    git([...bare, 'fsck', '--strict', '--connectivity-only']);
  });

  test('is told to the newest tip by calls that wait, once for all of them', async () => {
    const repository = userRepository({ a: 'a' });
    const store = await openGitStore(repository);
    const one = await mergeWork(store, await workOf(store, '1.1', { b: 'b' }));
    const first = store.publish();
    const two = await workOf(store, '1.2', { c: 'c' });
    const tip = await mergeWork(store, two);
    const [published, ...others] = await Promise.all([first, store.publish(), store.publish()]);
    expect([one, tip]).toContain(published);
    expect(others).toEqual([tip, tip]);
    expect(await store.publish()).toBe(tip);
    expect(repository.git(['reflog', 'planloom/run-1']).split('\n').length).toBeLessThanOrEqual(2);
  });

  test('keeps a branch that somebody moved meanwhile: publishing fails', async () => {
    const repository = userRepository({ a: 'a' });
    const store = await openGitStore(repository);
    repository.git(['branch', 'planloom/run-1']);
    await mergeWork(store, await workOf(store, '1.1', { b: 'b' }));
    await expect(store.publish()).rejects.toThrow('git update-ref failed');
    expect(repository.git(['rev-parse', 'planloom/run-1'])).toBe(repository.git(['rev-parse', 'main']));
  });

  test('gets nothing more after the store is closed', async () => {
    const repository = userRepository({ a: 'a' });
    const store = await openGitStore(repository);
    await mergeWork(store, await workOf(store, '1.1', { b: 'b' }));
    await store.close();
    await store.publish();
    expect(repository.git(['branch', '--list', 'planloom/*'])).toBe('');
    await expect(store.paths(store.tip)).rejects.toThrow('because the run ends');
  });

  test('may be a linked worktree', async () => {
    const repository = userRepository({ a: 'a' });
    const linked = path.join(path.dirname(repository.top), 'linked');
    repository.git(['worktree', 'add', '-q', '-b', 'other', linked]);
    const store = await openGitStore(repository, { userRoot: linked });
    await mergeWork(store, await workOf(store, '1.1', { b: 'b' }));
    expect(await store.publish()).toBe(repository.git(['rev-parse', 'planloom/run-1']));
    expect(repository.git(['status', '--porcelain'], linked)).toBe('');
  });

  test('is not found by GIT_DIR and its like in our environment', async () => {
    const repository = userRepository({ a: 'a' });
    const other = userRepository({ other: 'x' });
    const environment = { ...repository.environment, GIT_DIR: path.join(other.top, '.git'), GIT_INDEX_FILE: '/x' };
    const store = await openGitStore(repository, { environment });
    expect(await store.paths(store.tip)).toEqual(['a']);
  });
});

describe('restoring', () => {
  test('makes paths what they are in a tree, and removes those it does not have', async () => {
    const repository = userRepository({ 'a.txt': 'a\n', 'dir/b.txt': 'b\n', 'dir/c.txt': 'c\n', 'k.txt': 'k\n' });
    const store = await openGitStore(repository);
    const tree = await store.openTree(id('1.1'), 1, store.tip, true);
    const at = (name: string) => path.join(tree.folder, name);
    writeFileSync(at('a.txt'), 'x');
    writeFileSync(at('k.txt'), 'x');
    writeFileSync(at('new.txt'), 'x');
    rmSync(at('dir'), { recursive: true });
    await store.restore(tree.folder, store.tip, ['a.txt', 'dir/b.txt', 'new.txt', 'nowhere/at/all']);
    expect(readFileSync(at('a.txt'), 'utf8')).toBe('a\n');
    expect(readdirSync(at('dir'))).toEqual(['b.txt']);
    expect(existsSync(at('new.txt'))).toBe(false);
    expect(readFileSync(at('k.txt'), 'utf8')).toBe('x');
    await store.restore(tree.folder, store.tip, ['dir']);
    expect(readdirSync(at('dir'))).toEqual(['b.txt', 'c.txt']);
  });

  test('never follows a link out of the folder', async () => {
    const repository = userRepository({ 'dir/b.txt': 'b\n', 'x/y.txt': 'y\n' });
    const store = await openGitStore(repository);
    const tree = await store.openTree(id('1.1'), 1, store.tip, true);
    const outside = path.join(path.dirname(repository.top), 'outside');
    mkdirSync(outside);
    for (const name of ['b.txt', 'new.txt']) writeFileSync(path.join(outside, name), 'mine');
    rmSync(path.join(tree.folder, 'dir'), { recursive: true });
    symlinkSync(outside, path.join(tree.folder, 'dir'));
    await store.restore(tree.folder, store.tip, ['dir/new.txt', '../outside/new.txt', outside, '.git/config']);
    await store.restore(tree.folder, store.tip, ['dir/b.txt']);
    expect(readdirSync(outside)).toEqual(['b.txt', 'new.txt']);
    expect(readFileSync(path.join(outside, 'b.txt'), 'utf8')).toBe('mine');
    expect(readFileSync(path.join(tree.folder, 'dir/b.txt'), 'utf8')).toBe('b\n');
    expect(existsSync(path.join(tree.folder, '.git/config'))).toBe(true);
  });
});

describe('the folder for checks', () => {
  test('is made once, and then brought to each commit with all that was changed in it undone', async () => {
    const repository = userRepository({ 'a.txt': 'a\n', 'b.txt': 'b\n', '.gitignore': 'deps/\n' });
    repository.files.write('.env', 'A=1\n');
    const store = await openGitStore(repository, { bring: ['.env'] });
    const first = await store.checkTree(store.tip);
    expect(first.isNew).toBe(true);
    const at = (name: string) => path.join(first.folder, name);
    expect(readFileSync(at('.env'), 'utf8')).toBe('A=1\n');
    mkdirSync(at('deps'));
    writeFileSync(at('deps/x'), 'x');
    writeFileSync(at('a.txt'), 'by a check\n');
    writeFileSync(at('new.txt'), 'in the way');
    rmSync(at('.git'), { recursive: true });
    const commit = await workOf(store, '1.1', { 'b.txt': null, 'new.txt': 'new\n' });
    expect(await store.checkTree(commit)).toEqual({ folder: first.folder, isNew: false });
    expect(readFileSync(at('a.txt'), 'utf8')).toBe('a\n');
    expect(readFileSync(at('new.txt'), 'utf8')).toBe('new\n');
    expect(existsSync(at('b.txt'))).toBe(false);
    expect(existsSync(at('deps/x'))).toBe(true);
    expect(repository.git(['rev-parse', 'HEAD'], first.folder)).toBe(commit);
    expect(repository.git(['status', '--porcelain'], first.folder)).toBe('');
  });
});

describe('a run that goes on', () => {
  const { ...options } = { bring: [] };
  const reopen = async (repository: UserRepository): Promise<GitRunStore> => {
    const { userRoot, storeRoot, runId, branch, environment } = storeOptions(repository);
    const opened = await reopenRunStore({ ...options, userRoot, storeRoot, runId, branch, environment });
    if (!opened.ok) throw new Error(JSON.stringify(opened.error));
    return opened.value;
  };

  test('finds its branch in the store, also what was not published, and past the locks of killed commands', async () => {
    const repository = userRepository({ a: 'a', 'PLAN_X.md': 'x' });
    repository.files.write('PLAN_X.md', 'y');
    const store = await openGitStore(repository, { snapshot: ['PLAN_X.md'] });
    const tip = await mergeWork(store, await workOf(store, '1.1', { b: 'b' }));
    await store.close();
    writeFileSync(path.join(repository.storeRoot, 'store.git/refs/heads/planloom/run-1.lock'), '');
    repository.git(['commit', '-q', '--allow-empty', '-m', 'the user goes on']);
    const again = await reopen(repository);
    expect(again).toMatchObject({ tip, snapshotCommit: store.snapshotCommit, baseCommit: store.baseCommit });
    expect(await again.publish()).toBe(tip);
    await mergeWork(again, await workOf(again, '1.2', { c: 'c' }));
    expect(await again.publish()).toBe(repository.git(['rev-parse', 'planloom/run-1']));
  });

  test("makes a lost store again from the user's repository", async () => {
    const repository = userRepository({ a: 'a' });
    const store = await openGitStore(repository);
    const tip = await mergeWork(store, await workOf(store, '1.1', { b: 'b' }));
    await store.publish();
    rmSync(repository.storeRoot, { recursive: true });
    const again = await reopen(repository);
    expect(again.tip).toBe(tip);
    await mergeWork(again, await workOf(again, '1.2', { c: 'c' }));
    expect(await again.publish()).toBe(again.tip);
  });

  test('is refused when the branch is nowhere', async () => {
    const repository = userRepository({ a: 'a' });
    await expect(reopen(repository)).rejects.toThrow('run-branch-lost');
  });
});

describe('the next run', () => {
  /** A first run with one merged node, published. */
  const afterFirst = async (snapshot: readonly string[] = []) => {
    const repository = userRepository({ 'a.txt': 'a\n', 'PLAN_X.md': 'x\n' });
    if (snapshot.length > 0) repository.files.write('TASK.md', 'task\n');
    const store = await openGitStore(repository, { snapshot });
    await mergeWork(
      store,
      await workOf(store, '1.1', { 'a.txt': 'one\n', ...(snapshot.length > 0 ? { 'TASK.md': 'task\nlog\n' } : {}) }),
    );
    const tip = await store.publish();
    await store.close();
    const next = { branch: 'planloom/run-2', runId: 'run-2', storeRoot: `${repository.storeRoot}-2`, startFrom: tip };
    return { repository, tip, next };
  };

  test('starts from the tip of the unaccepted branch', async () => {
    const { repository, tip, next } = await afterFirst();
    expect(await isAncestor(repository.top, 'main', tip, repository.environment)).toBe(true);
    expect(await isAncestor(repository.top, tip, 'main', repository.environment)).toBe(false);
    expect((await openGitStore(repository, next)).tip).toBe(tip);
  });

  test("merges the user's branch in first when it has moved on", async () => {
    const { repository, tip, next } = await afterFirst();
    repository.files.write('new.txt', 'new\n');
    const head = repository.commit('the user goes on');
    expect(await isAncestor(repository.top, head, tip, repository.environment)).toBe(false);
    const store = await openGitStore(repository, next);
    expect(await store.paths(store.tip)).toEqual(['PLAN_X.md', 'a.txt', 'new.txt']);
    expect(await store.textOf(store.tip, 'a.txt')).toBe('one\n');
    expect(await store.mergeBase(store.tip, head)).toBe(head);
  });

  test('is refused on a conflict with it, naming the two ways out', async () => {
    const { repository, next } = await afterFirst();
    repository.files.write('a.txt', 'two\n');
    repository.commit('the user goes on');
    const opened = await openRunStore(storeOptions(repository, next));
    expect(opened).toMatchObject({ ok: false, error: [{ rule: 'start-conflict' }] });
    expect(JSON.stringify(opened)).toMatch(/a\.txt.*planloom runs accept.*planloom run --from head/);
  });

  test('does not take back what the earlier run wrote into documents that were never committed', async () => {
    const { repository, tip, next } = await afterFirst(['TASK.md']);
    const same = await openGitStore(repository, { ...next, snapshot: ['TASK.md', 'PLAN_X.md'] });
    expect(same.tip).toBe(tip);
    expect(await same.textOf(same.tip, 'TASK.md')).toBe('task\nlog\n');
  });

  test('takes along what was changed on disk since', async () => {
    const { repository, next } = await afterFirst(['TASK.md']);
    repository.files.write('PLAN_X.md', 'changed since\n');
    const store = await openGitStore(repository, { ...next, snapshot: ['TASK.md', 'PLAN_X.md'] });
    expect(await store.textOf(store.tip, 'PLAN_X.md')).toBe('changed since\n');
    expect(await store.textOf(store.tip, 'TASK.md')).toBe('task\nlog\n');
    expect(await store.textOf(store.tip, 'a.txt')).toBe('one\n');
  });
});
