import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { chmodSync, existsSync, lstatSync, mkdirSync, readFileSync, readlinkSync, rmSync } from 'node:fs';
import { statSync, symlinkSync, truncateSync } from 'node:fs';
import { expect, test } from 'vitest';
import { planFolder, runPlace } from '../support/run-place.ts';
import type { RunPlace, RunPlaceOptions } from '../support/run-place.ts';

const copies = { worktree: { mode: 'copy' } };

/** A folder without git. */
const folder = (options: RunPlaceOptions): RunPlace =>
  runPlace({ ...options, config: { ...copies, ...options.config }, repository: 'none' });

/** Every file of the folder but planloom's own: its kind, rights and bytes. */
const seen = ({ files, path }: RunPlace): unknown =>
  files()
    .filter((file) => !file.startsWith('.planloom/'))
    .map((file) => {
      const stats = lstatSync(path(file));
      const bytes = stats.isSymbolicLink() ? readlinkSync(path(file)) : readFileSync(path(file));
      return [file, stats.mode, stats.mtimeMs, createHash('sha1').update(bytes).digest('hex')];
    });

test('a folder without git is run on copies, and gets nothing before the run is accepted', async () => {
  const place = folder({
    todo: {
      '1.1': { work: 'test ! -e .git; test ! -e .planloom; echo one > one.txt; echo more >> old.txt' },
      '1.2': { needs: ['1.1'], work: 'cat one.txt > deep/two.txt; rm gone.txt; chmod +x tool.sh; ln -s one.txt link' },
    },
    config: { checks: ['test -e one.txt && test ! -e .git'] },
    files: { 'old.txt': 'old\r\n', 'gone.txt': 'gone\n', 'tool.sh': 'echo\n', 'deep/kept.txt': 'kept\n' },
  });
  chmodSync(place.path('old.txt'), 0o640);
  const before = seen(place);
  const run = await place.run();
  expect(run.summary.outcome).toBe('succeeded');
  expect(seen(place)).toEqual(before);
  expect(existsSync(place.path('.git'))).toBe(false);

  const accepted = await place.planloom(['runs', 'accept']);
  expect(accepted.code).toBe(0);
  expect(accepted.stdout).toBe(
    '6 written or removed in the folder:\n  deep/two.txt\n  gone.txt\n  link\n  old.txt\n  one.txt\n  tool.sh\n',
  );
  expect(place.read('old.txt')).toBe('old\r\nmore\n');
  expect(statSync(place.path('old.txt')).mode & 0o777).toBe(0o640);
  expect(place.read('deep/two.txt')).toBe('one\n');
  expect(existsSync(place.path('gone.txt'))).toBe(false);
  expect(statSync(place.path('tool.sh')).mode & 0o111).not.toBe(0);
  expect(readlinkSync(place.path('link'))).toBe('one.txt');

  // It counts from now on.
  expect((await place.planloom(['runs', 'accept'])).code).toBe(0);
  const again = await place.planloom(['run', `${planFolder}/parallel.json`, '--trust', '--yes', '--json']);
  expect(again.json()).toMatchObject({ runId: null, outcome: 'succeeded' });
});

test('two nodes that change one path collide, and both are named', async () => {
  const lines = 'a\nb\nc\nd\ne\nf\ng\nh\n';
  const place = folder({
    todo: {
      '1.1': { work: "sed -i 's/^a$/A/' shared.txt" },
      '1.2': { work: '' },
      '1.3': { work: 'echo same > same.txt' },
    },
    files: { 'shared.txt': lines },
  });
  place.setWork(
    '1.2',
    `test "$PLANLOOM_ATTEMPT" = 2 || { ${place.untilMerged('1.1')}; ${place.untilMerged('1.3')}; }; sed -i 's/^h$/H/' shared.txt; echo same > same.txt`,
  );
  const run = await place.run();
  // Git would have merged these lines; who has no history to look into is told instead.
  const failure = run.events.find((event) => event.type === 'merge_failed');
  expect(failure).toMatchObject({
    node: '1.2',
    reason: 'conflict',
    paths: ['shared.txt'],
    message: 'shared.txt was changed by 1.1 and 1.2.',
  });
  expect(run.node('1.2')).toMatchObject({ state: 'succeeded', attempts: 2 });
  expect((await place.planloom(['runs', 'accept'])).code).toBe(0);
  expect(place.read('shared.txt')).toBe('A\nb\nc\nd\ne\nf\ng\nH\n');
});

test('a collision that stays is told with both nodes, and the rest of the run is there', async () => {
  const place = folder({
    todo: {
      '1.1': { work: 'echo 1 > shared.txt' },
      '1.2': { work: '' },
      '1.3': {},
    },
  });
  place.setWork('1.1', 'echo 1 > shared.txt');
  // It always starts before somebody else has changed the path.
  place.setWork('1.2', `${place.untilMerged('1.1')}; echo two > shared.txt; test $PLANLOOM_ATTEMPT = 1`);
  const run = await place.run();
  expect(run.summary.outcome).toBe('partial');
  expect(JSON.stringify(run.events)).toContain('shared.txt was changed by 1.1 and 1.2.');
});

test('what changed in the folder meanwhile is refused by name, and nothing is written', async () => {
  const place = folder({
    todo: { '1.1': { work: 'echo run > a.txt; echo run > b.txt; echo run > new.txt; rm c.txt' } },
    files: { 'a.txt': 'a\n', 'b.txt': 'b\n', 'c.txt': 'c\n', 'd.txt': 'd\n' },
  });
  await place.run();
  place.write('b.txt', 'mine\n');
  place.write('c.txt', 'mine\n');
  place.write('new.txt', 'mine\n');
  place.write('d.txt', 'mine\n');
  const before = seen(place);
  const refused = await place.planloom(['runs', 'accept']);
  expect(refused.code).toBe(2);
  expect(refused.stderr).toContain(
    'Files that the run has changed were changed in the folder since it began: b.txt, c.txt, new.txt.',
  );
  expect(seen(place)).toEqual(before);
  // Out of the way, or equal to what the run has: then it goes in.
  place.write('b.txt', 'b\n');
  place.write('c.txt', 'c\n');
  place.write('new.txt', 'run\n');
  const accepted = await place.planloom(['runs', 'accept', '--json']);
  expect(accepted.json()).toMatchObject({ how: 'copied', into: 'the folder', written: ['a.txt', 'b.txt', 'c.txt'] });
  expect([place.read('b.txt'), place.read('d.txt')]).toEqual(['run\n', 'mine\n']);
});

test('what ignore files name, node_modules and the state of planloom are not copied; repositories inside are', async () => {
  const place = folder({
    todo: { '1.1': { work: 'ls -A > seen.txt; ls -A part >> seen.txt; cat .env >> seen.txt' } },
    config: { worktree: { mode: 'copy', bring: ['.env'] } },
    files: {
      '.gitignore': 'cache/\n',
      'cache/x': 'x',
      'node_modules/x/index.js': 'x',
      'part/kept.txt': 'kept\n',
      '.env': 'A=secret-value\n',
    },
  });
  place.git('init', '--quiet', 'part');
  const run = await place.run();
  expect(run.summary.outcome).toBe('succeeded');
  await place.planloom(['runs', 'accept']);
  const names = place.read('seen.txt').split('\n');
  expect(names).toEqual(expect.arrayContaining(['part', 'kept.txt', '.env', 'A=secret-value', '.gitignore']));
  for (const name of ['cache', 'node_modules', '.planloom', '.git']) expect(names).not.toContain(name);
  expect(existsSync(place.path('part', '.git', 'HEAD'))).toBe(true);
});

test('the bytes of every file are what they were, whatever attributes say of them', async () => {
  const place = folder({
    todo: { '1.1': { work: 'cksum < crlf.txt > sums.txt; cksum < mixed.bin >> sums.txt; cp crlf.txt copy.txt' } },
    files: {
      '.gitattributes': '* text=auto eol=crlf\n*.bin filter=nobody working-tree-encoding=UTF-16 ident\n',
      'crlf.txt': 'one\r\ntwo\r\n',
      'lf.txt': 'one\n',
      'mixed.bin': '$Id$ \r\n \n x',
    },
  });
  await place.run();
  expect((await place.planloom(['runs', 'accept'])).code).toBe(0);
  const sums = ['crlf.txt', 'mixed.bin'].map((file) =>
    execFileSync('sh', ['-c', `cksum < ${file}`], { cwd: place.root }),
  );
  expect(place.read('sums.txt')).toBe(sums.join(''));
  expect(place.read('copy.txt')).toBe('one\r\ntwo\r\n');
});

test('the next run goes on from work that waits, and from what has changed in the folder', async () => {
  const place = folder({ todo: { '1.1': {}, '1.2': { work: 'exit 1' } }, files: { 'a.txt': 'a\n' } });
  const first = await place.run();
  expect(first.summary.outcome).toBe('partial');
  place.write('a.txt', 'changed\n');
  place.setWork('1.2', 'cat a.txt 1.1.txt > both.txt');
  const second = await place.run();
  expect(second.node('1.1').attempts).toBe(0);
  expect(second.summary.outcome).toBe('succeeded');
  expect((await place.planloom(['runs', 'accept', second.summary.runId])).code).toBe(0);
  expect(place.read('both.txt')).toBe('changed\n1\n');
});

test('what collides with work that waits is refused with the way out', async () => {
  const place = folder({
    todo: { '1.1': { work: 'echo run > a.txt' }, '1.2': { work: 'exit 1' } },
    files: { 'a.txt': 'a\n' },
  });
  await place.run();
  place.write('a.txt', 'mine\n');
  const refused = await place.planloom(['run', `${planFolder}/parallel.json`, '--trust', '--yes', '--json']);
  expect(refused.code).toBe(2);
  expect(refused.output).toContain('What has changed in the folder cannot be merged');
  expect(refused.output).toContain('--from head');
  place.setWork('1.2', 'cat a.txt > mine.txt');
  const fresh = await place.run(['--from', 'head']);
  expect(fresh.node('1.1').attempts).toBe(1);
});

test('a run on copies is resumed, even when its store is gone', async () => {
  const place = folder({ todo: { '1.1': {}, '1.2': { needs: ['1.1'], work: 'exit 1' } } });
  const first = await place.run();
  rmSync(place.worktrees, { recursive: true });
  place.setWork('1.2', 'cat 1.1.txt > two.txt');
  const outcome = await place.planloom(['resume', first.summary.runId, '--retry-failed', '--trust', '--json']);
  expect(place.ended(outcome).summary.outcome).toBe('succeeded');
  expect((await place.planloom(['runs', 'accept'])).code).toBe(0);
  expect(place.read('two.txt')).toBe('1\n');
});

test('an accept that was cut short is finished by the next one', async () => {
  const place = folder({
    todo: { '1.1': { work: 'rm -r a; echo file > a; mkdir b2; mv b b2/b; echo x > z.txt' } },
    files: { 'a/one.txt': 'one\n', b: 'b\n' },
  });
  await place.run();
  // As if it had been killed after it had made room.
  rmSync(place.path('a'), { recursive: true });
  mkdirSync(place.path('b2'));
  place.write('b2/b', 'b\n');
  place.write('z.txt', 'x\n');
  rmSync(place.path('b'));
  const accepted = await place.planloom(['runs', 'accept', '--json']);
  expect(accepted.json()).toMatchObject({ written: ['a'] });
  expect(place.read('a')).toBe('file\n');
});

test('a link in the way is not written through', async () => {
  const place = folder({
    todo: { '1.1': { work: 'echo run > sub/a.txt' } },
    files: { 'sub/a.txt': 'a\n', 'elsewhere/a.txt': 'a\n' },
  });
  await place.run();
  rmSync(place.path('sub'), { recursive: true });
  symlinkSync('elsewhere', place.path('sub'));
  const refused = await place.planloom(['runs', 'accept']);
  expect(refused.code).toBe(2);
  expect(place.read('elsewhere/a.txt')).toBe('a\n');
});

test('how much is copied is told where it is much', async () => {
  const place = folder({ todo: { '1.1': {} } });
  place.write('large.bin', Buffer.alloc(1));
  truncateSync(place.path('large.bin'), 300_000_000);
  const preview = await place.planloom(['run', `${planFolder}/parallel.json`, '--dry-run']);
  expect(preview.output).toMatch(/Every attempt gets a copy of \d files, 300 MB\./);
});

test('without git and without copies, the refusal names the ways there are', async () => {
  const place = folder({ todo: { '1.1': {} }, config: { worktree: { mode: 'clone' } } });
  const refused = await place.planloom(['run', `${planFolder}/parallel.json`, '--trust', '--yes']);
  expect(refused.code).toBe(2);
  expect(refused.output).toContain('"copy"');
});
