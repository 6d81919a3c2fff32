import { agentReader } from '../../src/adapters/agents/agent-adapters.ts';
import { execFileSync } from 'node:child_process';
import { mkdirSync, symlinkSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { childEnvironment } from '../../src/adapters/process/child-environment.ts';
import { commandExecutor } from '../../src/adapters/process/command-executor.ts';
import type { CommandMeans } from '../../src/adapters/process/command-executor.ts';
import { commandRunner } from '../../src/adapters/process/command-runner.ts';
import { defaultExecutors } from '../../src/adapters/process/default-executors.ts';
import { launcherHere } from '../../src/adapters/process/launcher.ts';
import { redaction } from '../../src/adapters/process/redact.ts';
import { simulateExecutor } from '../../src/adapters/process/simulate-executor.ts';
import type { AttemptExit, AttemptRequest } from '../../src/ports/executor.ts';
import type { SimulateExecutorConfig } from '../../src/policy/config.ts';
import { achievementId } from '../../src/domain/ids.ts';
import type { NodeId } from '../../src/domain/run.ts';
import { never } from '../support/processes.ts';
import { workspace } from '../support/workspace.ts';
import type { Workspace } from '../support/workspace.ts';

const id = (text: string): NodeId => achievementId(text)!;

const requestIn = (at: Workspace, changes: Partial<AttemptRequest> = {}): AttemptRequest => {
  at.write('beside/prompt.md', 'Do it.\n');
  mkdirSync(at.path('tree'), { recursive: true });
  return {
    runId: '20261121-120301-k3f9',
    node: id('1.1'),
    attempt: 2,
    folder: at.path('tree'),
    promptFile: at.path('beside/prompt.md'),
    resultFile: at.path('beside/result.json'),
    transcriptFile: at.path('beside/transcript.log'),
    eventsFile: at.path('beside/events.jsonl'),
    timeoutMs: null,
    idleTimeoutMs: null,
    ...changes,
  };
};

const noNews = { spawned: () => undefined, session: () => Promise.resolve() };

const commandMeans = (changes: Partial<CommandMeans> = {}): CommandMeans => ({
  launcher: launcherHere({ secrets: [], graceMs: 10_000, maxOutputBytes: 20_000_000, guarded: false }, agentReader),
  redaction: redaction([]),
  environment: process.env,
  tag: '20261121-120301-k3f9',
  ...changes,
});

const attempt = (
  at: Workspace,
  command: string | readonly string[],
  changes: Partial<CommandMeans> = {},
): Promise<AttemptExit> =>
  commandExecutor({ kind: 'command', command, env: ['ALLOWED'] }, commandMeans(changes)).run(
    requestIn(at),
    never,
    noNews,
  );

describe('a command as executor', () => {
  test('gets its prompt, its folder and what it has to know', async () => {
    const at = workspace();
    const environment = { PATH: process.env.PATH, ALLOWED: 'yes', SECRET_KEY: 'no' };
    const exit = await attempt(at, 'cat > prompt; env | sort > env; pwd', { environment });
    expect(exit).toMatchObject({ outcome: 'succeeded', exitCode: 0, message: '', summary: null, usage: null });
    expect(at.read('tree/prompt')).toBe('Do it.\n');
    expect(at.read('beside/transcript.log')).toBe(`${at.path('tree')}\n`);
    const environmentOfIt = Object.fromEntries(
      at
        .read('tree/env')
        .trim()
        .split('\n')
        .map((line) => line.split('=')),
    ) as Record<string, string>;
    expect(environmentOfIt).toMatchObject({
      ALLOWED: 'yes',
      PLANLOOM_RUN: '20261121-120301-k3f9',
      PLANLOOM_NODE: '1.1',
      PLANLOOM_ATTEMPT: '2',
      PLANLOOM_RESULT: at.path('beside/result.json'),
      PLANLOOM_TAG: '20261121-120301-k3f9',
    });
    expect(environmentOfIt).not.toHaveProperty('SECRET_KEY');
  });

  test('may be a list, and then no shell reads it', async () => {
    const at = workspace();
    expect((await attempt(at, ['printf', '%s', '$HOME; exit 1'])).outcome).toBe('succeeded');
    expect(at.read('beside/transcript.log')).toBe('$HOME; exit 1');
  });

  test('that is not there is a failed attempt', async () => {
    const exit = await attempt(workspace(), ['no-such-agent']);
    expect(exit).toMatchObject({ outcome: 'failed', exitCode: null });
    expect(exit.message).toBe('There is no program "no-such-agent" on the PATH.');
  });

  test('tells its process group', async () => {
    const at = workspace();
    const groups: number[] = [];
    const executor = commandExecutor({ kind: 'command', command: 'echo $$ > group', env: [] }, commandMeans());
    await executor.run(requestIn(at), never, { ...noNews, spawned: (group) => groups.push(group) });
    expect(groups).toEqual([Number(at.read('tree/group'))]);
  });
});

describe('the result of a command', () => {
  const leaving = (result: unknown, changes: Partial<CommandMeans> = {}): Promise<AttemptExit> => {
    const at = workspace();
    at.write('beside/prepared.json', typeof result === 'string' ? result : JSON.stringify(result));
    return attempt(at, 'cp ../beside/prepared.json "$PLANLOOM_RESULT"', changes);
  };

  test('is believed where it has the right form', async () => {
    const usage = { inputTokens: 10, outputTokens: 2, cacheReadTokens: 3, cacheWriteTokens: 4, model: 'm' };
    const exit = await leaving({ status: 'ok', summary: ' Done. ', usage, costUsd: 0.25, files: [], extra: 1 });
    expect(exit).toMatchObject({ outcome: 'succeeded', message: '', summary: 'Done.', usage, costUsd: 0.25 });
  });

  test('may say that it failed', async () => {
    const exit = await leaving({ status: 'failed', summary: 'Could not.' });
    expect(exit).toMatchObject({
      outcome: 'failed',
      exitCode: 0,
      message: 'It reported "failed".',
      summary: 'Could not.',
    });
  });

  test('cannot make a failure a success', async () => {
    const at = workspace();
    const exit = await attempt(at, 'echo \'{"status":"succeeded"}\' > "$PLANLOOM_RESULT"; exit 4');
    expect(exit).toMatchObject({ outcome: 'failed', exitCode: 4 });
  });

  test.each([
    ['is not JSON', '{"status":', 'Its result file is not JSON and was ignored.'],
    ['is a list', [1], 'Its result file is not a JSON object and was ignored.'],
    [
      'is very large',
      `"${'x'.repeat(1_100_000)}"`,
      'Its result file is larger than 1 MB, or no plain file and was ignored.',
    ],
    ['costs less than nothing', { costUsd: -1 }, 'In its result file, "costUsd" cannot be used and was ignored.'],
    ['costs a number too large', '{"costUsd":1e999}', 'In its result file, "costUsd" cannot be used and was ignored.'],
    ['costs more than anything', { costUsd: 1e300 }, 'In its result file, "costUsd" cannot be used and was ignored.'],
    [
      'has no numbers',
      { usage: { inputTokens: '5' }, summary: {} },
      'In its result file, "summary" and "usage" cannot be used and were ignored.',
    ],
  ])('that %s is ignored, with a word', async (_, result, message) => {
    expect(await leaving(result)).toMatchObject({
      outcome: 'succeeded',
      message,
      summary: null,
      usage: null,
      costUsd: null,
    });
  });

  test('is not looked for behind a link or a pipe', async () => {
    const at = workspace({ 'secret.json': '{"summary":"from elsewhere"}' });
    mkdirSync(at.path('beside'));
    symlinkSync(at.path('secret.json'), at.path('beside/result.json'));
    expect((await attempt(at, 'true')).summary).toBe(null);
    const other = workspace();
    mkdirSync(other.path('beside'));
    execFileSync('sh', ['-c', 'mkfifo "$0"', other.path('beside/result.json')]);
    expect((await attempt(other, 'true')).outcome).toBe('succeeded');
  });

  test('tells no secrets', async () => {
    const exit = await leaving({ summary: 'Used hush-hush-hush.' }, { redaction: redaction(['hush-hush-hush']) });
    expect(exit.summary).toBe('Used [redacted].');
  });
});

describe('a check', () => {
  const request = (at: Workspace, command: string | readonly string[]) => ({
    command,
    folder: at.root,
    env: { EXTRA: 'x' },
    outputFile: at.path('checks.log'),
    timeoutMs: 60_000,
  });

  test('says how it ended, and its last line', async () => {
    const at = workspace();
    const exit = await commandRunner(commandMeans()).run(request(at, 'echo $EXTRA $PLANLOOM_TAG; exit 1'), never);
    expect(exit).toMatchObject({ outcome: 'failed', exitCode: 1, said: 'x 20261121-120301-k3f9' });
  });

  test('that does not start says why', async () => {
    const exit = await commandRunner(commandMeans()).run(request(workspace(), ['no-such-check']), never);
    expect(exit).toMatchObject({
      outcome: 'not_started',
      said: 'There is no program "no-such-check" on the PATH.',
    });
  });
});

describe('the environment of a child', () => {
  const parent = { PATH: '/bin', LC_ALL: 'C', XDG_STATE_HOME: '/s', GIT_DIR: '/g', API_KEY: 'k', Extra: 'e' };

  test('is what is usual, listed or added, and nothing else', () => {
    expect(childEnvironment(parent, ['API_KEY', 'GONE'], { PATH: '/own' }, 'linux')).toEqual({
      PATH: '/own',
      LC_ALL: 'C',
      XDG_STATE_HOME: '/s',
      API_KEY: 'k',
    });
  });

  test('holds on Windows what is needed there, however it is spelled', () => {
    expect(childEnvironment({ Path: 'p', SystemRoot: 's', GIT_DIR: 'g', extra: 'e' }, ['EXTRA'], {}, 'win32')).toEqual({
      Path: 'p',
      SystemRoot: 's',
      extra: 'e',
    });
  });
});

describe('a simulation', () => {
  const config: SimulateExecutorConfig = {
    kind: 'simulate',
    seconds: 2,
    secondsPerHour: 3,
    failureRate: 0,
    seed: 1,
  };

  /** Time passes only by waiting. */
  const run = async (
    at: Workspace,
    changes: Partial<SimulateExecutorConfig>,
    request: Partial<AttemptRequest> = {},
  ) => {
    let now = 0;
    const waits: number[] = [];
    const timer = {
      now: () => new Date(now),
      sleep: (milliseconds: number) => {
        waits.push(milliseconds);
        now += milliseconds;
        return Promise.resolve();
      },
    };
    const nodeOf = (node: NodeId) => ({
      hours: node === '1.1' ? 4 : null,
      deliverables: ['src/made.ts', 'docs/', 'tests/**/*.test.ts', 'link/out.md', '../outside.md'],
    });
    const exit = await simulateExecutor({ ...config, ...changes }, { timer, nodeOf }).run(
      requestIn(at, request),
      never,
      noNews,
    );
    return { exit, waits };
  };

  test('waits as long as its estimate says, and delivers', async () => {
    const at = workspace();
    const elsewhere = workspace();
    mkdirSync(at.path('tree'));
    symlinkSync(elsewhere.root, at.path('tree/link'));
    const { exit, waits } = await run(at, {});
    expect(waits).toEqual([12_000]);
    expect(exit).toMatchObject({ outcome: 'succeeded', exitCode: 0, seconds: 12 });
    expect(elsewhere.files()).toEqual([]);
    expect(at.files().filter((file) => !file.startsWith('beside/') && file !== 'tree/link')).toEqual([
      'tree/docs/simulated.md',
      'tree/simulated-1.1.md',
      'tree/src/made.ts',
      'tree/tests/simulated/simulated.test.ts',
    ]);
    expect(at.read('tree/simulated-1.1.md')).toBe('Node 1.1, attempt 2, simulated with seed 1.\n');
  });

  test('takes the fixed time where there is no estimate', async () => {
    expect((await run(workspace(), {}, { node: id('1.2') })).waits).toEqual([2_000]);
  });

  test('keeps to the limit in time', async () => {
    const { exit, waits } = await run(workspace(), {}, { timeoutMs: 500 });
    expect([exit.outcome, waits]).toEqual(['timed_out', [500]]);
  });

  test('fails as often as it is asked to, and the same way again', async () => {
    const outcomes = async (seed: number): Promise<readonly string[]> => {
      const at = workspace();
      const attempts = Array.from({ length: 60 }, (_, index) => index + 1);
      const exits = attempts.map((number) => run(at, { failureRate: 0.5, seed }, { attempt: number }));
      return (await Promise.all(exits)).map(({ exit }) => exit.outcome);
    };
    const first = await outcomes(7);
    expect(await outcomes(7)).toEqual(first);
    expect(await outcomes(8)).not.toEqual(first);
    expect(first.filter((outcome) => outcome === 'failed').length).toBeGreaterThan(15);
    expect(first.filter((outcome) => outcome === 'failed').length).toBeLessThan(45);
  });

  test('that cannot write fails', async () => {
    const at = workspace();
    at.write('tree/src', 'a file where a folder has to be');
    expect((await run(at, {})).exit.outcome).toBe('failed');
  });
});

describe('how many executors there are by default', () => {
  const gigabyte = 1024 ** 3;

  test('is the limit where memory suffices', () => {
    expect(defaultExecutors(6, 16 * gigabyte)).toEqual({ executors: 6, remark: null });
    expect(defaultExecutors(1).executors).toBe(1);
  });

  test('is less where it does not, and that is said', () => {
    const { executors, remark } = defaultExecutors(6, 1.6 * gigabyte);
    expect(executors).toBe(3);
    expect(remark).toContain('3 at a time instead of 6: only 1638 MB of memory are available.');
    expect(defaultExecutors(6, 0).executors).toBe(1);
  });
});
