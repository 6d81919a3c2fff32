import { existsSync } from 'node:fs';
import { expect, test } from 'vitest';
import { runPlace } from '../support/run-place.ts';

test.each([
  [
    'a branch that it left',
    'git checkout -q -b side && echo other > other.txt && git add -A && git commit -qm side && git checkout -q -',
  ],
  ['a stash', 'echo other > other.txt && git add -A && git stash -q'],
])('an attempt whose commits are on %s keeps its clone, which is named', async (_, aside) => {
  const place = runPlace({ todo: { '1.1': { work: `${aside} && echo done > done.txt` } } });
  const run = await place.run();
  const node = run.node('1.1');
  expect(node.state).toBe('succeeded');
  expect(run.node('1.1').changed).toEqual(['done.txt']);
  const kept = /kept, as .*: (\/\S+)/.exec(node.remarks.join(' '))?.[1] ?? '';
  expect(existsSync(kept)).toBe(true);
});

test('the lock of a git that was killed in the middle of a commit is no ref', async () => {
  const cut = 'git commit-tree -m cut "$(git write-tree)" > .git/refs/heads/own.lock && rm -f .git/index.lock';
  const place = runPlace({ todo: { '1.1': { work: `echo done > done.txt && git add -A && ${cut}` } } });
  expect((await place.run()).node('1.1')).toMatchObject({
    state: 'succeeded',
    remarks: [],
  });
  expect(place.leftAttempts()).toEqual([]);
});
