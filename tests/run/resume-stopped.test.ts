import { execFileSync, spawn } from 'node:child_process';
import { readFileSync, rmSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, onTestFinished, test, vi } from 'vitest';
import { isRunning } from '../support/processes.ts';
import { planFolder, runPlace } from '../support/run-place.ts';
import type { RunPlace } from '../support/run-place.ts';
import { begun, endless, go, held, pidsOf, promised } from './command-gate.ts';

// Real runs on a busy machine.
vi.setConfig({ testTimeout: 60_000 });

const plan = `${planFolder}/parallel.json`;

const states = (nodes: readonly { readonly id: string; readonly state: string }[]): Record<string, string> =>
  Object.fromEntries(nodes.map(({ id, state }) => [id, state]));

const newest = (place: RunPlace): string => place.runIds().at(-1) ?? '';

const journalSays = (place: RunPlace, words: string): Promise<void> =>
  expect
    .poll(() => readFileSync(path.join(place.runsFolder, newest(place), 'journal.jsonl'), 'utf8'), { timeout: 15_000 })
    .toContain(words);

describe('Ctrl-C', () => {
  test('once: what runs is finished, nothing new starts, and resume does the rest under the same id', async () => {
    const place = runPlace({ todo: { '1.1': { work: held }, '1.2': { work: held }, '1.3': { needs: ['1.1'] } } });
    const first = promised();
    const ending = place.planloom(['run', plan, '--trust', '--yes'], { interruptions: [first.when] });
    await begun(place, '1.1', '1.2');
    first.keep();
    await journalSays(place, '"how":"drain"');
    go(place, '1.1', '1.2');
    const { code, stdout, stderr } = await ending;
    expect(code).toBe(1);
    expect(stderr).toContain('stopping: nothing new starts; Ctrl-C again ends what runs');
    expect(stdout).toContain('paused  Stopped with 2 of 3 achievements done; the rest waits.');
    const runId = newest(place);
    expect(stdout).toContain(`planloom resume ${runId}\n`);

    const resumed = place.ended(await place.planloom(['resume', '--trust', '--json']));
    expect(resumed).toMatchObject({ code: 0, summary: { runId, outcome: 'succeeded' } });
    expect(resumed.summary.nodes.map(({ attempts }) => attempts)).toEqual([1, 1, 1]);
    expect(place.runIds()).toEqual([runId]);
  });

  test('twice: what runs is ended with all that it has started, and resume tries it again', async () => {
    const place = runPlace({
      todo: { '1.1': {}, '1.2': { needs: ['1.1'], work: endless }, '1.3': { needs: ['1.2'] } },
    });
    const [first, second] = [promised(), promised()];
    const ending = place.planloom(['run', plan, '--trust', '--yes'], { interruptions: [first.when, second.when] });
    await begun(place, '1.2');
    const pids = pidsOf(place, '1.2');
    expect(pids.map(isRunning)).toEqual([true, true]);
    first.keep();
    await journalSays(place, '"how":"drain"');
    second.keep();
    const { code, stdout, stderr } = await ending;
    expect(code).toBe(130);
    expect(stderr.match(/cancelled/g)).toEqual(['cancelled', 'cancelled']);
    expect(stderr).toMatch(/cancelled: 1\.2\n.*the run has ended: cancelled\n$/);
    expect(stdout).toContain('cancelled  Stopped with 1 of 3 achievements done; what is done stays.');
    expect(pids.map(isRunning)).toEqual([false, false]);
    const runId = newest(place);
    const shown = place.ended(await place.planloom(['runs', 'show', '--json']));
    expect(states(shown.summary.nodes)).toEqual({ '1.1': 'succeeded', '1.2': 'cancelled', '1.3': 'pending' });

    place.setWork('1.2', 'echo better > better.txt');
    const resumed = await place.planloom(['resume', runId, '--trust'], { width: 80 });
    expect(resumed.code).toBe(0);
    expect(resumed.stderr).toMatch(/0:00 +the run goes on\n/);
    expect(resumed.stderr).toMatch(/1\.2 +Part 1\.2 +attempt 2 started, work, slot 1, as asked/);
    expect(resumed.stderr).not.toMatch(/1\.1 +Part 1\.1/);
    expect(resumed.stdout).toContain('succeeded  All 3 achievements are done.');
  });

  test('after the run has ended, it changes nothing', async () => {
    const place = runPlace({ todo: { '1.1': {} } });
    const late = promised();
    const { code } = await place.planloom(['run', plan, '--trust', '--yes'], { interruptions: [late.when] });
    late.keep();
    expect(code).toBe(0);
  });
});

describe('resume', () => {
  test('leaves what has failed alone, unless it is asked for', async () => {
    const place = runPlace({ todo: { '1.1': { work: 'exit 1' }, '1.2': { needs: ['1.1'] }, '2.1': {} } });
    const run = await place.run();
    const { runId } = run.summary;
    const plain = await place.planloom(['resume', '--trust']);
    expect(plain.code).toBe(1);
    expect(plain.output).toBe(`All that the run ${runId} could do is done; --retry-failed tries again what failed.\n`);
    place.setWork('1.1', 'echo better > better.txt');
    const again = place.ended(await place.planloom(['resume', runId, '--retry-failed', '--trust', '--json']));
    expect(again).toMatchObject({ code: 0, summary: { runId, outcome: 'succeeded' } });
    expect(again.summary.nodes.map(({ id, attempts }) => [id, attempts])).toEqual([
      ['1.1', 2],
      ['1.2', 1],
      ['2.1', 1],
    ]);
    // And a run that is done has nothing to go on with.
    const whole = await place.planloom(['resume', '--retry-failed', '--trust']);
    expect(whole).toMatchObject({ code: 0, output: `The run ${runId} has succeeded; there is nothing left of it.\n` });
    const { code, stdout } = await place.planloom(['resume', runId.slice(-4), '--json']);
    expect(code).toBe(0);
    expect(JSON.parse(stdout)).toMatchObject({ kind: 'run-summary', runId, outcome: 'succeeded' });
    await place.planloom(['runs', 'accept']);
    const accepted = await place.planloom(['resume', '--trust']);
    expect(accepted).toMatchObject({ code: 0, output: `The run ${runId} was accepted; start another one.\n` });
  });

  test('refuses what is not there', async () => {
    const place = runPlace({ todo: { '1.1': {} } });
    const never = await place.planloom(['resume']);
    expect(never.code).toBe(2);
    expect(never.output).toContain('Nothing was ever run in this workspace.');
    const { summary } = await place.run();
    const unknown = await place.planloom(['resume', `${summary.runId.slice(0, -1)}!`]);
    expect(unknown.code).toBe(2);
    expect(unknown.output).toContain(`Did you mean ${summary.runId}?`);
    expect((await place.planloom(['resume', 'zzzzzzzzzzzz'])).output).toContain('planloom runs list shows all.');
  });

  test('makes the store again when it was lost, and nothing that is merged is done again', async () => {
    const place = runPlace({ todo: { '1.1': {}, '1.2': { needs: ['1.1'], work: 'exit 1' } } });
    const { summary } = await place.run();
    rmSync(place.worktrees, { recursive: true });
    place.setWork('1.2', 'cat 1.1.txt > copy.txt');
    const again = place.ended(await place.planloom(['resume', '--retry-failed', '--trust', '--json']));
    expect(again).toMatchObject({ code: 0, summary: { runId: summary.runId } });
    expect(again.node('1.1').attempts).toBe(1);
    expect(place.onBranch(again.branch, 'copy.txt')).toBe('1');
  });

  test('goes by the configuration that the run was started with', async () => {
    const place = runPlace({ todo: { '1.1': { work: 'exit 1' } } });
    await place.run();
    place.setWork('1.1', 'echo x > x.txt');
    place.write('planloom.config.json', '{ broken');
    expect((await place.planloom(['resume', '--retry-failed', '--trust'])).code).toBe(0);
  });
});

describe('a plan that is run already', () => {
  test('is not run a second time, resumed or accepted, and the live run is named', async () => {
    const place = runPlace({ todo: { '1.1': { work: held } } });
    const first = place.run();
    await begun(place, '1.1');
    const runId = newest(place);
    for (const argv of [
      ['run', plan, '--trust', '--yes'],
      ['run', '@SHIP', '--trust', '--yes', '--json'],
      ['resume', '--trust'],
      ['resume', runId, '--retry-failed', '--trust'],
    ]) {
      const { code, output } = await place.planloom(argv);
      expect([argv.join(' '), code]).toEqual([argv.join(' '), 2]);
      expect(output).toMatch(new RegExp(`run ${runId} (?:of this plan|goes on)`));
    }
    expect((await place.planloom(['runs', 'accept'])).code).toBe(2);
    go(place, '1.1');
    expect((await first).summary).toMatchObject({ runId, outcome: 'succeeded' });
    expect(place.runIds()).toEqual([runId]);
  });
});

describe('a planloom that was killed', () => {
  const main = fileURLToPath(new URL('../../dist/main.js', import.meta.url));

  test('leaves nothing running, and its run is gone on with', async () => {
    const place = runPlace({
      todo: { '1.1': {}, '1.2': { needs: ['1.1'], work: endless }, '1.3': { needs: ['1.2'] } },
    });
    const home = `${place.root}.home`;
    const child = spawn(process.execPath, [main, 'run', plan, '--trust', '--yes', '--quiet'], {
      cwd: place.root,
      stdio: 'ignore',
      env: {
        PATH: process.env.PATH,
        HOME: home,
        XDG_STATE_HOME: place.state,
        PLANLOOM_WORKTREE_ROOT: place.worktrees,
        GIT_CONFIG_NOSYSTEM: '1',
      },
    });
    onTestFinished(() => void child.kill('SIGKILL'));
    await begun(place, '1.2');
    const pids = pidsOf(place, '1.2');
    child.kill('SIGKILL');
    // The guard ends what is left.
    await expect.poll(() => pids.filter(isRunning), { timeout: 15_000 }).toEqual([]);

    const listed = await place.planloom(['runs', 'list'], { width: 80 });
    expect(listed.stdout).toMatch(/SHIP +interrupted +1 of 3/);
    const shown = await place.planloom(['runs', 'show'], { width: 80 });
    expect(shown.stdout).toContain('interrupted  1 of 3 achievements done; nobody works on it now.');
    expect(shown.stdout).toContain('planloom resume');

    place.setWork('1.2', 'echo better > better.txt');
    const resumed = place.ended(await place.planloom(['resume', '--trust', '--json']));
    expect(resumed).toMatchObject({ code: 0, summary: { outcome: 'succeeded' } });
    expect(resumed.summary.nodes.map(({ id, attempts }) => [id, attempts])).toEqual([
      ['1.1', 1],
      ['1.2', 2],
      ['1.3', 1],
    ]);
    expect(resumed.events.filter((event) => event.type === 'attempt_ended' && event.outcome === 'interrupted')).toEqual(
      [expect.objectContaining({ node: '1.2', attempt: 1 })],
    );
    expect(execFileSync('git', ['fsck', '--connectivity-only'], { cwd: place.root, stdio: 'pipe' }).toString()).toBe(
      '',
    );
    expect(place.leftAttempts()).toEqual([]);
  });
});
