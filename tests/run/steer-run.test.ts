import { existsSync, writeFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { runPlace } from '../support/run-place.ts';
import type { RunPlace } from '../support/run-place.ts';

/** Work that tells that it has begun, and ends when the test says so. */
const held = 'touch "$0.begun"; until test -e "$0.go"; do sleep 0.02; done; echo done > "$PLANLOOM_NODE.txt"';

const file = (place: RunPlace, id: string, what: string): string => `${place.root}.work/${id}.sh.${what}`;

const begun = (place: RunPlace, id: string): Promise<void> =>
  expect.poll(() => existsSync(file(place, id, 'begun')), { timeout: 10_000 }).toBe(true);
const go = (place: RunPlace, id: string): void => writeFileSync(file(place, id, 'go'), '');

const started = (place: RunPlace) => place.run(['--max-executors', '2']);

describe('a live run, steered from another terminal', () => {
  test('ends one attempt when it is cancelled, and goes on with the rest', async () => {
    const place = runPlace({ todo: { '1.1': { work: held }, '1.2': { work: held }, '1.3': { needs: ['1.1'] } } });
    const ended = started(place);
    await begun(place, '1.1');
    await begun(place, '1.2');
    const answer = await place.planloom(['runs', 'cancel', '1.1']);
    expect(answer.output).toMatch(/^1\.1 of run .*: cancelled\n$/);
    go(place, '1.2');
    const { summary } = await ended;
    expect(summary.nodes.map(({ id, state }) => [id, state])).toEqual([
      ['1.1', 'cancelled'],
      ['1.2', 'succeeded'],
      ['1.3', 'blocked'],
    ]);
  });

  test('starts nothing new while it is paused, and goes on when it is told to', async () => {
    const place = runPlace({ todo: { '1.1': { work: held }, '1.2': { needs: ['1.1'] } } });
    const ended = started(place);
    await begun(place, '1.1');
    expect((await place.planloom(['runs', 'pause'])).code).toBe(0);
    go(place, '1.1');
    await expect
      .poll(async () => (await place.planloom(['runs', 'show', '--json'])).stdout, { timeout: 10_000 })
      .toContain('"id":"1.1","state":"succeeded"');
    expect((await place.planloom(['runs', 'pause'])).output).toContain('is paused already');
    expect((await place.planloom(['runs', 'show', '--json'])).stdout).toContain('"id":"1.2","state":"ready"');
    await place.planloom(['runs', 'continue']);
    expect((await ended).summary.outcome).toBe('succeeded');
  });

  test('tries again what failed, and leaves out what is skipped', async () => {
    const place = runPlace({
      todo: { '1.1': { work: 'exit 1' }, '1.2': { work: held }, '1.3': { work: 'exit 1' }, '1.4': { needs: ['1.3'] } },
    });
    const ended = started(place);
    await begun(place, '1.2');
    await expect
      .poll(async () => (await place.planloom(['runs', 'show', '--json'])).stdout, { timeout: 10_000 })
      .toMatch(/"id":"1\.3","state":"failed"/);
    place.setWork('1.1', 'echo better > better.txt');
    expect((await place.planloom(['runs', 'retry', '1.1'])).code).toBe(0);
    expect((await place.planloom(['runs', 'skip', '1.3'])).code).toBe(0);
    expect((await place.planloom(['runs', 'retry', '1.9'])).output).toContain('Did you mean');
    expect((await place.planloom(['runs', 'cancel', '1.3'])).code).toBe(2);
    go(place, '1.2');
    expect((await ended).summary.nodes.map(({ id, state }) => [id, state])).toEqual([
      ['1.1', 'succeeded'],
      ['1.2', 'succeeded'],
      ['1.3', 'skipped'],
      ['1.4', 'succeeded'],
    ]);
  });

  test('ends altogether when it is cancelled, and what was noted for a run that is over holds when it is resumed', async () => {
    const place = runPlace({ todo: { '1.1': { work: held }, '1.2': { needs: ['1.1'] } } });
    const ended = started(place);
    await begun(place, '1.1');
    await place.planloom(['runs', 'cancel']);
    const { code, summary } = await ended;
    expect(code).toBe(130);
    expect(summary.outcome).toBe('cancelled');
    expect((await place.planloom(['runs', 'pause'])).output).toContain('Nobody works on the run');
    expect((await place.planloom(['runs', 'skip', '1.1'])).output).toContain('planloom resume');
    const resumed = await place.planloom(['resume', '--trust', '--json']);
    expect(place.ended(resumed).summary.nodes.map(({ state }) => state)).toEqual(['skipped', 'succeeded']);
  });

  test('does nothing for somebody who does not have its secret', async () => {
    const place = runPlace({ todo: { '1.1': { work: held } } });
    const ended = started(place);
    await begun(place, '1.1');
    place.write(`.git/planloom/runs/${place.runIds().at(-1) ?? ''}/control.secret`, 'guessed');
    expect((await place.planloom(['runs', 'cancel'])).code).toBe(2);
    go(place, '1.1');
    expect((await ended).summary.outcome).toBe('succeeded');
  });
});
