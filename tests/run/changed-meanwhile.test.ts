import { execFileSync } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { expect, test, vi } from 'vitest';
import { parallelOf, planFolder, planOf, runPlace } from '../support/run-place.ts';

// Real runs on a busy machine.
vi.setConfig({ testTimeout: 60_000 });

test('a folder that becomes a repository keeps its runs', async () => {
  const place = runPlace({ todo: { '1.1': {} }, repository: 'none', config: { worktree: { mode: 'copy' } } });
  const { runId } = (await place.run()).summary;
  execFileSync('git', ['init', '-q'], { cwd: place.root });
  expect((await place.planloom(['runs', 'list'])).stdout).toContain(runId);
  const accepted = await place.planloom(['runs', 'accept']);
  expect([accepted.code, accepted.stderr]).toEqual([0, '']);
  expect(place.read('1.1.txt')).toBe('1\n');
});

test('a damaged journal is no reason to begin anew without a word', async () => {
  const place = runPlace({ todo: { '1.1': {}, '1.2': { needs: ['1.1'], work: 'exit 1' } } });
  const { runId } = (await place.run()).summary;
  const journal = path.join(place.runsFolder, runId, 'journal.jsonl');
  const lines = readFileSync(journal, 'utf8').split('\n');
  writeFileSync(journal, lines.with(4, 'damage').join('\n'));
  const again = await place.planloom(['run', planFolder, '--trust', '--yes']);
  expect([again.code, again.output]).toEqual([2, expect.stringContaining(`${runId}/journal.jsonl:5`)]);
  expect(again.output).toMatch(/planloom run --from\s+head/);
  expect(place.runIds()).toEqual([runId]);
  expect((await place.run(['--from', 'head'])).node('1.1')).toMatchObject({ state: 'succeeded', attempts: 1 });
});

test('a journal that is removed while the run goes on ends the run, which is not called a success', async () => {
  const place = runPlace({ todo: { '1.1': { work: 'echo x > a.txt; rm "$JOURNAL"' } }, config: {} });
  place.setWork('1.1', `echo x > a.txt; rm ${place.runsFolder}/*/journal.jsonl`);
  const run = await place.planloom(['run', planFolder, '--trust', '--yes']);
  expect([run.code, run.stderr]).toEqual([1, expect.stringContaining('the journal of the run was removed')]);
});

test('what was taken out of the plan is not resumed, and the way out is named', async () => {
  const todo = { '1.1': {}, '2.1': { needs: ['1.1'], work: 'exit 1' } } as const;
  const place = runPlace({ todo });
  const { runId } = (await place.run()).summary;
  const less = { '1.1': todo['1.1'] };
  place.write(`${planFolder}/PLAN_SHIP.md`, planOf(less));
  place.write(`${planFolder}/parallel.json`, parallelOf(less));
  const resumed = await place.planloom(['resume', runId, '--retry-failed', '--trust']);
  expect(resumed.code).toBe(2);
  expect(resumed.stderr).toContain(`2.1 is still to be done in the run ${runId}, and not in the plan any more.`);
  expect(resumed.stderr).toContain(`planloom runs skip ${runId} 2.1`);
  await place.planloom(['runs', 'skip', runId, '2.1']);
  expect((await place.planloom(['resume', runId, '--trust'])).code).toBe(0);
});

test('a branch that is deleted while the run goes on is made again', async () => {
  const place = runPlace({ todo: { '1.1': {}, '1.2': { needs: ['1.1'] } } });
  place.setWork(
    '1.2',
    `git -C ${place.root} branch -q -D $(git -C ${place.root} branch --list 'planloom/*'); echo y > b.txt`,
  );
  const run = await place.run();
  expect(run.summary.outcome).toBe('succeeded');
  expect(place.onBranch(run.branch, 'b.txt')).toBe('y');
});
