import { expect, test } from 'vitest';
import { everything } from '../support/everything.ts';
import { planFolder, runPlace } from '../support/run-place.ts';

/** What a run may add to a repository: objects, its refs with their reflogs, its own folder. */
const isOfRuns = (file: string): boolean =>
  /^\.git\/(?:objects|planloom|(?:logs\/)?refs\/(?:planloom|heads\/planloom))(?:\/|$)/.test(file);

test('the checkout, index, branch, stash and configuration of the user stay as they are, byte for byte', async () => {
  const place = runPlace({
    todo: {
      '1.1': { work: 'echo new > tracked.txt; echo x > half.txt' },
      '1.2': { needs: ['1.1'], work: 'rm gone.txt; echo x > untracked.txt' },
      '1.3': { work: 'echo x > failed.txt; exit 1' },
    },
    config: { checks: ['true'] },
    files: { 'tracked.txt': 'tracked\n', 'gone.txt': 'gone\n', 'half.txt': '' },
  });
  // A stash, a side branch, a merge of it begun, staged and unstaged changes, untracked and ignored files, a hook.
  place.write('tracked.txt', 'stashed\n');
  place.git('stash', '--quiet');
  place.git('branch', 'side');
  place.write('tracked.txt', 'changed\n');
  place.write('staged.txt', 'staged\n');
  place.git('add', 'staged.txt');
  place.write('untracked.txt', 'untracked\n');
  place.write('.git/hooks/reference-transaction', '#!/bin/sh\necho hooked >> "$GIT_DIR/../hooked"\n');
  const seen = (): unknown => everything(place.root, (file) => !isOfRuns(file));
  const before = seen();
  const run = await place.run();
  expect(run.summary.outcome).toBe('partial');
  expect(seen()).toEqual(before);
  const refs = place.git('for-each-ref', '--format=%(refname)').split('\n');
  expect(refs).toEqual([
    'refs/heads/main',
    `refs/heads/${run.branch}`,
    'refs/heads/side',
    `refs/planloom/${run.summary.runId}/1.3/1`,
    'refs/stash',
  ]);
  expect(place.git('fsck', '--strict')).not.toMatch(/error|missing|broken/);
  expect(place.git('stash', 'list')).toContain('stash@{0}');
});

test('a branch that is there already is not taken', async () => {
  const place = runPlace({ todo: { '1.1': {} } });
  // Git cannot have planloom/<run> beside a branch planloom.
  place.git('branch', 'planloom');
  const refused = await place.planloom(['run', `${planFolder}/parallel.json`, '--trust', '--yes']);
  expect(refused.code).toBe(2);
  expect(refused.output).toContain('planloom');
  expect(place.runIds()).toEqual([]);
  expect(place.git('for-each-ref', '--format=%(refname)', 'refs/heads').split('\n')).toEqual([
    'refs/heads/main',
    'refs/heads/planloom',
  ]);
});
