import { existsSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import path from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { killAlone, startPlanloom } from '../support/kill-rig.ts';
import type { Live } from '../support/kill-rig.ts';
import { isRunning, numberIn, until } from '../support/processes.ts';
import { planFolder, runPlace } from '../support/run-place.ts';
import type { RunPlace, RunPlaceOptions } from '../support/run-place.ts';

const environmentOf = ({ root }: RunPlace): Readonly<Record<string, string>> => ({
  PATH: process.env.PATH ?? '',
  HOME: `${root}.home`,
  XDG_STATE_HOME: `${root}.state`,
  XDG_CONFIG_HOME: `${root}.config`,
  PLANLOOM_WORKTREE_ROOT: `${root}.worktrees`,
});

const start = (place: RunPlace, argv: readonly string[]): Live => {
  const live = startPlanloom(argv, place.root, environmentOf(place));
  onTestFinished(() => killAlone(live));
  return live;
};

const runArgs = ['run', `${planFolder}/parallel.json`, '--trust', '--yes', '--json', '--no-guard'];

/** A run that was killed while its first command was at its work, and whose command lives on. */
const killedAtWork = async (
  first: string,
  config: RunPlaceOptions['config'] = {},
): Promise<{ readonly place: RunPlace; readonly runId: string; readonly pid: number }> => {
  const place = runPlace({ todo: { '1.1': {} }, config });
  const outside = `${place.root}.work`;
  const again = 'test "$PLANLOOM_ATTEMPT" = 1 || { echo done > done.txt; exit 0; }';
  place.setWork('1.1', `${again}\n${first}\necho $$ > "${outside}/pid"\nexec sleep 1000`);
  const live = start(place, runArgs);
  const pid = await numberIn(`${outside}/pid`);
  onTestFinished(() => {
    if (isRunning(pid)) process.kill(pid, 'SIGKILL');
  });
  await killAlone(live);
  return { place, runId: place.runIds()[0]!, pid };
};

test('what a killed run has left is kept: files, commits and transcript; its command is ended first', async () => {
  const { place, runId, pid } = await killedAtWork(
    'echo "said before the kill"; echo own > own.txt; git add -A; git commit -q -m mine; echo loose > loose.txt; echo \'{"costUsd": 0.25}\' > "$PLANLOOM_RESULT"',
  );
  expect(isRunning(pid)).toBe(true);
  expect(place.leftAttempts()).toEqual(['1.1-1']);
  // What the second attempt finds of the first one when it begins.
  const second = start(place, ['resume', runId, '--trust', '--json']);
  const { code: exit, stdout } = await second.over;
  expect(exit).toBe(0);
  const code = 0;
  expect(isRunning(pid)).toBe(false);
  const run = place.ended({ code, stdout, stderr: '', output: stdout, json: () => JSON.parse(stdout) as unknown });
  expect(run.node('1.1')).toMatchObject({ state: 'succeeded', attempts: 2 });
  const kept = `refs/planloom/${runId}/1.1/1`;
  expect(place.git('show', `${kept}:own.txt`)).toBe('own');
  expect(place.git('show', `${kept}:loose.txt`)).toBe('loose');
  expect(place.git('log', '-1', '--format=%s', `${kept}^`)).toBe('mine');
  expect(run.attemptFile('1.1', 1, 'transcript.log')).toBe('said before the kill\n');
  expect(run.attemptFile('1.1', 1, 'diff.patch')).toContain('+loose');
  expect(run.attemptFile('1.1', 1, 'prompt.md')).toContain('Part 1.1');
  expect(place.leftAttempts()).toEqual([]);
  // What the lost attempt has cost counts as well.
  expect(run.node('1.1').costUsd).toBe(0.25);
  const types = run.events.map(({ type }) => type);
  // All that was left is settled before anything new begins.
  expect(types.indexOf('attempt_ended')).toBeLessThan(types.lastIndexOf('attempt_started'));
});

test('a program that has left its group and its tag is found by the folder that it works in', async () => {
  const { place, runId, pid } = await killedAtWork(
    'setsid env -i sh -c "echo \\$\\$ > away.pid; exec sleep 1000" > /dev/null 2>&1 < /dev/null & while ! test -s away.pid; do sleep 0.01; done',
  );
  const [attempt = ''] = readdirSync(place.worktrees, { recursive: true })
    .map(String)
    .filter((name) => name.endsWith('away.pid'));
  const away = Number(readFileSync(path.join(place.worktrees, attempt), 'utf8'));
  expect([pid, away].map(isRunning)).toEqual([true, true]);
  const { code } = await start(place, ['resume', runId, '--trust', '--json']).over;
  expect(code).toBe(0);
  expect([pid, away].map(isRunning)).toEqual([false, false]);
});

test('what setup had made is not taken for work, and a tree whose making was cut short is cleared away', async () => {
  const { place, runId } = await killedAtWork('echo work > work.txt', {
    worktree: { setup: ['echo made > made.txt'] },
  });
  const { code } = await start(place, ['resume', runId, '--trust', '--json']).over;
  expect(code).toBe(0);
  expect(place.git('ls-tree', '--name-only', `refs/planloom/${runId}/1.1/1`)).not.toContain('made.txt');
  expect(place.git('ls-tree', '--name-only', `refs/planloom/${runId}/1.1/1`)).toContain('work.txt');
});

test('two that resume one run at once: one goes on, the other names it', async () => {
  const { place, runId } = await killedAtWork('echo x > x.txt');
  place.setWork(
    '1.1',
    `echo y > y.txt; touch "${place.root}.work/begun"; while ! test -e "${place.root}.work/go"; do sleep 0.01; done`,
  );
  const first = start(place, ['resume', runId, '--trust', '--json']);
  await until(() => existsSync(`${place.root}.work/begun`));
  const second = await start(place, ['resume', runId, '--trust']).over;
  expect(second).toMatchObject({ code: 2, stderr: expect.stringContaining(runId) as unknown });
  place.write(path.join('..', `${path.basename(place.root)}.work`, 'go'), '');
  expect((await first.over).code).toBe(0);
});

test('a run that was killed when all but its summary was there gets its summary', async () => {
  const place = runPlace({ todo: { '1.1': {} } });
  const run = await place.run();
  const file = path.join(place.runsFolder, run.summary.runId, 'execution_summary.json');
  const text = readFileSync(file, 'utf8');
  rmSync(file);
  expect((await place.planloom(['resume', run.summary.runId])).code).toBe(0);
  expect(readFileSync(file, 'utf8')).toBe(text);
});
