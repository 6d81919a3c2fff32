import { describe, expect, test, vi } from 'vitest';
import { planFolder, runPlace } from '../support/run-place.ts';
import type { RunPlace } from '../support/run-place.ts';
import { begun, go, held } from './command-gate.ts';

// Real runs on a busy machine.
vi.setConfig({ testTimeout: 60_000 });

interface Shown {
  readonly achievements: readonly { readonly id: string; readonly status: string; readonly dispatch?: string }[];
}

const json = async (place: RunPlace, ...argv: readonly string[]): Promise<Shown & Record<string, unknown>> =>
  (await place.planloom([...argv, '--json'])).json() as Shown & Record<string, unknown>;

const text = async (place: RunPlace, ...argv: readonly string[]): Promise<string> =>
  (await place.planloom(argv, { width: 80 })).stdout;

const chain = (): RunPlace => runPlace({ todo: { '1.1': {}, '1.2': { needs: ['1.1'], work: held } } });

test('a plan with an error is not run: its order would be another than it means', async () => {
  const place = runPlace({ todo: { '1.1': {}, '1.2': { needs: ['1.1'] } } });
  const plan = `${planFolder}/PLAN_SHIP.md`;
  place.write(plan, place.read(plan).replace('**Dependencies**: 1.1', '**Dependencies**: 1.7'));
  const { code, stderr } = await place.planloom(['run', '@SHIP', '--trust', '--yes']);
  expect([code, stderr]).toEqual([2, expect.stringContaining('depends on 1.7, which this plan does not have')]);
  expect(place.runIds()).toEqual([]);
});

describe('while a run is live', () => {
  test('what it works on is in progress, and what it has merged awaits approval', async () => {
    const place = chain();
    const live = place.run();
    await begun(place, '1.2');
    const status = await text(place, 'status', '@SHIP');
    expect(status).toMatch(/1\.1 +Part 1\.1 +in progress +awaiting approval/);
    expect(status).toMatch(/1\.2 +Part 1\.2 +in progress +running/);
    expect(await text(place, 'next', '@SHIP')).toContain('Wait for the run that works on 1.2.');
    go(place, '1.2');
    await live;
    expect(await text(place, 'status', '@SHIP')).toMatch(/1\.2 +Part 1\.2 +in progress +awaiting approval/);
  });

  test('a command of the run may look as well', async () => {
    const place = chain();
    const live = place.run(['--achievement', '1.1']);
    await live;
    const asked = place.planloom(['status', '@SHIP'], { environment: { PLANLOOM_RUN: 'x', PLANLOOM_NODE: '1.1' } });
    expect((await asked).stdout).toContain('awaiting approval');
  });
});

describe('after a run', () => {
  test('the first thing to do is to go on with it, or to take it over', async () => {
    const place = runPlace({ todo: { '1.1': {}, '1.2': { work: 'test -e ../fixed || exit 1' } } });
    const { runId } = (await place.run()).summary;
    for (const command of ['status', 'next']) {
      const shown = await text(place, command, '@SHIP');
      expect(shown.slice(shown.indexOf('→'))).toMatch(/^→ Try 1\.2 again, at which the run \S+ failed\./);
      expect(shown).toContain(`planloom resume ${runId} --retry-failed`);
      expect(shown).toContain(`Take over what the run ${runId} has done, without the rest.`);
    }
    const approved = await place.planloom(['approve', '@SHIP', '1.1']);
    expect(approved.stderr).toContain(`The work of 1.1 is only in the run ${runId}, which is not accepted.`);
    await place.planloom(['runs', 'accept', runId]);
    expect(await text(place, 'next', '@SHIP')).not.toContain(runId);

    const other = runPlace({ todo: { '1.1': {} } });
    const whole = (await other.run()).summary;
    const { actions } = (await json(other, 'next', '@SHIP')) as unknown as { actions: readonly unknown[] };
    expect(actions[0]).toMatchObject({ kind: 'accept_run', achievements: ['1.1'], runId: whole.runId });
    expect(await text(other, 'next', '@SHIP')).toContain(`planloom runs accept ${whole.runId}`);
  });

  test('what depends on merged work is ready, and gets its documents', async () => {
    const place = runPlace({ todo: { '1.1': {}, '1.2': { needs: ['1.1'] } } });
    const first = (await place.run(['--achievement', '1.1'])).summary;
    const next = await text(place, 'next', '@SHIP');
    expect(next).toMatch(/1\.2 +Part 1\.2/);
    expect(next).toContain('1 achievement ready');
    expect(next).toContain('Review 1.1');
    const batch = await place.planloom(['subplan', '@SHIP', '--batch', '--yes']);
    expect(batch.code).toBe(0);
    expect(batch.stdout).toContain('SUBPLAN_SHIP_12.md');
    expect(batch.stdout).not.toContain('SUBPLAN_SHIP_11.md');

    // A question shows what it is about, and another run is named where that is meant.
    const asked = await place.planloom(['run', '@SHIP', '--quiet', '--trust'], { answer: false });
    expect(asked.stderr).toMatch(/To do +1 achievement/);
    await place.run();
    const retried = await place.planloom(['runs', 'retry', '1.1']);
    expect(retried.output.replace(/\s+/g, ' ')).toContain(`planloom runs retry ${first.runId} 1.1`);
  });

  test('an approval makes it complete', async () => {
    const place = runPlace({ todo: { '1.1': {} } });
    await place.run();
    expect((await json(place, 'status', '@SHIP')).achievements).toMatchObject([{ id: '1.1', status: 'in_progress' }]);
    expect((await place.planloom(['approve', '@SHIP', '1.1', '--reason', 'looked at it'])).code).toBe(0);
    expect((await json(place, 'status', '@SHIP')).achievements).toMatchObject([{ id: '1.1', status: 'complete' }]);
    const nothing = await place.planloom(['run', '@SHIP', '--trust', '--yes']);
    expect(nothing).toMatchObject({ code: 0, stdout: 'There is nothing to do: 1.1 is complete.\n' });
  });

  test('what a FIX has sent back is done again, on top of what is there', async () => {
    const place = runPlace({ todo: { '1.1': {}, '1.2': { needs: ['1.1'] } } });
    const first = await place.run();
    expect((await place.planloom(['fix', '@SHIP', '1.1', '--reason', 'it is too short'])).code).toBe(0);
    expect((await json(place, 'status', '@SHIP')).achievements[0]).toMatchObject({ id: '1.1', status: 'failed' });
    place.setWork('1.1', 'cat > prompt.txt; echo longer >> 1.1.txt');
    const second = await place.run();
    expect(second.events[0]).toMatchObject({ after: first.summary.runId });
    expect(second.summary.nodes.map(({ id, attempts }) => [id, attempts])).toEqual([
      ['1.1', 1],
      ['1.2', 0],
    ]);
    expect(place.onBranch(second.branch, '1.1.txt')).toBe('1\nlonger');

    const resolution = `${planFolder}/execution/feedbacks/FIX_11_RESOLUTION.md`;
    expect(place.onBranch(second.branch, resolution)).toContain(
      `Attempt 1 of run ${second.summary.runId} worked on it`,
    );
    const mended = `mended by run ${second.summary.runId.slice(-4)}, awaiting approval`;
    expect(await text(place, 'status', '@SHIP')).toContain(mended);
    expect(await text(place, 'next', '@SHIP')).toContain(`sent back, and mended by run ${second.summary.runId}`);
    expect(await text(place, 'run', '@SHIP', '--dry-run')).toContain('nothing to do');
    expect((await place.planloom(['fix', '@SHIP', '1.1', '--reason', 'still'])).stderr).toContain('open again then');
    const fix = `${planFolder}/execution/feedbacks/FIX_11.md`;
    const written = place.read(fix);
    place.write(fix, `${written}\nStill too short.\n`);
    expect((await json(place, 'status', '@SHIP')).achievements[0]).toMatchObject({ id: '1.1', status: 'failed' });
    expect(await text(place, 'run', '@SHIP', '--dry-run')).toContain('1 achievement');
    place.write(fix, written);
    expect((await place.planloom(['runs', 'accept'])).code).toBe(0);
    expect(place.read(resolution)).toContain('Nobody has approved it yet.');
    expect(await text(place, 'status', '@SHIP')).toContain(mended);
    expect((await place.planloom(['approve', '@SHIP', '1.1'])).code).toBe(0);
  });

  test('what failed is not done, and nothing that needs it is ready', async () => {
    const place = runPlace({ todo: { '1.1': { work: 'exit 1' }, '1.2': { needs: ['1.1'] } } });
    const { runId } = (await place.run()).summary;
    const status = await text(place, 'status', '@SHIP');
    expect(status).toMatch(new RegExp(`1\\.1 +Part 1\\.1 +not started +failed in run ${runId.slice(-4)}, ready`));
    expect(await text(place, 'next', '@SHIP')).toMatch(/1\.1 +Part 1\.1 +failed in run/);
    expect(status).toMatch(/1\.2 +Part 1\.2 +not started +waiting for 1\.1/);
  });

  test('another plan is not meant', async () => {
    const place = runPlace({ todo: { '1.1': {} } });
    const other = planFolder.replace('SHIP', 'SHOP');
    place.write(`${other}/PLAN_SHOP.md`, place.read(`${planFolder}/PLAN_SHIP.md`));
    place.commit();
    await place.run();
    expect(await text(place, 'status', '@SHOP')).toMatch(/1\.1 +Part 1\.1 +not started +ready/);
  });
});
