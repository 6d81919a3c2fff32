import { execFileSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { expect, test } from 'vitest';
import { planFolder, planOf, runPlace } from '../support/run-place.ts';
import type { ToDo } from '../support/run-place.ts';

test('setup makes each clone ready, and what it made is not committed', async () => {
  const place = runPlace({
    todo: {
      '1.1': { work: 'cat made/by-setup.txt installed/lib.txt > 1.1.txt; echo more >> changed-by-setup.txt' },
      '1.2': { work: 'cat made/by-setup.txt > 1.2.txt' },
    },
    config: {
      worktree: {
        setup: [
          'mkdir made installed; echo made > made/by-setup.txt',
          'echo lib > installed/lib.txt; echo generated > changed-by-setup.txt',
        ],
      },
    },
    files: { '.gitignore': 'installed/\n', 'changed-by-setup.txt': 'committed\n' },
  });
  const run = await place.run();
  expect(run.summary.outcome).toBe('succeeded');
  expect(place.onBranch(run.branch, '1.1.txt')).toBe('made\nlib');
  expect(place.onBranch(run.branch, '1.2.txt')).toBe('made');
  expect(run.node('1.2').changed).toEqual(['1.2.txt']);
  expect(place.git('ls-tree', '-r', '--name-only', run.branch).split('\n')).not.toEqual(
    expect.arrayContaining([expect.stringMatching(/^(?:made|installed)/)]),
  );
  // What the attempt did to a file that setup had changed is its work.
  expect(run.node('1.1').changed).toEqual(['1.1.txt', 'changed-by-setup.txt']);
});

test('a setup that fails is a failed attempt, and its last line is told', async () => {
  const place = runPlace({
    todo: { '1.1': { work: `touch "$HOME/ran"` } },
    config: { maxAttempts: 2, worktree: { setup: ['echo the registry is down; exit 7'] } },
  });
  const run = await place.run();
  expect(run.node('1.1')).toMatchObject({
    state: 'failed',
    attempts: 2,
    message: 'The setup echo the registry is down; exit 7 failed: the registry is down',
  });
  expect(existsSync(`${place.root}.home/ran`)).toBe(false);
  expect(run.attemptFile('1.1', 1, 'transcript.log')).toContain('the registry is down');
  expect(place.leftAttempts()).toEqual([]);
});

test('what is brought is there, a copy, and never committed', async () => {
  const place = runPlace({
    todo: {
      '1.1': {
        work: [
          'cat .env modules/tool/index.js > seen.txt; test ! -L modules',
          'echo spoilt > modules/tool/index.js; echo KEY=other > .env',
          'git add -f .env modules; git -c user.name=B -c user.email=b@example.org commit -qm "all of it" -a; echo x > more.txt',
        ].join('\n'),
      },
    },
    config: { worktree: { bring: ['.env', 'modules', 'not-there'] } },
    files: { '.gitignore': '.env\nmodules/\n' },
  });
  place.write('.env', 'KEY=of-the-shop\n');
  place.write('modules/tool/index.js', 'run()\n');
  const run = await place.run();
  expect(run.node('1.1').state).toBe('succeeded');
  expect(place.onBranch(run.branch, 'seen.txt')).toBe('KEY=of-the-shop\nrun()');
  expect([place.read('.env'), place.read('modules/tool/index.js')]).toEqual(['KEY=of-the-shop\n', 'run()\n']);
  // Not even in its history.
  const files = place.git('log', '--format=', '--name-only', `main..${run.branch}`).split('\n');
  expect(files.filter((file) => /^(?:\.env|modules)/.test(file))).toEqual([]);
  expect(files).toContain('more.txt');
});

test('in the one folder all attempts see the work of each other, and nothing is merged', async () => {
  const todo: Readonly<Record<string, ToDo>> = {
    '1.1': { work: 'echo one > one.txt', deliverables: ['one.txt'] },
    '1.2': { needs: ['1.1'], work: 'cat one.txt > two.txt' },
    '1.3': { work: 'true', deliverables: ['three.txt'] },
    '1.4': { work: 'exit 1' },
  };
  const place = runPlace({ todo, config: { worktree: { mode: 'none' }, checks: ['test ! -e four.txt'] } });
  const head = place.git('rev-parse', 'HEAD');
  const run = await place.run();
  expect(run.summary.nodes.map(({ state, unverified }) => [state, unverified])).toEqual([
    ['succeeded', false],
    ['succeeded', false],
    ['failed', false],
    ['failed', false],
  ]);
  expect(run.node('1.3').message).toBe('1.3 declares three.txt, which is not on disk.');
  expect(place.read('two.txt')).toBe('one\n');
  expect([place.git('rev-parse', 'HEAD'), place.git('for-each-ref', '--format=%(refname)')]).toEqual([
    head,
    'refs/heads/main',
  ]);
  expect(existsSync(place.worktrees)).toBe(false);
  expect(run.summary.integrationBranch).toBeNull();
});

test('in the one folder, a validation script that was changed is not run', async () => {
  const place = runPlace({
    todo: {
      '1.1': { script: 'prove.sh', work: 'echo true > prove.sh' },
      '1.2': { script: 'look.sh', work: 'echo x > seen' },
    },
    config: { worktree: { mode: 'none' } },
    files: { 'prove.sh': 'false\n', 'look.sh': 'test -f seen\n' },
  });
  const run = await place.run();
  expect(run.summary.nodes.map(({ state, unverified }) => [state, unverified])).toEqual([
    ['succeeded', true],
    ['succeeded', false],
  ]);
});

test('a copy is a folder without a repository, and its work is merged all the same', async () => {
  const place = runPlace({
    todo: {
      '1.1': { work: 'test ! -e .git; git rev-parse 2> /dev/null && exit 1; echo one > one.txt' },
      '1.2': { needs: ['1.1'], work: 'cat one.txt > two.txt' },
    },
    config: { worktree: { mode: 'copy' }, checks: ['test -e one.txt'] },
  });
  const run = await place.run();
  expect(run.summary.outcome).toBe('succeeded');
  expect(place.onBranch(run.branch, 'two.txt')).toBe('one');
});

test('a run starts from HEAD and the documents of the plan as they are; what stays out is named', async () => {
  const todo = { '1.1': { work: 'ls -R > seen.txt; cat README.md >> seen.txt' } };
  const place = runPlace({ todo, files: { 'README.md': 'committed\n' } });
  const head = place.git('rev-parse', 'HEAD');
  place.write('README.md', 'edited\n');
  place.write('src/new.ts', 'new\n');
  place.write(`${planFolder}/PLAN_SHIP.md`, `${planOf(todo)}\n<!-- edited -->\n`);
  place.write(`${planFolder}/subplans/SUBPLAN_SHIP_11.md`, '# SUBPLAN: ship it\n');
  const outcome = await place.planloom(['run', '@SHIP', '--trust', '--yes', '--json-lines']);
  const run = place.ended(outcome);
  expect(run.summary.outcome).toBe('succeeded');
  const seen = place.onBranch(run.branch, 'seen.txt') ?? '';
  expect(seen).toContain('SUBPLAN_SHIP_11.md');
  expect(seen).toMatch(/committed$/);
  expect(seen).not.toContain('new.ts');
  const foot = place.git('rev-list', '--first-parent', '--reverse', `${head}..${run.branch}`).split('\n')[0]!;
  expect(place.git('diff', '--name-only', `${foot}^`, foot).split('\n')).toEqual([
    `${planFolder}/PLAN_SHIP.md`,
    `${planFolder}/subplans/SUBPLAN_SHIP_11.md`,
  ]);
  expect(place.git('rev-parse', `${foot}^`)).toBe(head);
  expect(run.attemptFile('1.1', 1, 'prompt.md')).toContain('ship it');

  const text = await place.planloom(['run', '@SHIP', '--trust', '--yes', '--from', 'head']);
  expect(text.stderr).toContain('README.md');
  expect(text.stderr).toContain('src/new.ts');
  expect(text.stderr).not.toContain('committed: 4');
});

test('a workspace below the top of its repository is run there', async () => {
  const place = runPlace({
    todo: { '1.1': { work: 'pwd > where.txt; ls .. > above.txt', deliverables: ['where.txt'] } },
    config: { checks: ['ls | grep -q where'] },
  });
  // The whole of it one folder down.
  place.write('.gitignore', '');
  const files = place
    .git('ls-files')
    .split('\n')
    .filter((file) => file !== '.gitignore');
  place.write('shop/README.md', 'shop\n');
  for (const file of files)
    execFileSync('sh', ['-c', `mkdir -p "shop/$(dirname "${file}")" && mv "${file}" "shop/${file}"`], {
      cwd: place.root,
    });
  place.commit('down');
  const outcome = await place.planloom(['run', `${planFolder}/parallel.json`, '--trust', '--yes', '--json'], {
    cwd: 'shop',
  });
  const run = place.ended(outcome);
  expect(run.node('1.1')).toMatchObject({ state: 'succeeded', unverified: false });
  expect(place.onBranch(run.branch, 'shop/where.txt')).toMatch(/\/shop$/);
});
