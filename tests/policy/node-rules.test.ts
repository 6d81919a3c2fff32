import { describe, expect, test } from 'vitest';
import { achievementId } from '../../src/domain/ids.ts';
import { noConfig } from '../../src/policy/config.ts';
import { runNodeRules } from '../../src/policy/node-rules.ts';
import { presets } from '../../src/policy/presets.ts';
import { runLimits } from '../../src/policy/run-limits.ts';
import { configOf } from './read.ts';

const id = achievementId('1.1')!;
const executors = { one: { kind: 'simulate' }, two: { kind: 'simulate' } };

const rulesOf = (value: object, options: { executor?: string; pool?: string } = {}) => {
  const config = configOf(value);
  const preset = config.preset === null ? null : presets[config.preset];
  const rules = runNodeRules(config, preset, { id, pool: options.pool ?? null }, { executor: options.executor });
  if (!rules.ok) throw new Error(rules.error.map(({ message, advice }) => `${message} ${advice}`).join('\n'));
  return rules.value;
};

describe('the rules of a node', () => {
  test('are the usual ones where nothing is said', () => {
    expect(rulesOf({ executors: { one: { kind: 'simulate' } } })).toEqual({
      pool: 'default',
      executors: ['one'],
      retry: { maxAttempts: 2, baseMs: 1000, factor: 3, jitter: 'none' },
      onFailure: 'fail',
      timeoutMs: null,
      idleTimeoutMs: null,
      evidence: 'diff',
    });
  });

  // Each place says 1 s more than the next wider one; the places that are left out one by one lay the next one bare.
  const places = [
    { achievements: { '1.1': { pool: 'database', timeoutSeconds: 6 } } },
    { achievements: { '1.1': { pool: 'database' } }, pools: { database: { timeoutSeconds: 5 } } },
    { executors: { one: { kind: 'simulate', timeoutSeconds: 4 } } },
    { timeoutSeconds: 3, pools: {} },
  ];
  test.each([
    [0, 6_000],
    [1, 5_000],
    [2, 4_000],
    [3, 3_000],
    [4, 180_000],
  ])('come from the nearest place that says something (%i left out)', (leftOut, timeoutMs) => {
    const usual = {
      preset: 'openclaw',
      executors: { one: { kind: 'simulate' } },
      achievements: { '1.1': { pool: 'database' } },
    };
    const value = Object.assign({}, usual, ...places.slice(leftOut).reverse()) as object;
    expect(rulesOf(value).timeoutMs).toBe(timeoutMs);
  });

  test('take each part of retry from its own place', () => {
    const value = {
      preset: 'claude-memory',
      executors,
      defaultExecutor: 'two',
      retry: { jitter: 'full' },
      pools: { default: { maxAttempts: 7 } },
      achievements: { '1.1': { retry: { baseSeconds: 9 } } },
    };
    expect(rulesOf(value).retry).toEqual({ maxAttempts: 7, baseMs: 9000, factor: 2, jitter: 'full' });
  });

  test('name those who work: for the achievement, for its pool, for all, on the command line', () => {
    const pools = { default: { executors: ['two', 'one'] } };
    const achievements = { '1.1': { executor: 'one' } };
    expect(rulesOf({ executors, defaultExecutor: 'two' }).executors).toEqual(['two']);
    expect(rulesOf({ executors, defaultExecutor: 'one', pools }).executors).toEqual(['two', 'one']);
    expect(rulesOf({ executors, pools, achievements }).executors).toEqual(['one']);
    expect(rulesOf({ executors, pools, achievements }, { executor: 'two' }).executors).toEqual(['two']);
  });

  test('put it into the pool of the configuration, of the plan, or into the usual one', () => {
    const one = { one: { kind: 'simulate' } };
    expect(rulesOf({ executors: one }, { pool: 'security' }).pool).toBe('security');
    const achievements = { '1.1': { pool: 'database' } };
    expect(rulesOf({ executors: one, achievements }, { pool: 'security' }).pool).toBe('database');
  });

  test('ask for no difference where all work in one folder', () => {
    const value = { executors: { one: { kind: 'simulate' } }, achievements: { '1.1': { evidence: 'diff' } } };
    expect(rulesOf(value).evidence).toBe('diff');
    expect(rulesOf({ ...value, worktree: { mode: 'none' } }).evidence).toBe('none');
  });

  test('are not taken from a pool by a name that every object has', () => {
    expect(
      rulesOf({ preset: 'openclaw', executors: { one: { kind: 'simulate' } } }, { pool: 'constructor' }),
    ).toMatchObject({
      pool: 'constructor',
      timeoutMs: 300_000,
    });
  });

  test.each([
    [
      {},
      undefined,
      'Nobody is named who does the work: there is no executor. Name a coding agent, as in --executor claude, or write "executors": {',
    ],
    [
      { executors },
      undefined,
      'there are 2 executors and none is the default. Write "defaultExecutor": "one", or give --executor one.',
    ],
    [{ executors }, 'tow', 'There is no executor "tow". Did you mean "two"?'],
    [{}, 'one', 'There is no executor "one". The executors are "claude", "codex",'],
    [{}, 'claud:opus', 'There is no executor "claud:opus". Did you mean "claude:opus"?'],
    [{ executors }, 'one:opus', 'Only an agent takes a model: write "one".'],
  ])('cannot be made where nobody works: %j, --executor %s', (value, executor, message) => {
    expect(() => rulesOf(value, executor === undefined ? {} : { executor })).toThrow(message);
  });
});

describe('the limits of a run', () => {
  const config = configOf({ maxExecutors: 4, pools: { security: { slots: 1 }, api: { slots: 9 } } });

  test('come from the command line, the configuration, the preset, or are 5', () => {
    expect(runLimits(config, presets.openclaw, 2).maxExecutors).toBe(2);
    expect(runLimits(config, presets.openclaw).maxExecutors).toBe(4);
    expect(runLimits(noConfig, presets.openclaw).maxExecutors).toBe(7);
    expect(runLimits(noConfig, null)).toEqual({ maxExecutors: 5, pools: {} });
  });

  test('have the slots of the preset, and those of the configuration before them', () => {
    expect(runLimits(config, presets.openclaw).pools).toEqual({ codegen: 3, security: 1, database: 2, api: 9 });
  });
});
