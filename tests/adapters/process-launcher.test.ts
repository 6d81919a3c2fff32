import { agentReader } from '../../src/adapters/agents/agent-adapters.ts';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { describe, expect, onTestFinished, test } from 'vitest';
import { launcherHere } from '../../src/adapters/process/launcher.ts';
import type { Launcher, LaunchSettings } from '../../src/adapters/process/launcher.ts';
import { launcherPool } from '../../src/adapters/process/launcher-pool.ts';
import { launcherProcess } from '../../src/adapters/process/launcher-process.ts';
import { factsOfProcess, processIds } from '../../src/adapters/process/process-table.ts';
import type { ProcessExit } from '../../src/adapters/process/run-process.ts';
import { isRunning, launcherFile, never, nodeProgram, numberIn, shell, until } from '../support/processes.ts';
import { workspace } from '../support/workspace.ts';
import type { Workspace } from '../support/workspace.ts';

let count = 0;
const newTag = (): string => `tag-${process.pid}-${++count}`;

const settings: LaunchSettings = { secrets: [], graceMs: 10_000, maxOutputBytes: 1_000_000, guarded: true };

const launcherIn = (at: Workspace, tag = newTag(), changes: Partial<LaunchSettings> = {}): Launcher => {
  const launcher = launcherProcess({
    file: launcherFile(at),
    tag,
    environment: process.env,
    settings: { ...settings, ...changes },
  });
  onTestFinished(() => launcher.close());
  return launcher;
};

/** Processes that show the tag in their command line. */
const launchers = (tag: string): readonly number[] =>
  processIds().filter((pid) => {
    try {
      return readFileSync(`/proc/${pid}/cmdline`, 'utf8').split('\0').includes(tag);
    } catch {
      return false;
    }
  });

describe('a launcher', () => {
  test('runs programs as this process would', async () => {
    const at = workspace({ 'prompt.md': 'do it' });
    const launcher = launcherIn(at, newTag(), { secrets: ['hush-hush-hush'] });
    const command = 'cat; echo; echo "hush-hush-hush, $A"; exit 3';
    let group = 0;
    const exit = await launcher.run(
      shell(at.root, command, { inputFile: at.path('prompt.md'), env: { PATH: process.env.PATH ?? '', A: 'ü' } }),
      never,
      { started: (of) => (group = of) },
    );
    expect(exit).toMatchObject({ outcome: 'failed', exitCode: 3, lastLine: '[redacted], ü' });
    expect(at.read('out.log')).toBe('do it\n[redacted], ü\n');
    expect(group).toBeGreaterThan(1);
  });

  test('says of each of many programs how it ended', async () => {
    const at = workspace();
    const launcher = launcherIn(at);
    const exits = await Promise.all(
      Array.from({ length: 20 }, (_, code) =>
        launcher.run(shell(at.root, `exit ${code}`, { outputFile: at.path(`out-${code}`) }), never),
      ),
    );
    expect(exits.map(({ exitCode }) => exitCode)).toEqual([...exits.keys()]);
  });

  test('says why a program did not start', async () => {
    const at = workspace();
    const exit = await launcherIn(at).run(shell(at.root, '', { command: ['no-such-program-here'] }), never);
    expect(exit.message).toBe('There is no program "no-such-program-here" on the PATH.');
  });

  test('ends what is cancelled, and only that', async () => {
    const at = workspace();
    const launcher = launcherIn(at);
    const [stop, other] = [new AbortController(), new AbortController()];
    const running = ['a', 'b'].map((name) =>
      launcher.run(shell(at.root, `echo $$ > ${name}; exec sleep 60`), name === 'a' ? stop.signal : other.signal),
    );
    await Promise.all(['a', 'b'].map((name) => numberIn(at.path(name))));
    stop.abort();
    expect((await running[0])?.outcome).toBe('cancelled');
    expect(isRunning(await numberIn(at.path('b')))).toBe(true);
    other.abort();
    expect((await running[1])?.outcome).toBe('cancelled');
    expect((await launcher.run(shell(at.root, 'true'), stop.signal)).outcome).toBe('cancelled');
  });

  test('ends with its close', async () => {
    const at = workspace();
    const tag = newTag();
    const launcher = launcherIn(at, tag);
    await launcher.run(shell(at.root, 'true'), never);
    await launcher.close();
    expect(launchers(tag)).toEqual([]);
  });

  test('does not keep a program from ending', async () => {
    const at = workspace();
    const text = `
      import { launcherProcess } from 'src/adapters/process/launcher-process.ts';
      launcherProcess({
        file: process.argv[2], tag: process.argv[3], environment: process.env,
        settings: { secrets: [], graceMs: 1, maxOutputBytes: 1, guarded: true },
      });
    `;
    const tag = newTag();
    const [code] = (await once(nodeProgram(at, text, [launcherFile(at), tag]), 'exit')) as [number];
    expect(code).toBe(0);
    await until(() => launchers(tag).length === 0);
  });
});

test('several launchers share the work, and no more are started than there is need of', async () => {
  const at = workspace();
  let started = 0;
  const pool = launcherPool(2, () => {
    started++;
    return launcherHere({ ...settings, guarded: false }, agentReader);
  });
  const run = (count: number): Promise<readonly ProcessExit[]> =>
    Promise.all(Array.from({ length: count }, (_, code) => pool.run(shell(at.root, `exit ${code}`), never)));
  expect((await run(4)).map(({ exitCode }) => exitCode)).toEqual([0, 1, 2, 3]);
  expect(started).toBe(1);
  expect((await run(12)).map(({ exitCode }) => exitCode)).toEqual([...Array(12).keys()]);
  expect(started).toBe(2);
  await pool.close();
});

describe.runIf(process.platform === 'linux')('a launcher that is killed', () => {
  test('leaves nothing behind, and says so of what it ran; the next program has another one', async () => {
    const at = workspace();
    const tag = newTag();
    const launcher = launcherIn(at, tag);
    const env = { PATH: process.env.PATH ?? '', PLANLOOM_TAG: tag };
    const start = (command: string): Promise<ProcessExit> => launcher.run(shell(at.root, command, { env }), never);
    const running = [
      start('echo $$ > plain; exec sleep 60'),
      start(`setsid sh -c 'echo $$ > away; exec sleep 60' & sleep 60`),
    ];
    const left = await Promise.all(['plain', 'away'].map((name) => numberIn(at.path(name))));
    const [pid] = launchers(tag);
    process.kill(pid!, 'SIGKILL');
    for (const exit of await Promise.all(running)) {
      expect(exit).toMatchObject({
        outcome: 'interrupted',
        message: 'The process of planloom that had started it has died (SIGKILL).',
      });
    }
    expect(left.map(isRunning)).toEqual([false, false]);
    expect((await start('exit 4')).exitCode).toBe(4);
    expect(launchers(tag)).not.toContain(pid);
  });

  test('before it could start anything does not keep anybody waiting', async () => {
    const at = workspace();
    const missing = launcherProcess({ file: at.path('gone.mjs'), tag: newTag(), environment: process.env, settings });
    const exit = await missing.run(shell(at.root, 'true'), never);
    expect(exit).toMatchObject({ outcome: 'interrupted', exitCode: null });
    expect(exit.message).toContain('exit code 1');
    await missing.close();
  });
});

const planloom = `
  import { launcherProcess } from 'src/adapters/process/launcher-process.ts';
  const [file, folder, tag, guarded, ...commands] = process.argv.slice(2);
  const settings = { secrets: [], graceMs: 10_000, maxOutputBytes: 1e6, guarded: guarded === 'guarded' };
  const launcher = launcherProcess({ file, tag, environment: process.env, settings });
  for (const [index, command] of commands.entries()) {
    void launcher.run({
      command, folder, inputFile: null, outputFile: folder + '/out-' + index, timeoutMs: null, idleTimeoutMs: null,
      env: { PATH: process.env.PATH },
    }, new AbortController().signal);
  }
`;

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
    const tag = newTag();
    const child = nodeProgram(at, planloom, [launcherFile(at), at.root, tag, 'guarded', ...commands]);
    const names = ['plain', 'deaf', 'away', 'daemon'].slice(0, commands.length);
    const left = await Promise.all(names.map((name) => numberIn(at.path(name))));
    child.kill('SIGKILL');
    await until(() => !left.some(isRunning));
    await until(() => launchers(tag).length === 0);
  });

  test.runIf(process.platform === 'linux')('what it was about to run does not stay either', async () => {
    const at = workspace();
    const tag = newTag();
    const child = nodeProgram(at, `${planloom}\nconsole.log('ready');`, [
      launcherFile(at),
      at.root,
      tag,
      'guarded',
      'exec sleep 60',
    ]);
    await once(child.stdout!, 'data');
    child.kill('SIGKILL');
    await until(() => launchers(tag).length === 0);
    const stayed = processIds().filter((pid) => factsOfProcess(pid)?.parent === 1 && launchers(tag).includes(pid));
    expect(stayed).toEqual([]);
  });

  test.runIf(process.platform === 'linux')('what it ran lives on where nobody wants a guard', async () => {
    const at = workspace();
    const tag = newTag();
    const arguments_ = [launcherFile(at), at.root, tag, 'alone', 'echo $$ > plain; exec sleep 60'];
    const child = nodeProgram(at, planloom, arguments_);
    const plain = await numberIn(at.path('plain'));
    onTestFinished(() => void process.kill(plain, 'SIGKILL'));
    child.kill('SIGKILL');
    await until(() => launchers(tag).length === 0);
    expect(isRunning(plain)).toBe(true);
  });
});
