import { existsSync } from 'node:fs';
import { expect, test } from 'vitest';
import { everything } from '../support/everything.ts';
import { writeManyFiles } from '../support/many-files.ts';
import { runPlace } from '../support/run-place.ts';
import type { RunPlaceOptions } from '../support/run-place.ts';

const count = 100_000;
/** Every tree is 100,000 files to write and to remove: seconds on a quiet machine, minutes on a busy disk. */
const patienceMs = 20 * 60 * 1000;
const todo: RunPlaceOptions['todo'] = {
  '1.1': { work: 'echo new > many/0/0/file-0.txt; echo one > one.txt' },
  '1.2': { work: 'rm -r many/15; echo two > two.txt' },
  '1.3': { needs: ['1.1', '1.2'], work: 'cat one.txt two.txt many/0/0/file-0.txt > three.txt; test ! -e many/15' },
};
const config = { checks: ['test -e many/1/1'] };

test('a repository of 100,000 files is run, left as it was, and accepted', { timeout: patienceMs }, async () => {
  const place = runPlace({ todo, config });
  place.git('config', 'gc.auto', '0');
  writeManyFiles(place.root, count);
  // Into one pack, as in a repository of this size that has lived for a while.
  place.git('-c', 'core.bigFileThreshold=1', 'add', '-A');
  place.commit('many');
  const seen = (): unknown => everything(place.root, (file) => !file.startsWith('.git/'));
  const before = seen();
  const run = await place.run();
  expect(run.summary.outcome).toBe('succeeded');
  expect(seen()).toEqual(before);
  expect((await place.planloom(['runs', 'accept'])).code).toBe(0);
  expect(place.git('status', '--porcelain')).toBe('');
  expect(place.read('three.txt')).toBe('one\ntwo\nnew\n');
  expect(existsSync(place.path('many', '15'))).toBe(false);
  expect(place.git('fsck')).not.toMatch(/error|missing|broken/);
  expect(place.leftAttempts()).toEqual([]);
});

test('a folder of 100,000 files without git is run on copies, and accepted', { timeout: patienceMs }, async () => {
  const place = runPlace({ todo, config: { ...config, worktree: { mode: 'copy' } }, repository: 'none' });
  writeManyFiles(place.root, count);
  const seen = (): unknown => everything(place.root, (file) => !file.startsWith('.planloom'));
  const before = seen();
  const run = await place.run();
  expect(run.summary.outcome).toBe('succeeded');
  expect(seen()).toEqual(before);
  const accepted = await place.planloom(['runs', 'accept', '--json']);
  expect((accepted.json() as { written: readonly string[] }).written).toHaveLength(count / 16 + 4);
  expect(place.read('three.txt')).toBe('one\ntwo\nnew\n');
  expect(existsSync(place.path('many', '15'))).toBe(false);
});
