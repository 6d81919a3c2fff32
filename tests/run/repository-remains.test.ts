import { existsSync } from 'node:fs';
import path from 'node:path';
import { expect, test } from 'vitest';
import { removeRefs, runRemains } from '../../src/adapters/run/run-remains.ts';
import { removeAside } from '../../src/adapters/run/remove-aside.ts';
import type { RemainsRequest } from '../../src/adapters/run/run-remains.ts';
import { runPlace } from '../support/run-place.ts';
import type { EndedRun, RunPlace } from '../support/run-place.ts';
import { readdirSync } from 'node:fs';

const remainsOf = (place: RunPlace, run: EndedRun): RemainsRequest => {
  const [workspace = ''] = readdirSync(place.worktrees);
  return {
    userRoot: place.root,
    storeRoot: path.join(place.worktrees, workspace, run.summary.runId),
    runId: run.summary.runId,
    branch: run.branch,
    commits: run.events.flatMap((event) => (event.type === 'attempt_ended' ? (event.commit ?? []) : [])),
    environment: { PATH: process.env.PATH, HOME: place.worktrees },
  };
};

const todo = {
  '1.1': { work: 'head -c 100000 /dev/urandom > large.bin' },
  '1.2': { work: 'echo x > half.txt; exit 1' },
};

test('before a store is removed it is told what is in it, and what is nowhere else', async () => {
  const place = runPlace({ todo });
  const run = await place.run();
  const request = remainsOf(place, run);
  const kept = `refs/planloom/${run.summary.runId}/1.2/1`;
  const waiting = await runRemains(request);
  expect(waiting).toMatchObject({ unpublished: [], keptAttempts: [], unacceptedBranch: run.branch, keptRefs: [kept] });
  expect(waiting.diskBytes).toBeGreaterThan(100_000);

  // As if planloom had died before it had published.
  place.git('update-ref', '-d', `refs/heads/${run.branch}`);
  const unpublished = await runRemains(request);
  expect(unpublished.unpublished).toContain(run.node('1.1').commit);
  expect(unpublished.unacceptedBranch).toBeNull();
  place.git('update-ref', `refs/heads/${run.branch}`, run.node('1.1').commit!);

  expect((await place.planloom(['runs', 'accept'])).code).toBe(0);
  expect(await runRemains(request)).toMatchObject({ unpublished: [], unacceptedBranch: null, keptRefs: [kept] });

  await removeAside(request.storeRoot);
  expect(existsSync(request.storeRoot)).toBe(false);
  expect(await runRemains(request)).toMatchObject({ diskBytes: 0, unpublished: [], keptRefs: [kept] });
  await removeRefs(request);
  expect(place.git('for-each-ref', '--format=%(refname)')).toBe('refs/heads/main');
});

test('an attempt that was kept is named', async () => {
  const place = runPlace({ todo: { '1.1': { work: 'git init -q inner; echo x > inner/x' } } });
  const run = await place.run();
  const { keptAttempts } = await runRemains(remainsOf(place, run));
  expect(keptAttempts).toHaveLength(1);
  expect(existsSync(path.join(keptAttempts[0]!, 'tree', 'inner', 'x'))).toBe(true);
});

test('the same holds for runs on copies', async () => {
  const place = runPlace({ todo, config: { worktree: { mode: 'copy' } }, repository: 'none' });
  const run = await place.run();
  const request = remainsOf(place, run);
  expect(await runRemains(request)).toMatchObject({ unpublished: [], unacceptedBranch: run.branch });
  expect((await place.planloom(['runs', 'accept'])).code).toBe(0);
  expect(await runRemains(request)).toMatchObject({ unpublished: [], unacceptedBranch: null });
  await removeAside(request.storeRoot);
  await removeRefs(request);
  expect(await runRemains(request)).toMatchObject({ diskBytes: 0, keptRefs: [] });
});
