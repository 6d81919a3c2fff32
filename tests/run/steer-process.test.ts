import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { expect, onTestFinished, test } from 'vitest';
import { planFolder, runPlace } from '../support/run-place.ts';

const main = fileURLToPath(new URL('../../dist/main.js', import.meta.url));
const held = 'touch "$0.begun"; until test -e "$0.go"; do sleep 0.02; done; echo done > "$PLANLOOM_NODE.txt"';

test('a paused run in which nothing is at work keeps its process until it is told to go on', async () => {
  const place = runPlace({ todo: { '1.1': { work: held }, '1.2': { needs: ['1.1'] } } });
  const child = spawn(process.execPath, [main, 'run', `${planFolder}/parallel.json`, '--trust', '--yes', '--quiet'], {
    cwd: place.root,
    stdio: 'ignore',
    env: {
      PATH: process.env.PATH,
      HOME: `${place.root}.home`,
      XDG_STATE_HOME: place.state,
      PLANLOOM_WORKTREE_ROOT: place.worktrees,
      GIT_CONFIG_NOSYSTEM: '1',
    },
  });
  onTestFinished(() => void child.kill('SIGKILL'));
  const ended = once(child, 'exit');
  const work = `${place.root}.work/1.1.sh`;
  await expect.poll(() => existsSync(`${work}.begun`), { timeout: 20_000 }).toBe(true);
  expect((await place.planloom(['runs', 'pause'])).code).toBe(0);
  writeFileSync(`${work}.go`, '');
  const shown = async (): Promise<string> => (await place.planloom(['runs', 'show', '--json'])).stdout;
  await expect.poll(shown, { timeout: 20_000 }).toContain('"id":"1.1","state":"succeeded"');
  expect((await place.planloom(['runs', 'continue'])).output).toContain('going on');
  expect(await ended).toEqual([0, null]);
  expect(await shown()).toContain('"outcome":"succeeded"');
});
