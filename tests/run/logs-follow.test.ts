import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, onTestFinished, test, vi } from 'vitest';
import { AttemptOutput } from '../../src/app/run/attempt-output.ts';
import { achievementId } from '../../src/domain/ids.ts';
import { printedLine } from '../../src/reporting/run/printed-line.ts';
import { isRunning, until } from '../support/processes.ts';
import { planFolder, runPlace } from '../support/run-place.ts';
import type { RunPlace } from '../support/run-place.ts';
import type { Outcome, Setting } from '../support/planloom.ts';

// Real runs on a busy machine.
vi.setConfig({ testTimeout: 60_000 });

const main = fileURLToPath(new URL('../../dist/main.js', import.meta.url));

/** Prints, tells that it has begun, and ends when the test says so. */
const held = (text: string, last = 'echo done > "$PLANLOOM_NODE.txt"'): string =>
  `echo "${text}"; touch "$0.begun"; until test -e "$0.go"; do sleep 0.02; done; echo "${text} again"; ${last}`;

const file = (place: RunPlace, id: string, what: string): string => `${place.root}.work/${id}.sh.${what}`;
const begun = (place: RunPlace, id: string): Promise<void> => until(() => existsSync(file(place, id, 'begun')));
const go = (place: RunPlace, id: string): void => writeFileSync(file(place, id, 'go'), '');

/** A command that follows, and what it has printed until now. */
interface Follower {
  readonly ended: Promise<Outcome>;
  readonly out: () => string;
}

const follow = (place: RunPlace, argv: readonly string[], setting: Setting = {}): Follower => {
  let out = '';
  const onOut = (text: string): void => void (out += text);
  return { ended: place.planloom(['logs', '--follow', ...argv], { onOut, ...setting }), out: () => out };
};

const environmentOf = (place: RunPlace): NodeJS.ProcessEnv => ({
  PATH: process.env.PATH,
  HOME: `${place.root}.home`,
  XDG_STATE_HOME: place.state,
  PLANLOOM_WORKTREE_ROOT: place.worktrees,
  GIT_CONFIG_NOSYSTEM: '1',
});

const start = (place: RunPlace, argv: readonly string[]) => {
  const child = spawn(process.execPath, [main, ...argv], {
    cwd: place.root,
    stdio: ['ignore', 'pipe', 'pipe'],
    env: environmentOf(place),
  });
  onTestFinished(() => void child.kill('SIGKILL'));
  let out = '';
  child.stdout.on('data', (chunk: Buffer) => void (out += chunk.toString()));
  return { child, ended: once(child, 'close'), out: () => out };
};

const plan = `${planFolder}/parallel.json`;

describe('a run in another process', () => {
  test('is followed while it goes on, each line with the achievement that printed it, until it has ended', async () => {
    const place = runPlace({ todo: { '1.1': { work: held('one') }, '1.2': { work: held('two') } } });
    const run = start(place, ['run', plan, '--trust', '--yes', '--quiet', '--max-executors', '2']);
    await begun(place, '1.1');
    await begun(place, '1.2');
    const follower = follow(place, []);
    await until(() => follower.out().includes('1.1 | one\n') && follower.out().includes('1.2 | two\n'));
    expect(follower.out()).not.toContain('again');
    go(place, '1.1');
    await until(() => follower.out().includes('1.1 | one again\n'));
    expect(follower.out()).not.toContain('two again');
    go(place, '1.2');
    const { code, stdout, stderr } = await follower.ended;
    expect(code).toBe(0);
    expect(stderr).toMatch(/^The run \S+ has ended: succeeded\.\n$/);
    // What an attempt prints stands between its beginning and its end.
    const places = [/Z {2}1\.2 {2}started/, /1\.2 \| two again/, /Z {2}1\.2 {2}.*merged/].map((line) =>
      stdout.search(line),
    );
    expect(places).not.toContain(-1);
    expect(places).toEqual(places.toSorted((a, b) => a - b));
    await run.ended;
  });

  test('that is killed ends what follows it, with exit code 1 and the way on', async () => {
    const place = runPlace({ todo: { '1.1': { work: held('one') } } });
    const run = start(place, ['run', plan, '--trust', '--yes', '--quiet']);
    await begun(place, '1.1');
    const follower = follow(place, ['1.1']);
    await until(() => follower.out() === 'one\n');
    run.child.kill('SIGKILL');
    const { code, stderr } = await follower.ended;
    go(place, '1.1');
    expect(code).toBe(1);
    expect(stderr).toMatch(/Nobody works on the run \S+ any more\. To go on with it: planloom resume \S+\n$/);
  });

  test('goes on when who follows it presses Ctrl-C: that one ends with 130, and leaves nothing', async () => {
    const place = runPlace({ todo: { '1.1': { work: held('one') } } });
    const ended = place.run();
    await begun(place, '1.1');
    const follower = start(place, ['logs', '-f', '1.1']);
    await until(() => follower.out() === 'one\n');
    follower.child.kill('SIGINT');
    expect(await follower.ended).toEqual([130, null]);
    expect(isRunning(follower.child.pid!)).toBe(false);
    go(place, '1.1');
    expect((await ended).summary.outcome).toBe('succeeded');
  });
});

describe('an achievement', () => {
  test('is followed through its attempts, and no further', async () => {
    const work = held('try $PLANLOOM_ATTEMPT', 'rm "$0.go" "$0.begun"; test "$PLANLOOM_ATTEMPT" = 2 && echo > x.txt');
    const place = runPlace({ todo: { '1.1': { work }, '1.2': { work: held('two') } }, config: { maxAttempts: 2 } });
    const ended = place.run(['--max-executors', '2']);
    await begun(place, '1.1');
    const follower = follow(place, ['1.1']);
    await until(() => follower.out() === 'try 1\n');
    go(place, '1.1');
    await until(() => follower.out().endsWith('try 2\n'));
    go(place, '1.1');
    // The run still goes on.
    const { code, stdout, stderr } = await follower.ended;
    expect([code, stdout]).toEqual([0, 'try 1\ntry 1 again\ntry 2\ntry 2 again\n']);
    expect(stderr).toMatch(/^Attempt 1:\nAttempt 2:\n1\.1 in the run \S+: succeeded\.\n$/);
    await begun(place, '1.2');
    go(place, '1.2');
    await ended;
  });

  test('that was not started yet is waited for', async () => {
    const place = runPlace({
      todo: { '1.1': { work: held('one') }, '1.2': { needs: ['1.1'], work: 'echo two; echo > 2' } },
    });
    const ended = place.run();
    await begun(place, '1.1');
    const follower = follow(place, ['1.2']);
    go(place, '1.1');
    expect((await follower.ended).stdout).toBe('two\n');
    await ended;
  });

  test('that the run does not have is refused', async () => {
    const place = runPlace({ todo: { '1.1': {} } });
    await place.run();
    const refused = await follow(place, ['1.3']).ended;
    expect([refused.code, refused.output]).toEqual([2, expect.stringContaining('has no achievement 1.3')]);
  });
});

describe('what has ended', () => {
  test('is printed, and that is the end', async () => {
    const place = runPlace({
      todo: { '1.1': { work: 'printf "a\\nb"; echo x > x.txt' } },
      config: { checks: [['sh', '-c', 'echo checked']] },
    });
    await place.run();
    const node = await follow(place, ['1.1']).ended;
    expect(node.code).toBe(0);
    expect(node.stdout).toMatch(/^a\nb\nChecks:\n[^]*checked\n/);
    const whole = await follow(place, []).ended;
    expect([whole.code, whole.stdout]).toEqual([0, (await place.planloom(['logs'])).stdout]);
  });

  test('comes as JSON lines, the last of which is what --json prints', async () => {
    const place = runPlace({ todo: { '1.1': { work: 'echo a; echo x > x.txt' } } });
    await place.run();
    const { stdout } = await follow(place, ['1.1', '--json-lines']).ended;
    const lines = stdout
      .trimEnd()
      .split('\n')
      .map((line) => JSON.parse(line) as Record<string, unknown>);
    expect(lines.map(({ kind }) => kind)).toEqual(['log-attempt', 'log-line', 'log']);
    expect(lines[1]).toMatchObject({ schemaVersion: 1, node: '1.1', attempt: 1, text: 'a' });
    expect(lines[2]).toMatchObject({ node: '1.1', attempt: 1, text: 'a\n', end: 'ended' });
    const { stdout: json } = await follow(place, ['1.1', '--json']).ended;
    expect(JSON.parse(json)).toEqual(lines[2]);
  });
});

describe('a long output', () => {
  const long = () => runPlace({ todo: { '1.1': { work: 'seq 1 1000; echo x > x.txt' } } });

  test('is cut to its last lines on a terminal, which is said; elsewhere it is whole', async () => {
    const place = long();
    await place.run();
    const whole = await place.planloom(['logs', '1.1']);
    expect([whole.stdout.split('\n').length, whole.stderr]).toEqual([1001, '']);
    const cut = await place.planloom(['logs', '1.1'], { rows: 24 });
    expect(cut.stdout).toMatch(/^801\n802\n[^]*\n1000\n$/);
    expect(cut.stderr).toBe('800 earlier lines are left out; --all shows all, --lines <number> more.\n');
    expect((await place.planloom(['logs', '1.1', '--all'], { rows: 24 })).stdout).toBe(whole.stdout);
    expect((await place.planloom(['logs', '1.1', '--lines', '2'])).stdout).toBe('999\n1000\n');
    const followed = await follow(place, ['1.1', '--lines', '2']).ended;
    expect(followed.stdout).toBe('999\n1000\n');
    expect(followed.stderr).toContain('998 earlier lines are left out');
  });

  test('of which the middle was not kept is followed in order, with a line that says how much is left out', async () => {
    const work = `seq -f %099.0f 1 300000; ${held('end')}`;
    const place = runPlace({ todo: { '1.1': { work } } });
    const ended = place.run();
    await begun(place, '1.1');
    const live = follow(place, ['1.1']);
    await until(() => live.out().length > 1_000_000);
    go(place, '1.1');
    const shown = await live.ended;
    await ended;
    const { stdout: whole } = await place.planloom(['logs', '1.1']);
    expect(whole.match(/^\[\d+ bytes left out\]$/gm)).toHaveLength(1);
    expect(whole.endsWith('300000\nend\nend again\n')).toBe(true);
    // Not by `toBe`: who fails here does not want to read them.
    expect(shown.stdout === whole).toBe(true);
    expect(shown.stderr).toContain('what comes now is shown when the attempt has ended');
    const after = await follow(place, ['1.1']).ended;
    expect(after.stdout === whole).toBe(true);
    expect(after.stderr).not.toContain('what comes now');
    const cut = await follow(place, ['1.1', '--lines', '2']).ended;
    expect(cut.stdout).toBe('end\nend again\n');
  });

  test.each([
    [['--all', '--lines', '3'], 'contradict each other'],
    [['--follow', '--attempt', '1'], 'every attempt'],
    [['--json-lines'], 'goes with --follow'],
    [['--lines', 'x'], 'is not a whole number'],
  ])('%j is refused', async (argv, why) => {
    const { code, output } = await long().planloom(['logs', '1.1', ...argv]);
    expect([code, output]).toEqual([2, expect.stringContaining(why)]);
  });
});

test('of more than is kept in order, the beginning is shown at once and the end when the attempt has ended', () => {
  let printed = 'one\ntwo\nthree\nfo';
  const files = {
    orderedBytes: 16,
    journalBytes: () => 0,
    printed: (_run: string, _node: string, _attempt: number, from: number, maxBytes: number) =>
      Buffer.from(printed).subarray(from, from + maxBytes),
  };
  const output = new AttemptOutput(files, 'r1', achievementId('1.1')!, 1);
  expect([output.next(), output.isOverfull]).toEqual([['one', 'two', 'three'], true]);
  printed += 'r\nround\nrou';
  expect(output.next()).toEqual([]);
  printed = 'one\ntwo\nthree\nfo\n[30 bytes left out]\nlast\n';
  expect(output.last()).toEqual(['fo', '[30 bytes left out]', 'last']);
});

test('a character that comes in two pieces is one, and what has no line end is shown at the end', () => {
  let printed = Buffer.from('é').subarray(0, 1);
  const files = {
    orderedBytes: 100,
    journalBytes: () => 0,
    printed: (_run: string, _node: string, _attempt: number, from: number) => printed.subarray(from),
  };
  const output = new AttemptOutput(files, 'r1', achievementId('1.1')!, 1);
  expect(output.next()).toEqual([]);
  printed = Buffer.from('é\nrest');
  expect(output.next()).toEqual(['é']);
  expect(output.last()).toEqual(['rest']);
});

describe('what a program prints', () => {
  test('does nothing to a terminal', async () => {
    const work = String.raw`printf '\033[31mred\033[0m\t\033]0;title\007 10%%\r100%%\n\033[2J\007bell\n'; echo x > x.txt`;
    const place = runPlace({ todo: { '1.1': { work } } });
    await place.run();
    for (const argv of [
      ['logs', '1.1'],
      ['logs', '-f', '1.1'],
      ['logs', '-f'],
    ]) {
      expect((await place.planloom(argv)).stdout).not.toMatch(/[\u0000-\u0008\u000b-\u001f\u007f-\u009f]/);
    }
    expect((await place.planloom(['logs', '1.1'])).stdout).toBe('100%\n␇bell\n');
  });

  test.each([
    ['\u001b[1;31mbold\u001b[m', 'bold'],
    ['\u001b[?25l\u001b[2K50%\r\u001b[2K100%', '100%'],
    ['a\tb\r', 'a\tb'],
    ['\u001b]8;;http://a\u001b\\link\u001b]8;;\u001b\\', 'link'],
    ['\u001bPq#0\u001b\\x', 'x'],
    ['\u001b', '␛'],
    ['\u009b31mx', '\ufffd31mx'],
    ['abc\u202edcb', 'abc\ufffddcb'],
  ])('%j is shown as %j', (printed, shown) => {
    expect(printedLine(printed)).toBe(shown);
  });
});
