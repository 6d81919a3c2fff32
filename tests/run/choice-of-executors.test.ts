import { existsSync, readFileSync } from 'node:fs';
import { describe, expect, test, vi } from 'vitest';
import type { RunEvent } from '../../src/domain/run.ts';
import { planFolder, runPlace } from '../support/run-place.ts';
import type { EndedRun, RunPlace } from '../support/run-place.ts';

// Real runs on a busy machine.
vi.setConfig({ testTimeout: 60_000 });

const plan = `${planFolder}/parallel.json`;
const six = ['1.1', '1.2', '1.3', '1.4', '1.5', '1.6'];

/** Work that counts itself in, notes how many of its pool are at work, and counts itself out. */
const counting = (pool: string): string =>
  [
    `d="\${0%/*}/${pool}"; mkdir -p "$d"; touch "$d/in-$PLANLOOM_NODE"`,
    // Long enough for another one to come in, if it may.
    'sleep 0.15',
    'ls "$d" | grep -c "^in-" >> "$d.counts"',
    'rm "$d/in-$PLANLOOM_NODE"; echo x > "$PLANLOOM_NODE.txt"',
  ].join('\n');

const most = (place: RunPlace, pool: string): number =>
  Math.max(...readFileSync(`${place.root}.work/${pool}.counts`, 'utf8').trim().split('\n').map(Number));

const counted = (config: Record<string, unknown>): RunPlace =>
  runPlace({
    todo: Object.fromEntries(six.map((id) => [id, { work: counting(id < '1.4' ? 'few' : 'many') }])),
    config,
  });

const startedOf = ({ events }: EndedRun): readonly Extract<RunEvent, { type: 'attempt_started' }>[] =>
  events.filter((event) => event.type === 'attempt_started');

const refusal = async (place: RunPlace, ...argv: readonly string[]): Promise<string> => {
  const { code, output } = await place.planloom(['run', plan, '--trust', '--yes', ...argv]);
  expect(code).toBe(2);
  expect(place.runIds()).toEqual([]);
  return output;
};

describe('how many work at the same time', () => {
  test('--max-executors 1: one after the other', async () => {
    const place = counted({ maxExecutors: 6 });
    const run = await place.run(['--max-executors', '1']);
    expect(run.code).toBe(0);
    expect([most(place, 'few'), most(place, 'many')]).toEqual([1, 1]);
    expect(new Set(startedOf(run).map(({ slot }) => slot))).toEqual(new Set([1]));
  });

  test('a pool holds as many as it has slots, and the others are not held up by it', async () => {
    const place = counted({
      maxExecutors: 4,
      pools: { database: { slots: 1 } },
      achievements: { '1.1': { pool: 'database' }, '1.2': { pool: 'database' }, '1.3': { pool: 'database' } },
    });
    const run = await place.run();
    expect(run.code).toBe(0);
    expect(most(place, 'few')).toBe(1);
    expect(most(place, 'many')).toBeGreaterThan(1);
    expect(Math.max(...startedOf(run).map(({ slot }) => slot))).toBeLessThanOrEqual(4);
  });

  test.each(['0', 'abc', '-1', '1.5', ''])('--max-executors %j is refused', async (number) => {
    const output = await refusal(counted({}), `--max-executors=${number}`);
    expect(output).toContain('--max-executors');
  });

  test('a preset brings its own limits, which the file and the command line outweigh', async () => {
    const shown = async (config: Record<string, unknown>, ...argv: readonly string[]): Promise<string> =>
      (await counted(config).planloom(['run', plan, '--dry-run', ...argv])).stdout;
    expect(await shown({ preset: 'openclaw' })).toContain('6 achievements, at most 7 at once');
    expect(await shown({ preset: 'openclaw', achievements: { '1.1': { pool: 'security' } } })).toMatch(
      /Pools +default 7 slots for 5, security 2 slots for 1/,
    );
    expect(await shown({ preset: 'claude-memory', maxExecutors: 3 })).toContain('at most 3 at once');
    expect(await shown({ preset: 'claude-memory', maxExecutors: 3 }, '--max-executors', '2')).toContain('at most 2');
  });
});

describe('who works', () => {
  test('an executor that is not there is refused with the nearest', async () => {
    expect(await refusal(counted({}), '--executor', 'wrok')).toMatch(/wrok[^]*Did you mean "?work"?\?/);
  });

  test('without any executor, an example says how to have one', async () => {
    const place = counted({});
    place.write('planloom.config.json', '{}\n');
    const output = await refusal(place);
    expect(output).toContain('executors');
    expect(output).toContain('"command"');
  });

  test('without a file of configuration, it is the same', async () => {
    const place = counted({});
    place.git('rm', '--quiet', 'planloom.config.json');
    expect(await refusal(place)).toContain('planloom.config.json');
  });

  test('--executor outweighs what the configuration says', async () => {
    const place = runPlace({
      todo: { '1.1': {} },
      config: {
        executors: {
          one: { kind: 'command', command: 'echo one > who.txt' },
          two: { kind: 'command', command: 'echo two > who.txt' },
        },
        defaultExecutor: 'one',
        achievements: { '1.1': { executor: 'one' } },
      },
    });
    const { branch } = await place.run(['--executor', 'two']);
    expect(place.onBranch(branch, 'who.txt')).toBe('two');
  });

  test('a simulation does the same for the same seed, whoever runs it', async () => {
    const play = async (seed: number): Promise<unknown> => {
      const todo = Object.fromEntries(six.slice(0, 4).map((id) => [id, {}]));
      const simulate = { kind: 'simulate', seconds: 0, failureRate: 0.5, seed };
      const { summary } = await runPlace({ todo, config: { executors: { play: simulate } } }).run();
      return summary.nodes.map(({ id, state, attempts }) => ({ id, state, attempts }));
    };
    const [first, second, other] = await Promise.all([play(7), play(7), play(8)]);
    expect(second).toEqual(first);
    expect(other).not.toEqual(first);
  });
});

describe('when something fails', () => {
  const outcomes = ({ events }: EndedRun, id: string): readonly string[] =>
    events.flatMap((event) => (event.type === 'attempt_ended' && event.node === id ? [event.outcome] : []));

  test('it is tried again, after the waits that the configuration names', async () => {
    const place = runPlace({
      todo: { '1.1': { work: 'test "$PLANLOOM_ATTEMPT" = 4 && echo x > x' } },
      config: { maxAttempts: 4, retry: { baseSeconds: 0.02, factor: 3 } },
    });
    const run = await place.run();
    expect(run).toMatchObject({ code: 0, summary: { outcome: 'succeeded' } });
    expect(run.node('1.1').attempts).toBe(4);
    const waits = run.entries.flatMap(({ at, event }) => (event.type === 'backing_off' ? [event.untilMs - at] : []));
    expect(waits).toEqual([20, 60, 180]);
    const ends = run.entries.filter(({ event }) => event.type === 'backed_off').map(({ at }) => at);
    const until = run.events.flatMap((event) => (event.type === 'backing_off' ? [event.untilMs] : []));
    expect(ends.every((at, index) => at >= until[index]!)).toBe(true);
  });

  test('whoever takes too long, or is silent for too long, is ended', async () => {
    const place = runPlace({
      todo: {
        '1.1': { work: 'while :; do echo busy; sleep 0.02; done' },
        '1.2': { work: 'sleep 600' },
        '1.3': { work: 'for i in 1 2 3 4 5 6; do echo busy; sleep 0.1; done; echo x > x' },
      },
      config: {
        achievements: {
          '1.1': { timeoutSeconds: 0.4 },
          '1.2': { idleTimeoutSeconds: 0.4 },
          '1.3': { idleTimeoutSeconds: 5 },
        },
      },
    });
    const run = await place.run();
    expect(['1.1', '1.2', '1.3'].map((id) => outcomes(run, id))).toEqual([
      ['timed_out'],
      ['idle_timed_out'],
      ['succeeded'],
    ]);
    expect(run.node('1.1').message).toContain('It ran longer than');
    expect(run.node('1.2').message).not.toContain('ran longer');
  });

  test('the next executor takes over when the attempts of one are used up', async () => {
    const place = runPlace({
      todo: { '1.1': {} },
      config: {
        executors: {
          quick: { kind: 'command', command: 'exit 1' },
          careful: { kind: 'command', command: 'echo careful > who.txt' },
        },
        maxAttempts: 2,
        achievements: { '1.1': { executors: ['quick', 'careful'] } },
      },
    });
    const run = await place.run();
    expect(startedOf(run).map(({ executor, reason }) => [executor, reason])).toEqual([
      ['quick', 'first'],
      ['quick', 'retry'],
      ['careful', 'fallback'],
    ]);
    expect(run.node('1.1').state).toBe('succeeded');
    expect(place.onBranch(run.branch, 'who.txt')).toBe('careful');
  });

  test.each([
    ['skip', 0, 'succeeded', ['skipped', 'succeeded']],
    ['escalate', 1, 'paused', ['failed', 'blocked']],
    ['fail', 1, 'failed', ['failed', 'blocked']],
  ])('onFailure: %s', async (onFailure, code, outcome, states) => {
    const place = runPlace({ todo: { '1.1': { work: 'exit 1' }, '1.2': { needs: ['1.1'] } }, config: { onFailure } });
    const run = await place.run();
    expect(run).toMatchObject({ code, summary: { outcome } });
    expect(run.summary.nodes.map(({ state }) => state)).toEqual(states);
    expect(existsSync(place.path('1.2.txt'))).toBe(false);
  });
});
