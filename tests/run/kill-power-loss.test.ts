import { readFileSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { expect, test } from 'vitest';
import { expectGoneOn, expectWhole, gitIn, good, recordedRun } from '../support/recorded-run.ts';

/** Of all the places where the journal can end; the others are tried by `npm run soak`. */
const every = 7;

test('a journal that ends anywhere, also within a line, is gone on from; what is merged is not done again', async () => {
  const run = await recordedRun();
  for (let kept = 3; kept < run.lines.length; kept += every) await expectGoneOn(run, kept);
});

test(
  'a branch that was put back, in the store, with the user or both, is brought forward again',
  { timeout: 120_000 },
  async () => {
    const run = await recordedRun();
    const { place, branch } = run;
    const earlier = place.git('rev-list', '--first-parent', branch).split('\n').slice(1);
    const back: Readonly<Record<string, readonly string[]>> = {
      store: [run.store],
      user: [place.root],
      both: [run.store, place.root],
    };
    for (const commit of earlier) {
      for (const [where, folders] of Object.entries(back)) {
        run.restore();
        // It had not been closed: everything else is done.
        writeFileSync(run.journal, run.lines.slice(0, -1).join(''));
        for (const folder of folders) gitIn(folder, 'update-ref', `refs/heads/${branch}`, commit);
        await expectWhole(run, `${where} at ${commit}`);
        expect(good.map(run.starts)).toEqual([1, 1, 1]);
      }
    }
  },
);

test('a ref without a commit in it, and locks of git that was killed, are cleared away', async () => {
  const run = await recordedRun();
  writeFileSync(run.journal, run.lines.slice(0, -1).join(''));
  for (const folder of [run.store, path.join(run.place.root, '.git')]) {
    const ref = path.join(folder, 'refs', 'heads', run.branch);
    writeFileSync(ref, '');
    writeFileSync(`${ref}.lock`, '');
  }
  writeFileSync(path.join(run.store, 'packed-refs.lock'), '');
  await expectWhole(run, 'empty refs');
  expect(good.map(run.starts)).toEqual([1, 1, 1]);
});

test('a store that is gone is made again from the repository of the user', async () => {
  const run = await recordedRun();
  for (const kept of [run.lines.length - 1, Math.floor(run.lines.length / 2)]) {
    run.restore();
    writeFileSync(run.journal, run.lines.slice(0, kept).join(''));
    rmSync(path.dirname(run.store), { recursive: true });
    await expectWhole(run, `${kept} lines, no store`);
    expect(good.map(run.starts)).toEqual([1, 1, 1]);
  }
});

test('what was merged and is nowhere any more is done again, and what stands on it waits for it', async () => {
  const run = await recordedRun();
  const { place, branch } = run;
  const start = place.git('rev-list', '--first-parent', branch).split('\n').at(-1)!;
  writeFileSync(run.journal, run.lines.slice(0, -1).join(''));
  place.git('update-ref', `refs/heads/${branch}`, start);
  rmSync(path.join(place.root, '.git', 'logs', 'refs', 'heads', 'planloom'), { recursive: true });
  for (const ref of place.git('for-each-ref', '--format=%(refname)', 'refs/planloom').split('\n')) {
    place.git('update-ref', '-d', ref);
  }
  place.git('prune', '--expire=now');
  rmSync(path.dirname(run.store), { recursive: true });
  await expectWhole(run, 'all objects gone');
  expect(good.map(run.starts)).toEqual([2, 2, 2]);
});

test('work that is there, and whose merge is nowhere any more, is merged again and not done again', async () => {
  const run = await recordedRun();
  const { place, branch, store } = run;
  const start = place.git('rev-list', '--first-parent', branch).split('\n').at(-1)!;
  writeFileSync(run.journal, run.lines.slice(0, -1).join(''));
  // The merge of the last one is broken everywhere.
  const tip = place.git('rev-parse', branch);
  for (const folder of [store, place.root]) gitIn(folder, 'update-ref', `refs/heads/${branch}`, `${tip}^1`);
  for (const folder of [store, path.join(place.root, '.git')]) {
    rmSync(path.join(folder, 'objects', tip.slice(0, 2), tip.slice(2)), { force: true });
  }
  rmSync(path.join(place.root, '.git', 'logs', 'refs', 'heads', 'planloom'), { recursive: true });
  expect(start).not.toBe(tip);
  await expectWhole(run, 'one merge gone');
  expect(good.map(run.starts)).toEqual([1, 1, 1]);
});

test('damage within a journal is refused, with its place', async () => {
  const run = await recordedRun();
  for (const [damage, line] of [
    ['{"at":1,"type":"no_such_event"}\n', 5],
    ['{"at":1,"ty\n', 8],
    ['\0\0\0\0\n', 3],
  ] as const) {
    run.restore();
    const lines = run.lines.with(line - 1, damage);
    writeFileSync(run.journal, lines.join(''));
    const resumed = await run.place.planloom(['resume', run.runId, '--trust']);
    expect(resumed.code).toBe(2);
    expect(resumed.stderr).toContain(`${run.runId}/journal.jsonl:${line}`);
    expect(readFileSync(run.journal, 'utf8')).toBe(lines.join(''));
  }
});

test('a run whose configuration is gone or was changed is refused, and can be started anew', async () => {
  const run = await recordedRun();
  const { place, runId } = run;
  const config = path.join(place.runsFolder, runId, 'config.json');
  const text = readFileSync(config, 'utf8');
  writeFileSync(run.journal, run.lines.slice(0, 12).join(''));
  writeFileSync(config, text.replace('exec sh', 'exec bash'));
  const changed = await place.planloom(['resume', runId, '--trust']);
  expect([changed.code, changed.stderr]).toEqual([2, expect.stringContaining('has been changed since')]);
  rmSync(config);
  const gone = await place.planloom(['resume', runId, '--trust']);
  expect([gone.code, gone.stderr]).toEqual([2, expect.stringContaining('is gone')]);
  writeFileSync(config, text);
  await expectWhole(run, 'as it was');
});

test('a branch of a run that the user has committed to on another way is not overrun', async () => {
  const run = await recordedRun();
  const { place, branch } = run;
  writeFileSync(run.journal, run.lines.slice(0, -1).join(''));
  const tree = place.git('rev-parse', `${branch}^{tree}`);
  const mine = place.git('commit-tree', tree, '-p', `${branch}^`, '-m', 'mine');
  place.git('update-ref', `refs/heads/${branch}`, mine);
  const refused = await place.planloom(['resume', run.runId, '--trust']);
  expect([refused.code, refused.stderr]).toEqual([2, expect.stringContaining('commits that the run does not know')]);
  expect(place.git('rev-parse', branch)).toBe(mine);
  place.git('branch', '-m', branch, 'mine');
  await expectWhole(run, 'the branch made again');
});
