import { existsSync, mkdirSync, statSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { redaction } from '../../src/adapters/process/redact.ts';
import { runProcess } from '../../src/adapters/process/run-process.ts';
import { isRunning, means, never, numberIn, shell } from '../support/processes.ts';
import { workspace } from '../support/workspace.ts';

describe('a program', () => {
  test('gets its input as a file and what it prints is written down', async () => {
    const at = workspace({ 'prompt.md': 'do it' });
    const request = shell(at.root, 'cat; echo; printf "last line\\n\\n"', {
      inputFile: at.path('prompt.md'),
    });
    const exit = await runProcess(request, means(), never);
    expect(exit).toMatchObject({ outcome: 'succeeded', exitCode: 0, message: '', lastLine: 'last line' });
    expect(at.read('out.log')).toBe('do it\nlast line\n\n');
    await runProcess(shell(at.root, 'echo problem >&2'), means(), never);
    expect(at.read('out.log')).toBe('do it\nlast line\n\nproblem\n');
  });

  test('has nothing to read where it gets no input', async () => {
    const at = workspace();
    expect((await runProcess(shell(at.root, 'cat'), means(), never)).outcome).toBe('succeeded');
    expect(existsSync(at.path('out.log'))).toBe(false);
  });

  test('has no other environment than the one it was given', async () => {
    const at = workspace();
    await runProcess(shell(at.root, 'env', { env: { PATH: '/usr/bin:/bin', A: 'b' } }), means(), never);
    const names = at.read('out.log').match(/^\w+(?==)/gm);
    expect(names?.filter((name) => name !== '_').sort()).toEqual(['A', 'PATH', 'PLANLOOM_PROCESS', 'PWD']);
  });

  test('that fails says how, with its last line', async () => {
    const at = workspace();
    const exit = await runProcess(shell(at.root, 'printf "\\033[31mno such\\033[0m thing\\n"; exit 3'), means(), never);
    expect(exit).toMatchObject({ outcome: 'failed', exitCode: 3 });
    expect(exit.message).toBe('It ended with exit code 3; its last line: no such thing');
  });

  test('that a signal ends says which', async () => {
    const exit = await runProcess(shell(workspace().root, 'kill -9 $$'), means(), never);
    expect(exit).toMatchObject({ outcome: 'failed', exitCode: null, message: 'It was ended by SIGKILL.' });
  });

  test('adds to what is in the file already', async () => {
    const at = workspace({ 'out.log': 'before\n' });
    await runProcess(shell(at.root, 'echo after'), means(), never);
    expect(at.read('out.log')).toBe('before\nafter\n');
  });
});

describe('a program that cannot start', () => {
  const at = (): string => workspace({ 'notes.txt': 'no program' }).root;
  test.each([
    ['is not there', { command: ['no-such-program-here'] }, 'There is no program "no-such-program-here" on the PATH.'],
    ['is not there by path', { command: ['./gone'] }, 'There is no program "./gone", or the one that its first line'],
    ['may not be executed', { command: ['./notes.txt'] }, '"./notes.txt" may not be executed'],
    ['has too long a line', { command: ['true', 'x'.repeat(200_000)] }, 'is longer than the system allows.'],
    ['has no folder', { folder: '/no/such/folder' }, 'The folder to work in, /no/such/folder, does not exist.'],
    ['has no input', { inputFile: '/no/input' }, 'Its input, /no/input, cannot be read (ENOENT).'],
    ['has no name', { command: [] }, 'The command is empty.'],
    ['has a name that is none', { command: ['a\0b'] }, 'cannot be started'],
  ] as const)('because it %s is told in a sentence', async (_, changes, words) => {
    const exit = await runProcess(shell(at(), 'true', changes), means(), never);
    expect(exit).toMatchObject({ outcome: 'not_started', exitCode: null });
    expect(exit.message).toContain(words);
  });

  test('because it was cancelled before is not started', async () => {
    const folder = at();
    const exit = await runProcess(shell(folder, 'touch started'), means(), AbortSignal.abort());
    expect(exit.outcome).toBe('cancelled');
    expect(existsSync(`${folder}/started`)).toBe(false);
  });
});

describe('a program is ended', () => {
  test('when it runs longer than it may', async () => {
    const exit = await runProcess(shell(workspace().root, 'sleep 60', { timeoutMs: 50 }), means(), never);
    expect(exit).toMatchObject({ outcome: 'timed_out', message: 'It ran longer than 50 ms and was ended.' });
  });

  test('when it prints nothing for too long, and not before', async () => {
    const request = shell(workspace().root, 'for i in 1 2 3 4 5; do echo $i; sleep 0.3; done; sleep 60', {
      idleTimeoutMs: 1_000,
    });
    const exit = await runProcess(request, means(), never);
    expect(exit).toMatchObject({ outcome: 'idle_timed_out', lastLine: '5' });
  });

  test('with its children, all of which ignore being asked, when it is cancelled', async () => {
    const at = workspace();
    const stop = new AbortController();
    const command = `trap '' TERM; sh -c 'trap "" TERM; echo $$ > child; while :; do sleep 0.05; done' & wait`;
    let group = 0;
    const running = runProcess(shell(at.root, command), means({ graceMs: 50 }), stop.signal, {
      started: (pid) => (group = pid),
    });
    const child = await numberIn(at.path('child'));
    stop.abort();
    expect((await running).outcome).toBe('cancelled');
    expect([isRunning(group), isRunning(child)]).toEqual([false, false]);
  });

  test('also while it is stopped', async () => {
    const at = workspace();
    const stop = new AbortController();
    const running = runProcess(shell(at.root, 'echo $$ > me; kill -STOP $$'), means(), stop.signal);
    await numberIn(at.path('me'));
    stop.abort();
    expect((await running).outcome).toBe('cancelled');
  });

  test('and may still say its last word', async () => {
    const at = workspace();
    const stop = new AbortController();
    const command = `exec 2> /dev/null; trap 'echo stopped by hand; exit 0' TERM; echo $$ > me; while :; do sleep 0.05; done`;
    const running = runProcess(shell(at.root, command), means(), stop.signal);
    await numberIn(at.path('me'));
    stop.abort();
    expect(await running).toMatchObject({ outcome: 'cancelled', lastLine: 'stopped by hand' });
  });
});

describe('what a program leaves behind', () => {
  test('is ended with it, although it holds the output open', async () => {
    const at = workspace();
    const exit = await runProcess(shell(at.root, `sleep 60 & echo $! > child; echo done`), means(), never);
    expect(exit).toMatchObject({ outcome: 'succeeded', lastLine: 'done' });
    expect(isRunning(await numberIn(at.path('child')))).toBe(false);
  });

  test('is killed when it does not listen', async () => {
    const at = workspace();
    const command = `sh -c 'trap "" TERM; echo $$ > child; while :; do sleep 0.05; done' & until test -s child; do sleep 0.01; done`;
    const exit = await runProcess(shell(at.root, command), means({ graceMs: 50 }), never);
    expect(exit.outcome).toBe('succeeded');
    expect(isRunning(await numberIn(at.path('child')))).toBe(false);
  });

  test.runIf(process.platform === 'linux')('is found in a session of its own, too', async () => {
    const at = workspace();
    const command = `setsid sh -c 'echo $$ > child; exec sleep 60' & until test -s child; do sleep 0.01; done; echo done`;
    const exit = await runProcess(shell(at.root, command), means(), never);
    expect(exit).toMatchObject({ outcome: 'succeeded', lastLine: 'done' });
    expect(isRunning(await numberIn(at.path('child')))).toBe(false);
  });
});

describe('much output', () => {
  test('of a hundred megabytes leaves its beginning and its end', async () => {
    const at = workspace();
    const before = process.memoryUsage().rss;
    const command =
      'echo first; yes "a line of fifty characters, more or less, of nothing" | head -c 100000000; echo; echo end';
    const exit = await runProcess(shell(at.root, command), means({ maxOutputBytes: 1_000_000 }), never);
    expect(exit).toMatchObject({ outcome: 'succeeded', lastLine: 'end' });
    const text = at.read('out.log');
    expect(statSync(at.path('out.log')).size).toBeLessThan(1_000_100);
    expect(text.startsWith('first\n')).toBe(true);
    expect(text.endsWith('\nend\n')).toBe(true);
    const leftOut = Number(/\n\[(\d+) bytes left out\]\n/.exec(text)?.[1]);
    const kept = Buffer.byteLength(text.replace(/\n\[\d+ bytes left out\]\n/, ''));
    expect(kept + leftOut).toBe(100_000_000 + 'first\n\nend\n'.length);
    expect(process.memoryUsage().rss - before).toBeLessThan(200_000_000);
  });

  test('that just fits is whole', async () => {
    const at = workspace();
    await runProcess(shell(at.root, 'printf 0123456789'), means({ maxOutputBytes: 10 }), never);
    expect(at.read('out.log')).toBe('0123456789');
  });

  test('has no secret in it', async () => {
    const at = workspace();
    const command = 'printf "the key is hush"; sleep 0.05; echo "-hush-hush, really"; echo "again hush-hush-hush" >&2';
    const exit = await runProcess(shell(at.root, command), means({ redaction: redaction(['hush-hush-hush']) }), never);
    expect(at.read('out.log')).toContain('the key is [redacted], really\n');
    expect(at.read('out.log')).not.toContain('hush');
    expect(exit.lastLine).not.toContain('hush');
  });

  test('that cannot be written does not keep a program from its end', async () => {
    const at = workspace();
    mkdirSync(at.path('out.log'));
    const exit = await runProcess(shell(at.root, 'echo words'), means(), never);
    expect(exit).toMatchObject({ outcome: 'succeeded', lastLine: 'words' });
  });
});
