import { once } from 'node:events';
import { spawn } from 'node:child_process';
import { mkdirSync, readFileSync } from 'node:fs';
import { describe, expect, onTestFinished, test } from 'vitest';
import { startGuard } from '../../src/adapters/process/guard.ts';
import { markName, markPrefix } from '../../src/adapters/process/process-mark.ts';
import { processIds } from '../../src/adapters/process/process-table.ts';
import { sweep } from '../../src/adapters/process/sweep.ts';
import { isRunning, nodeProgram, numberIn, until } from '../support/processes.ts';
import { workspace } from '../support/workspace.ts';

const planloom = `
  import { startGuard } from 'src/adapters/process/guard.ts';
  import { runProcess } from 'src/adapters/process/run-process.ts';
  import { redaction } from 'src/adapters/process/redact.ts';
  const [folder, tag, ...commands] = process.argv.slice(2);
  const guard = startGuard(tag);
  const means = { guard, redaction: redaction([]), graceMs: 10_000, maxOutputBytes: 1e6 };
  for (const [index, command] of commands.entries()) {
    void runProcess({
      command, folder, inputFile: null, outputFile: folder + '/out-' + index, timeoutMs: null, idleTimeoutMs: null,
      env: { PATH: process.env.PATH },
    }, means, new AbortController().signal);
  }
`;

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

const commandOf = (pid: number): string => {
  try {
    return readFileSync(`/proc/${pid}/cmdline`, 'utf8');
  } catch {
    return '';
  }
};

describe.runIf(process.platform !== 'win32')('after planloom was killed', () => {
  test('nothing is left of what it ran, whatever that does to stay', async () => {
    const at = workspace();
    const commands = [
      'sleep 60 & echo $! > plain; wait',
      `env -i PATH="$PATH" sh -c 'trap "" TERM HUP INT; echo $$ > deaf; while :; do sleep 0.05; done' & wait`,
    ];
    if (process.platform === 'linux') {
      commands.push(`setsid sh -c 'trap "" TERM; echo $$ > away; while :; do sleep 0.05; done' & sleep 60`);
      commands.push(
        `(setsid sh -c 'echo $$ > daemon; exec sleep 60' > /dev/null 2>&1 &) ; until test -s daemon; do sleep 0.01; done`,
      );
    }
    const child = nodeProgram(at, planloom, [at.root, `tag-${process.pid}-killed`, ...commands]);
    const names = ['plain', 'deaf', 'away', 'daemon'].slice(0, commands.length);
    const left = await Promise.all(names.map((name) => numberIn(at.path(name))));
    child.kill('SIGKILL');
    await until(() => !left.some(isRunning));
  });

  test.runIf(process.platform === 'linux')('the guard itself goes, too', async () => {
    const at = workspace();
    const tag = `tag-${process.pid}-alone`;
    const child = nodeProgram(at, `${planloom}\nconsole.log('ready');`, [at.root, tag, 'sleep 60']);
    await once(child.stdout!, 'data');
    const guards = processIds().filter((pid) => pid !== child.pid && commandOf(pid).includes(tag));
    expect(guards).toHaveLength(1);
    child.kill('SIGKILL');
    await until(() => !guards.some(isRunning));
  });
});

describe.runIf(process.platform !== 'win32')('the guard', () => {
  test('ends at its close what was not taken out, and nothing else', async () => {
    const at = workspace();
    const guard = startGuard('orderly');
    const [kept, ended, other] = [
      sleeper(at.root),
      sleeper(at.root),
      sleeper(at.root, { [markName]: `${markPrefix}1` }),
    ];
    guard.add(kept);
    guard.add(ended);
    guard.del(kept);
    await guard.close();
    expect([kept, ended, other].map(isRunning)).toEqual([true, false, true]);
  });

  test('does not keep a program from ending', async () => {
    const at = workspace();
    const text = `import { startGuard } from 'src/adapters/process/guard.ts'; startGuard('tag-${process.pid}-short');`;
    const [code] = (await once(nodeProgram(at, text), 'exit')) as [number];
    expect(code).toBe(0);
  });
});

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
