import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { expect, test } from 'vitest';
import { runPlace } from '../support/run-place.ts';
import type { EndedRun, RunPlace } from '../support/run-place.ts';

interface Attempt {
  readonly name: string;
  readonly work: string;
  readonly state?: string;
  /** Files that the branch has of it, and their texts; null: it must not have it. */
  readonly files: Readonly<Record<string, string | null>>;
  /** Commits of its own that are in the history of the branch, by their first lines. */
  readonly commits?: readonly string[];
}

const commitAs = 'git -c user.name=Bot -c user.email=bot@example.org commit -q';

const attempts: Readonly<Record<string, Attempt>> = {
  '1.1': {
    name: 'commits as it likes',
    work: `echo 1 > a1; git add a1; ${commitAs} -m "first of 1.1"; echo 2 >> a1; ${commitAs} -am "second of 1.1"`,
    files: { a1: '1\n2' },
    commits: ['first of 1.1', 'second of 1.1'],
  },
  '1.2': {
    name: 'commits one half and leaves the other',
    work: `echo 1 > a2; git add a2; ${commitAs} -m "half of 1.2"; echo 2 > b2`,
    files: { a2: '1', b2: '2' },
    commits: ['half of 1.2'],
  },
  '1.3': {
    name: 'rewrites the history',
    work: `echo 1 > a3; git add a3; ${commitAs} --amend -m "rewritten by 1.3"`,
    files: { a3: '1' },
  },
  '1.4': {
    name: 'begins a history of its own',
    work: `git checkout -q --orphan alone; echo 1 > a4; git add a4; ${commitAs} -m "alone in 1.4"`,
    files: { a4: '1' },
  },
  '1.5': {
    name: 'commits on a branch of its own',
    work: `git checkout -q -b feature; echo 1 > a5; git add a5; ${commitAs} -m "feature of 1.5"`,
    files: { a5: '1' },
    commits: ['feature of 1.5'],
  },
  '1.6': {
    name: 'detaches HEAD',
    work: `git checkout -q --detach; echo 1 > a6; git add a6; ${commitAs} -m "detached in 1.6"`,
    files: { a6: '1' },
    commits: ['detached in 1.6'],
  },
  '1.7': { name: 'deletes its repository', work: 'rm -rf .git; echo 1 > a7', files: { a7: '1' } },
  '1.8': {
    name: 'makes its repository anew',
    work: `rm -rf .git; git init -q; echo 1 > a8; git add -A; ${commitAs} -m new`,
    files: { a8: '1' },
  },
  '1.9': {
    name: 'breaks its repository',
    work: 'echo 1 > a9; git add a9; echo nonsense > .git/HEAD; echo x > .git/index',
    files: { a9: '1' },
  },
  '1.10': {
    name: 'commits an ignored file',
    work: `mkdir -p cache; echo secret > cache/x; git add -f cache/x; echo 1 > a10; git add a10; ${commitAs} -m "of 1.10"`,
    files: { a10: '1', 'cache/x': 'secret' },
    commits: ['of 1.10'],
  },
  '1.11': {
    name: 'stages an ignored file',
    work: 'mkdir -p cache; echo secret > cache/y; git add -f cache/y; echo 1 > a11',
    files: { a11: '1', 'cache/y': null },
  },
  '1.12': {
    name: 'stages what it then takes away',
    work: 'echo 1 > a12; echo 2 > b12; git add a12 b12; rm b12',
    files: { a12: '1', b12: null },
  },
  '1.13': {
    name: 'leaves hooks, filters and attributes',
    work: [
      'mkdir -p .git/hooks',
      'for hook in pre-commit post-checkout post-merge reference-transaction; do',
      `  printf '#!/bin/sh\\necho %s >> "$HOME/hooked"\\n' $hook > .git/hooks/$hook; chmod +x .git/hooks/$hook`,
      'done',
      `git config filter.evil.clean 'sh -c "echo clean >> $HOME/hooked; cat"'`,
      `git config core.fsmonitor 'sh -c "echo monitor >> $HOME/hooked"'`,
      `git config core.hooksPath .git/hooks`,
      `git config include.path ../more`,
      "echo '*.txt filter=evil' > .git/info/attributes",
      "echo '*.evil filter=evil' > .gitattributes",
      'echo 1 > a13.evil',
    ].join('\n'),
    files: { 'a13.evil': '1' },
  },
  '1.14': {
    name: 'links its repository to another one',
    work: `echo 1 > a14; mkdir ../other; git init -q ../other; ${commitAs.replace('git', 'git -C ../other')} --allow-empty -m other; rm -rf .git; ln -s ../other/.git .git`,
    files: { a14: '1' },
  },
  '1.15': {
    name: 'signs off, merges and tags',
    work: `echo 1 > a15; git add a15; ${commitAs} -m "of 1.15"; git tag v9; git checkout -q -b x HEAD~1; echo 2 > b15; git add b15; ${commitAs} -m "side of 1.15"; git checkout -q -; git -c user.name=Bot -c user.email=b@example.org merge -q --no-ff x -m "merge of 1.15"`,
    files: { a15: '1', b15: '2' },
    commits: ['side of 1.15', 'merge of 1.15'],
  },
};

const subjects = (place: RunPlace, { branch }: EndedRun): readonly string[] =>
  place.git('log', '--format=%s', branch).split('\n');

test('whatever an attempt does with its repository, its work is taken and nothing of it is run', async () => {
  const place = runPlace({ todo: attempts, config: { maxExecutors: 4 }, files: { '.gitignore': 'cache/\n' } });
  const before = place.git('rev-parse', 'HEAD');
  const run = await place.run();
  const seen = Object.entries(attempts).map(([id, { name, files }]) => [
    name,
    run.node(id).message || run.node(id).state,
    Object.fromEntries(Object.keys(files).map((file) => [file, place.onBranch(run.branch, file) ?? null])),
  ]);
  expect(seen).toEqual(
    Object.values(attempts).map(({ name, state = 'succeeded', files }) => [name, state, { ...files }]),
  );
  expect(existsSync(path.join(`${place.root}.home`, 'hooked'))).toBe(false);
  const log = subjects(place, run);
  expect(log).toEqual(expect.arrayContaining(Object.values(attempts).flatMap(({ commits = [] }) => commits)));
  // Rewritten history does not come along.
  expect(log).not.toContain('rewritten by 1.3');
  expect(log).not.toContain('alone in 1.4');
  expect(place.git('merge-base', 'main', run.branch)).toBe(before);
  expect(place.git('tag')).toBe('');
  expect(place.leftAttempts()).toEqual([]);
});

test('a nested repository is rejected, and the clone with it is kept and named', async () => {
  const place = runPlace({
    todo: {
      '1.1': { work: `echo x > a; git init -q inner; cd inner; echo x > b; git add b; ${commitAs} -m inner` },
      '1.2': { work: 'echo x > c; git init -q empty' },
    },
  });
  const run = await place.run();
  for (const [id, inner] of [
    ['1.1', 'inner'],
    ['1.2', 'empty'],
  ] as const) {
    expect(run.node(id)).toMatchObject({
      state: 'failed',
      message: expect.stringContaining(`${inner} is a git repository of its own`) as string,
    });
    const folder = /kept, as .*: (\/\S+)/.exec(run.node(id).remarks.join(' '))?.[1] ?? '';
    expect(existsSync(path.join(folder, inner, '.git'))).toBe(true);
  }
  expect(place.leftAttempts()).toEqual(['1.1-1', '1.2-1']);
  const text = await place.planloom(['runs', 'show', run.summary.runId]);
  expect(text.output).toContain('kept');
});

test('a clone that the attempt has moved is kept', async () => {
  const place = runPlace({ todo: { '1.1': { work: 'echo x > a.txt; cd ..; mv tree other' } } });
  const { state, message, remarks } = (await place.run()).node('1.1');
  expect([state, message]).toEqual(['failed', 'Its working folder is not where it was.']);
  const [, folder = ''] = /kept, as the attempt has moved it: (\/\S+)/.exec(remarks.join(' ')) ?? [];
  expect(readFileSync(path.join(folder, 'other', 'a.txt'), 'utf8')).toBe('x\n');
});

test('a clone is kept when work in it is nowhere else', async () => {
  const ignored = 'mkdir cache; echo work > cache/work';
  const place = runPlace({
    todo: {
      '1.1': { work: ignored },
      '1.2': { work: `${ignored}; echo x > here` },
      '1.3': { work: `${ignored}; echo x > a3`, deliverables: ['a3', 'cache/work'] },
      '1.4': { work: 'git init -q inner; exit 1' },
      '1.5': { work: `${ignored}; exit 1` },
    },
    files: { '.gitignore': 'cache/\n' },
  });
  const run = await place.run();
  expect(run.summary.nodes.map(({ state }) => state)).toEqual(['failed', 'succeeded', 'succeeded', 'failed', 'failed']);
  expect(place.leftAttempts()).toEqual(['1.1-1', '1.3-1', '1.4-1', '1.5-1']);
  const kept = run.summary.nodes.map(({ remarks }) => /kept, as .*: (\/\S+)/.exec(remarks.join(' '))?.[1]);
  expect(kept.map((folder) => folder === undefined || existsSync(folder))).toEqual([true, true, true, true, true]);
  expect(kept.map((folder) => folder !== undefined)).toEqual([true, false, true, true, true]);
  const ended = run.events.flatMap((event) => (event.type === 'attempt_ended' ? [event] : []));
  expect(ended.find(({ node }) => node === '1.2')?.evidence?.ignored).toEqual(['cache/']);
});
