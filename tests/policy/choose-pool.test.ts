import { describe, expect, test } from 'vitest';
import { achievementId } from '../../src/domain/ids.ts';
import { choosePool } from '../../src/policy/choose-pool.ts';
import { runNodeRules } from '../../src/policy/node-rules.ts';
import type { NodeQuestion } from '../../src/policy/node-rules.ts';
import { presets } from '../../src/policy/presets.ts';
import { runLimits } from '../../src/policy/run-limits.ts';
import { configOf } from './read.ts';

const id = achievementId('1.1')!;
const text = 'Audit the login for XSS';

const rulesOf = (value: object, node: Partial<NodeQuestion> = {}) => {
  const config = configOf(value);
  const preset = config.preset === null ? null : presets[config.preset];
  const rules = runNodeRules(config, preset, { id, pool: null, text, ...node });
  if (!rules.ok) throw new Error(rules.error.map(({ message }) => message).join('\n'));
  return rules.value;
};

describe('the pool of a node', () => {
  test.each([
    ['the configuration', { achievements: { '1.1': { pool: 'docs' } } }, 'database', 'docs', 'configuration'],
    ['the plan', {}, 'Database', 'database', 'plan'],
    ['keywords', {}, null, 'security', 'keywords'],
    ['nothing, where routing is off', { routing: 'off' }, null, 'default', 'default'],
  ])('is chosen by %s', (_, config, pool, chosen, by) => {
    const found = choosePool(configOf({ routing: 'keywords', ...config }), { id, pool, text });
    expect(found).toMatchObject({ pool: chosen, by });
    expect(found.route === null).toBe(by !== 'keywords');
  });

  test('is the usual one where keywords leave it open, and tells what they found', () => {
    const found = choosePool(configOf({ routing: 'keywords' }), { id, pool: null, text: 'Audit the schema' });
    expect(found).toMatchObject({ pool: 'default', by: 'default', route: { pool: 'multi', confidence: 0 } });
  });
});

describe('pools that keywords choose', () => {
  const routing = 'keywords';
  const work = { executors: { one: { kind: 'simulate' } } };

  test('have slots and times of their own', () => {
    expect(runLimits(configOf({ routing }), null).pools).toEqual({ codegen: 3, security: 2, database: 2 });
    expect(rulesOf({ ...work, routing })).toMatchObject({ pool: 'security', timeoutMs: 300_000 });
    expect(rulesOf({ ...work, routing }, { text: 'A schema' })).toMatchObject({ pool: 'database', timeoutMs: 180_000 });
  });

  test('give way to whatever the configuration says', () => {
    const config = { routing, pools: { security: { slots: 5, timeoutSeconds: 7 } } };
    expect(runLimits(configOf(config), null).pools.security).toBe(5);
    expect(rulesOf({ ...work, ...config }).timeoutMs).toBe(7_000);
    expect(rulesOf({ ...work, routing, timeoutSeconds: 9 }).timeoutMs).toBe(9_000);
  });
});

describe('who works on a node', () => {
  const config = {
    routing: 'keywords',
    executors: {
      script: { kind: 'command', command: ['bash', 'work.sh'] },
      careful: { kind: 'claude', model: 'opus' },
    },
    defaultExecutor: 'script',
    pools: { security: { executors: ['careful', 'claude:haiku', 'codex'] } },
  };

  test('are those of the pool that its words choose: the first, then lighter models and other agents', () => {
    expect(rulesOf(config).executors).toEqual(['careful', 'claude:haiku', 'codex']);
    expect(rulesOf(config, { text: 'The report' }).executors).toEqual(['script']);
  });

  test('is the agent that the plan names, if the configuration names none for it', () => {
    expect(rulesOf(config, { agent: 'gemini' }).executors).toEqual(['gemini']);
    const own = { ...config, achievements: { '1.1': { executor: 'script' } } };
    expect(rulesOf(own, { agent: 'gemini' }).executors).toEqual(['script']);
  });

  test('has the model that the plan names, if it is an agent without one', () => {
    expect(rulesOf(config, { model: 'sonnet' }).executors).toEqual(['careful:sonnet', 'claude:haiku', 'codex']);
    expect(rulesOf(config, { agent: 'claude:haiku', model: 'sonnet' }).executors).toEqual(['claude:haiku']);
    expect(rulesOf(config, { agent: 'script', model: 'sonnet' }).executors).toEqual(['script']);
  });
});
