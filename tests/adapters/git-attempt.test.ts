import { execFileSync } from 'node:child_process';
import {
  chmodSync,
  existsSync,
  lstatSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import path from 'node:path';
import { describe, expect, test } from 'vitest';
import type { NodeId } from '../../src/domain/run.ts';
import type { GitRunStore } from '../../src/adapters/git/git-run-store.ts';
import type { AttemptTree } from '../../src/ports/run-store.ts';
import { type UserRepository, userRepository } from '../support/git-repository.ts';
import { openGitStore } from '../support/open-git-store.ts';

/** Named otherwise, so that no tool takes the program for a package. */
const pipeMaker = 'mkfifo';
const makePipe = (file: string): void => {
  execFileSync(pipeMaker, [file]);
};

const node = '1.1' as NodeId;
const words = { message: 'Work', trailers: [['Planloom-Node', '1.1']] } as const;

interface Rig {
  readonly repository: UserRepository;
  readonly store: GitRunStore;
  readonly tree: AttemptTree;
  write(file: string, text: string | Uint8Array): void;
  /** Git as the attempt would call it. */
  git(...args: string[]): string;
}

const rig = async (
  tracked: Record<string, string> = { 'a.txt': 'a\n', 'src/b.txt': 'b\n' },
  bring: readonly string[] = [],
  before: (repository: UserRepository) => void = () => undefined,
): Promise<Rig> => {
  const repository = userRepository(tracked);
  before(repository);
  const store = await openGitStore(repository, { bring });
  const tree = await store.openTree(node, 1, store.tip, true);
  const write = (file: string, text: string | Uint8Array): void => {
    mkdirSync(path.dirname(path.join(tree.folder, file)), { recursive: true });
    writeFileSync(path.join(tree.folder, file), text);
  };
  return { repository, store, tree, write, git: (...args) => repository.git(args, tree.folder) };
};

describe('the working tree of an attempt', () => {
  test('has the files of its base and nothing of ours', async () => {
    const { tree, git, store } = await rig();
    expect(readdirSync(tree.folder).sort()).toEqual(['.git', 'a.txt', 'src']);
    expect(readdirSync(tree.beside)).toEqual([]);
    expect(git('status', '--porcelain')).toBe('');
    expect(git('rev-parse', 'HEAD')).toBe(store.tip);
    expect(git('symbolic-ref', 'HEAD')).toBe('refs/heads/planloom/1.1-1');
  });

  test('has no remote, no tag and no other branch, and names the user only as author', async () => {
    const { git, tree, repository } = await rig(undefined, [], ({ git }) => git(['tag', 'v1']));
    expect(git('remote')).toBe('');
    expect(git('for-each-ref', '--format=%(refname)')).toBe('refs/heads/planloom/1.1-1');
    for (const name of ['config', 'HEAD', 'objects/info/alternates', 'info/exclude']) {
      expect(readFileSync(path.join(tree.folder, '.git', name), 'utf8')).not.toContain(repository.top);
    }
    expect(git('config', 'user.name')).toBe('Ada');
  });

  test('is whole by itself: the agent can commit, stash and diff in it', async () => {
    const { git, write, store, tree } = await rig();
    write('a.txt', 'changed\n');
    git('stash');
    git('stash', 'pop');
    git('commit', '-qam', 'mine');
    git('fsck', '--strict');
    const work = await store.take(tree);
    expect(work.ownCommit).toBe(git('rev-parse', 'HEAD'));
    expect(await store.commit(tree, work, words)).toBe(work.ownCommit);
  });

  test('is a plain folder when no git is wanted', async () => {
    const { store } = await rig();
    const plain = await store.openTree(node, 2, store.tip, false);
    expect(readdirSync(plain.folder).sort()).toEqual(['a.txt', 'src']);
    writeFileSync(path.join(plain.folder, 'new.txt'), 'x');
    expect((await store.take(plain)).changes).toEqual([{ path: 'new.txt', kind: 'added', mode: '100644' }]);
  });

  test.each(['1.1#a', 'a/../b', 'x.lock', '-x', '..', 'ä b'])('has a safe name for the node %s', async (id) => {
    const { store, repository } = await rig();
    const tree = await store.openTree(id as NodeId, 1, store.tip, true);
    expect(path.dirname(path.dirname(tree.folder))).toBe(path.join(repository.storeRoot, 'attempts'));
    expect(repository.git(['status', '--porcelain'], tree.folder)).toBe('');
    const ref = await store.keep(id as NodeId, 1, store.tip);
    expect(repository.git(['rev-parse', ref])).toBe(store.tip);
  });

  test('two ids never share a folder', async () => {
    const { store } = await rig();
    const names = await Promise.all(
      ['a#b', 'a_23b', 'a.b', 'a_2eb'].map((id) => store.openTree(id as NodeId, 1, store.tip, false)),
    );
    expect(new Set(names.map(({ folder }) => folder)).size).toBe(4);
  });

  test('goes when it is removed, read-only folders too', async () => {
    const { store, tree, write, repository } = await rig();
    write('cache/module/file', 'x');
    chmodSync(path.join(tree.folder, 'cache/module'), 0o500);
    await store.removeTree(tree);
    expect(existsSync(path.dirname(tree.folder))).toBe(false);
    await store.close();
    expect(readdirSync(repository.storeRoot)).not.toContain('trash');
  });

  test('is made in a repository with SHA-256 ids', async () => {
    const repository = userRepository({ 'a.txt': 'a\n' }, ['--object-format=sha256']);
    const store = await openGitStore(repository);
    const tree = await store.openTree(node, 1, store.tip, true);
    writeFileSync(path.join(tree.folder, 'a.txt'), 'b\n');
    repository.git(['commit', '-qam', 'own'], tree.folder);
    const work = await store.take(tree);
    expect(work.ownCommit).toHaveLength(64);
    const merged = await store.merge(store.tip, await store.commit(tree, work, words), words);
    if (merged.kind !== 'merged') throw new Error('not merged');
    await store.advance(store.tip, merged.commit);
    expect(await store.publish()).toBe(repository.git(['rev-parse', 'planloom/run-1']));
  });

  test('is made from a shallow clone', async () => {
    const origin = userRepository({ 'a.txt': 'a\n' });
    origin.git(['commit', '-q', '--allow-empty', '-m', 'second']);
    const repository = { ...origin, top: path.join(path.dirname(origin.top), 'shallow') };
    origin.git(['clone', '-q', '--depth=1', `file://${origin.top}`, repository.top]);
    const store = await openGitStore(repository);
    const tree = await store.openTree(node, 1, store.tip, true);
    writeFileSync(path.join(tree.folder, 'a.txt'), 'b\n');
    origin.git(['-c', 'user.name=a', 'commit', '-qam', 'own'], tree.folder);
    const work = await store.take(tree);
    expect(work.ownCommit).not.toBeNull();
    const merged = await store.merge(store.tip, await store.commit(tree, work, words), words);
    if (merged.kind !== 'merged') throw new Error('not merged');
    await store.advance(store.tip, merged.commit);
    await store.publish();
    expect(origin.git(['show', 'planloom/run-1:a.txt'], repository.top)).toBe('b');
  });
});

describe('setup and brought files', () => {
  test('what setup made and the attempt left so is not its work; what the attempt changed is', async () => {
    const { store, tree, write } = await rig({ 'lock.json': '1\n', 'other.json': '1\n', '.gitignore': 'cache/\n' });
    write('lock.json', 'by setup\n');
    write('other.json', 'by setup\n');
    write('made.txt', 'by setup\n');
    write('cache/x', 'x');
    await store.setupDone(tree);
    write('other.json', 'by the attempt\n');
    write('work.txt', 'x');
    write('cache/y', 'y');
    const work = await store.take(tree);
    expect(work.changes.map((change) => change.path)).toEqual(['other.json', 'work.txt']);
    expect(work.ignored).toEqual([]);
    expect(await store.paths(work.tree)).toEqual(['.gitignore', 'lock.json', 'other.json', 'work.txt']);
    expect(await store.textOf(work.tree, 'lock.json')).toBe('1\n');
  });

  test('brought files are there, and never committed, even if the attempt changes or commits them', async () => {
    const { store, tree, write, git, repository } = await rig(undefined, ['.env', 'deps', 'nowhere'], ({ files }) => {
      files.write('.env', 'TOKEN=1\n');
      files.write('deps/lib/index.js', 'x\n');
      symlinkSync('index.js', files.path('deps/lib/main.js'));
    });
    expect(readFileSync(path.join(tree.folder, '.env'), 'utf8')).toBe('TOKEN=1\n');
    expect(lstatSync(path.join(tree.folder, 'deps/lib/main.js')).isSymbolicLink()).toBe(true);
    expect(git('status', '--porcelain')).toBe('');
    write('.env', 'TOKEN=2\n');
    write('work.txt', 'x');
    git('add', '-f', '-A', '.');
    git('commit', '-qm', 'with a secret');
    git('rm', '-q', '--cached', '.env');
    git('commit', '-qm', 'without it');
    const work = await store.take(tree);
    expect(work.changes.map((change) => change.path)).toEqual(['work.txt']);
    expect(work.ignored).toEqual([]);
    expect(work.ownCommit).toBeNull();
    const commit = await store.commit(tree, work, words);
    await store.keep(node, 1, commit);
    expect(repository.git(['log', '--format=%H', '--all', '--', '.env', 'deps'])).toBe('');
    expect(repository.files.read('.env')).toBe('TOKEN=1\n');
  });

  test('nothing is brought from outside of the root, nor through a link', async () => {
    const { tree } = await rig(
      undefined,
      ['../home', '/etc/hostname', 'link/x', '.git', 'src/../../home'],
      ({ files, environment }) => {
        writeFileSync(path.join(environment.HOME ?? '', 'x'), 'secret');
        symlinkSync(environment.HOME ?? '', files.path('link'));
      },
    );
    expect(readdirSync(tree.folder).sort()).toEqual(['.git', 'a.txt', 'src']);
  });

  test('the root may be below the top: the folder is there, and paths count from the top', async () => {
    const repository = userRepository({ 'a.txt': 'a\n', 'sub/PLAN_X.md': 'x\n' });
    repository.files.write('sub/.env', 'A=1\n');
    repository.files.write('sub/PLAN_X.md', 'changed\n');
    const store = await openGitStore(repository, {
      userRoot: repository.files.path('sub'),
      bring: ['.env'],
      snapshot: ['PLAN_X.md'],
    });
    expect(store.prefix).toBe('sub');
    const tree = await store.openTree(node, 1, store.tip, true);
    expect(readFileSync(path.join(tree.folder, 'sub/.env'), 'utf8')).toBe('A=1\n');
    expect(readFileSync(path.join(tree.folder, 'sub/PLAN_X.md'), 'utf8')).toBe('changed\n');
    writeFileSync(path.join(tree.folder, 'sub/new.txt'), 'x');
    expect((await store.take(tree)).changes.map((change) => change.path)).toEqual(['sub/new.txt']);
  });
});

describe('what an attempt left', () => {
  test('is read with its kinds and modes, in path order', async () => {
    const { store, tree, write } = await rig({ 'a.txt': 'a\n', 'b.txt': 'b\n', 'c.sh': 'c\n' });
    write('a.txt', 'A\n');
    rmSync(path.join(tree.folder, 'b.txt'));
    chmodSync(path.join(tree.folder, 'c.sh'), 0o755);
    write('d e/ä\n".txt', 'x');
    symlinkSync('/etc/passwd', path.join(tree.folder, 'link'));
    const work = await store.take(tree);
    expect(work.changes).toEqual([
      { path: 'a.txt', kind: 'modified', mode: '100644' },
      { path: 'b.txt', kind: 'deleted', mode: '000000' },
      { path: 'c.sh', kind: 'modified', mode: '100755' },
      { path: 'd e/ä\n".txt', kind: 'added', mode: '100644' },
      { path: 'link', kind: 'added', mode: '120000' },
    ]);
    expect(work).toMatchObject({ ownCommit: null, nestedRepositories: [], ignored: [] });
  });

  test('is nothing when nothing was done, and can be taken again', async () => {
    const { store, tree, write } = await rig();
    const first = await store.take(tree);
    expect(first.changes).toEqual([]);
    write('x.txt', 'x');
    expect((await store.take(tree)).changes).toHaveLength(1);
    rmSync(path.join(tree.folder, 'x.txt'));
    expect((await store.take(tree)).tree).toBe(first.tree);
  });

  test('sees a change of the same length in the moment the tree was made', async () => {
    const { store, repository } = await rig();
    for (let attempt = 10; attempt < 20; attempt++) {
      const tree = await store.openTree(node, attempt, store.tip, true);
      writeFileSync(path.join(tree.folder, 'src/b.txt'), 'c\n');
      expect((await store.take(tree)).changes.map((change) => change.path)).toEqual(['src/b.txt']);
      expect(repository.git(['status', '--porcelain'], tree.folder)).toBe(' M src/b.txt');
    }
  });

  test('is its own commits where it made some, and ours on top for the rest', async () => {
    const { store, tree, write, git, repository } = await rig();
    write('one.txt', '1');
    git('add', '-A');
    git('commit', '-qm', 'one');
    git('gc', '-q');
    write('two.txt', '2');
    const work = await store.take(tree);
    expect(work.ownCommit).toBe(git('rev-parse', 'HEAD'));
    const commit = await store.commit(tree, work, words);
    await store.keep(node, 1, commit);
    expect(repository.git(['log', '--format=%s|%an', `main..${commit}`])).toBe('Work|Ada\none|Ada');
    expect(repository.git(['log', '-1', '--format=%(trailers)', commit])).toContain('Planloom-Node: 1.1');
  });

  test('has files that were committed although they are ignored; others that are ignored are listed', async () => {
    const { store, tree, write, git } = await rig({ '.gitignore': 'out/\n*.log\n' });
    write('out/kept.txt', 'x');
    git('add', '-f', 'out/kept.txt');
    git('commit', '-qm', 'kept');
    write('run.log', 'x');
    const work = await store.take(tree);
    expect(work.changes.map((change) => change.path)).toEqual(['out/kept.txt']);
    expect(work.ignored).toEqual(['run.log']);
  });

  test('lists at most a hundred ignored files', async () => {
    const { store, tree, write } = await rig({ '.gitignore': '*.log\n' });
    for (let count = 0; count < 150; count++) write(`${String(count)}.log`, 'x');
    expect((await store.take(tree)).ignored).toHaveLength(100);
  });

  test('leaves out what the user excludes for himself', async () => {
    const { store, tree, write, git } = await rig(undefined, [], ({ files, environment, git: own }) => {
      writeFileSync(path.join(environment.HOME ?? '', 'my-ignores'), '*.swp\n');
      own(['config', 'core.excludesFile', '~/my-ignores']);
      files.write('.git/info/exclude', 'notes/\n');
    });
    write('x.swp', 'x');
    write('notes/a', 'x');
    expect(git('status', '--porcelain')).toBe('');
    const work = await store.take(tree);
    expect(work.changes).toEqual([]);
    expect(work.ignored).toEqual(['notes/', 'x.swp']);
  });

  const wrecks: Record<string, (at: Rig) => void> = {
    'removed .git': ({ tree }) => rmSync(path.join(tree.folder, '.git'), { recursive: true }),
    'made .git a file': ({ tree }) => {
      rmSync(path.join(tree.folder, '.git'), { recursive: true });
      writeFileSync(path.join(tree.folder, '.git'), 'gitdir: /nowhere\n');
    },
    'made .git a link to the repository of the user': ({ tree, repository }) => {
      rmSync(path.join(tree.folder, '.git'), { recursive: true });
      symlinkSync(path.join(repository.top, '.git'), path.join(tree.folder, '.git'));
    },
    'wrote nonsense into HEAD': ({ tree }) => writeFileSync(path.join(tree.folder, '.git/HEAD'), 'ref: ../../../x\n'),
    'pointed HEAD at a commit that is not there': ({ tree }) =>
      writeFileSync(path.join(tree.folder, '.git/HEAD'), `${'1'.repeat(40)}\n`),
    'made HEAD a pipe': ({ tree }) => {
      rmSync(path.join(tree.folder, '.git/HEAD'));
      makePipe(path.join(tree.folder, '.git/HEAD'));
    },
    'deleted its refs': ({ tree }) => rmSync(path.join(tree.folder, '.git/refs'), { recursive: true }),
    'broke its objects': ({ tree, git }) => {
      git('commit', '-q', '--allow-empty', '-m', 'x');
      for (const entry of readdirSync(path.join(tree.folder, '.git/objects'), {
        recursive: true,
        withFileTypes: true,
      })) {
        if (!entry.isFile() || entry.name === 'alternates') continue;
        chmodSync(path.join(entry.parentPath, entry.name), 0o600);
        writeFileSync(path.join(entry.parentPath, entry.name), 'broken');
      }
    },
    'rewrote history': ({ git }) => {
      git('checkout', '-q', '--orphan', 'other');
      git('commit', '-qm', 'all new');
    },
    'amended the base': ({ git }) => git('commit', '-q', '--amend', '-m', 'other'),
    'went back before the base': ({ git }) => git('update-ref', '--no-deref', '-d', 'HEAD'),
    'broke its index': ({ tree }) => writeFileSync(path.join(tree.folder, '.git/index'), 'broken'),
    'made a pipe, a socket name and a folder nobody may read': ({ tree }) => {
      makePipe(path.join(tree.folder, 'pipe'));
      mkdirSync(path.join(tree.folder, 'closed'), { mode: 0o000 });
    },
    'left a lock and a merge behind': ({ tree }) => {
      writeFileSync(path.join(tree.folder, '.git/index.lock'), '');
      writeFileSync(path.join(tree.folder, '.git/MERGE_HEAD'), `${'1'.repeat(40)}\n`);
    },
  };
  test.each(Object.keys(wrecks))('is taken from the files when the attempt %s', async (name) => {
    const at = await rig();
    wrecks[name]?.(at);
    at.write('src/b.txt', 'changed\n');
    const work = await at.store.take(at.tree);
    expect(work.changes.map((change) => change.path)).toEqual(['src/b.txt']);
    expect(work.ownCommit).toBeNull();
    const commit = await at.store.commit(at.tree, work, words);
    expect(await at.store.textOf(commit, 'src/b.txt')).toBe('changed\n');
  });

  test('is that everything is gone when the folder itself was removed, or is a link', async () => {
    const { store, tree, repository } = await rig();
    rmSync(tree.folder, { recursive: true });
    expect((await store.take(tree)).changes.map((change) => change.kind)).toEqual(['deleted', 'deleted']);
    rmSync(tree.folder, { recursive: true });
    symlinkSync(repository.top, tree.folder);
    expect((await store.take(tree)).changes.map((change) => change.kind)).toEqual(['deleted', 'deleted']);
    expect(repository.files.read('a.txt')).toBe('a\n');
  });

  test('survives names that are not UTF-8, a tracked file become a pipe, and a file that cannot be encoded', async () => {
    const { store, tree, write } = await rig({ 'a.txt': 'a\n', 'b.txt': 'b\n' });
    writeFileSync(Buffer.concat([Buffer.from(`${tree.folder}/`), Buffer.from([0x78, 0xff])]), 'x');
    rmSync(path.join(tree.folder, 'b.txt'));
    makePipe(path.join(tree.folder, 'b.txt'));
    write('.gitattributes', '*.utf16 working-tree-encoding=UTF-16\n');
    write('bad.utf16', new Uint8Array([0x61, 0x62, 0x63]));
    const work = await store.take(tree);
    const paths = work.changes.map((change) => change.path);
    expect(paths).toContain('x\\xff');
    expect(paths).toContain('bad.utf16');
    const back = await store.putBack(tree, work, ['x\\xff']);
    expect(back.changes.map((change) => change.path)).not.toContain('x\\xff');
  });

  test('does not wait for a pipe that is named like a file of git', async () => {
    const { store, tree, write } = await rig();
    makePipe(path.join(tree.folder, 'src/.gitignore'));
    write('x.txt', 'x');
    const work = await store.take(tree);
    expect(work.changes.map((change) => change.path)).toEqual(['x.txt']);
  });

  test('names repositories inside, committed or empty, and never looks into them', async () => {
    const { store, tree, write, git, repository } = await rig();
    const marker = path.join(repository.storeRoot, 'ran');
    for (const name of ['inner', 'empty']) {
      write(`${name}/x`, 'x');
      repository.git(['init', '-q'], path.join(tree.folder, name));
      repository.git(['config', 'core.fsmonitor', `touch ${marker}`], path.join(tree.folder, name));
    }
    const inner = path.join(tree.folder, 'inner');
    repository.git(['-c', 'core.fsmonitor=false', 'add', 'x'], inner);
    repository.git(
      ['-c', 'core.fsmonitor=false', '-c', 'user.name=a', '-c', 'user.email=a', 'commit', '-qm', 'x'],
      inner,
    );
    expect((await store.take(tree)).nestedRepositories).toEqual(['empty', 'inner']);
    rmSync(path.join(tree.folder, 'empty'), { recursive: true });
    git('-c', 'core.fsmonitor=false', 'add', 'inner');
    git('commit', '-qm', 'with a repository');
    rmSync(marker, { force: true });
    const work = await store.take(tree);
    expect(work.nestedRepositories).toEqual(['inner']);
    expect(existsSync(marker)).toBe(false);
  });

  test('is read without running anything that the attempt planted', async () => {
    const { store, tree, write, git, repository } = await rig();
    const marker = path.join(repository.storeRoot, 'ran');
    const touch = path.join(tree.folder, 'evil.sh');
    write('evil.sh', `#!/bin/sh\ntouch ${marker}\ncat\n`);
    chmodSync(touch, 0o755);
    write('.gitattributes', '* filter=evil diff=evil merge=evil\n');
    write('a.txt', 'changed\n');
    git('add', '-A');
    git('commit', '-qm', 'own');
    for (const key of [
      'core.fsmonitor',
      'uploadpack.packObjectsHook',
      'filter.evil.clean',
      'filter.evil.smudge',
      'filter.evil.process',
      'diff.evil.textconv',
      'diff.evil.command',
      'merge.evil.driver',
      'alias.upload-pack',
      'alias.add',
      'core.alternateRefsCommand',
      'core.sshCommand',
      'remote.origin.uploadpack',
      'core.pager',
      'core.editor',
      'gpg.program',
    ]) {
      execFileSync('git', ['config', '--file', path.join(tree.folder, '.git/config'), key, touch]);
    }
    const config = path.join(tree.folder, '.git/config');
    execFileSync('git', ['config', '--file', config, 'remote.origin.promisor', 'true']);
    execFileSync('git', ['config', '--file', config, 'remote.origin.url', `ext::${touch}`]);
    execFileSync('git', ['config', '--file', config, 'protocol.ext.allow', 'always']);
    execFileSync('git', ['config', '--file', config, 'core.hooksPath', path.join(tree.folder, '.git/hooks')]);
    for (const hook of ['post-index-change', 'pre-commit', 'post-checkout', 'reference-transaction', 'post-update']) {
      writeFileSync(path.join(tree.folder, '.git/hooks', hook), `#!/bin/sh\ntouch ${marker}\n`, { mode: 0o755 });
    }
    rmSync(marker, { force: true });
    const work = await store.take(tree);
    expect(work.ownCommit).not.toBeNull();
    const commit = await store.commit(tree, work, words);
    await store.diff(store.tip, commit, 10_000);
    const merged = await store.merge(store.tip, commit, words);
    if (merged.kind !== 'merged') throw new Error('not merged');
    await store.checkTree(merged.commit);
    await store.restore(tree.folder, store.tip, ['a.txt']);
    await store.advance(store.tip, merged.commit);
    await store.publish();
    await store.openTree(node, 2, store.tip, true);
    expect(existsSync(marker)).toBe(false);
  });

  test('stays in the attempt as far as its index is concerned: flags that hide a change hide nothing', async () => {
    const { store, tree, write, git } = await rig();
    git('update-index', '--assume-unchanged', 'a.txt');
    git('update-index', '--skip-worktree', 'src/b.txt');
    write('a.txt', 'changed\n');
    write('src/b.txt', 'changed\n');
    expect((await store.take(tree)).changes).toHaveLength(2);
  });
});

describe('putting back', () => {
  test('makes the paths what the base has and keeps the rest', async () => {
    const { store, tree, write } = await rig();
    write('a.txt', 'changed\n');
    write('new.txt', 'x');
    write('keep.txt', 'x');
    rmSync(path.join(tree.folder, 'src'), { recursive: true });
    write('src', 'a file now');
    const work = await store.putBack(tree, await store.take(tree), ['a.txt', 'new.txt', 'src', 'src/b.txt', 'unknown']);
    expect(work.changes).toEqual([{ path: 'keep.txt', kind: 'added', mode: '100644' }]);
    expect(await store.paths(work.tree)).toEqual(['a.txt', 'keep.txt', 'src/b.txt']);
    expect(await store.changes(tree.base, work.tree)).toEqual(work.changes);
  });

  test('is committed on top of what the attempt committed', async () => {
    const { store, tree, write, git } = await rig();
    write('APPROVED_1.md', 'yes');
    write('work.txt', 'x');
    git('add', '-A');
    git('commit', '-qm', 'own');
    const work = await store.putBack(tree, await store.take(tree), ['APPROVED_1.md']);
    const commit = await store.commit(tree, work, words);
    expect(commit).not.toBe(work.ownCommit);
    expect(await store.paths(commit)).toEqual(['a.txt', 'src/b.txt', 'work.txt']);
  });
});
