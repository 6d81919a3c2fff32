import { once } from 'node:events';
import { spawn } from 'node:child_process';
import { mkdirSync } from 'node:fs';
import { describe, expect, onTestFinished, test } from 'vitest';
import { sweep } from '../../src/adapters/process/sweep.ts';
import { isRunning, nodeProgram } from '../support/processes.ts';
import { workspace } from '../support/workspace.ts';

/** A process of ours, in a group of its own. */
const sleeper = (folder: string, env: Record<string, string> = {}): number => {
  const child = spawn('sleep', ['60'], {
    detached: true,
    stdio: 'ignore',
    cwd: folder,
    env: { PATH: process.env.PATH, ...env },
  });
  onTestFinished(() => void child.kill('SIGKILL'));
  return child.pid!;
};

describe.runIf(process.platform === 'linux')('a sweep', () => {
  test('ends what has the mark, and what works in the folder', async () => {
    const at = workspace();
    mkdirSync(at.path('tree/below'), { recursive: true });
    mkdirSync(at.path('tree-of-others'));
    const mark = `PLANLOOM_TAG=tag-${process.pid}-sweep`;
    const marked = sleeper(at.root, { PLANLOOM_TAG: `tag-${process.pid}-sweep` });
    const inside = sleeper(at.path('tree/below'));
    const outside = sleeper(at.path('tree-of-others'), { PLANLOOM_TAG: `tag-${process.pid}-sweep-2` });
    expect(await sweep({ mark, folder: at.path('tree') }, 1_000)).toBe(2);
    expect([marked, inside, outside].map(isRunning)).toEqual([false, false, true]);
    expect(await sweep({ mark, folder: at.path('tree') }, 1_000)).toBe(0);
  });

  test('spares itself and those above it', async () => {
    const at = workspace();
    const text = `
      import { execFileSync } from 'node:child_process';
      import { sweep } from 'src/adapters/process/sweep.ts';
      const [folder, isBelow] = process.argv.slice(2);
      process.chdir(folder);
      const below = () => execFileSync(process.execPath, [process.argv[1], folder, 'below']).toString();
      console.log(isBelow ? await sweep({ folder }, 100) : below());
    `;
    const child = nodeProgram(at, text, [at.root]);
    const [words] = (await once(child.stdout!, 'data')) as [Buffer];
    expect(words.toString().trim()).toBe('0');
  });
});
