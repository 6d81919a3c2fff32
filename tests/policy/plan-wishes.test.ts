import { describe, expect, test } from 'vitest';
import { achievementId } from '../../src/domain/ids.ts';

import { executables } from '../../src/policy/executables.ts';
import { planWishes } from '../../src/policy/plan-wishes.ts';
import { configOf } from './read.ts';

const id = achievementId('1.1')!;
const at = { line: 4, column: 14 };

const wished = (words: Readonly<Record<string, string>>, config: object = {}, executor?: string) => {
  const wishes = Object.fromEntries(Object.entries(words).map(([name, text]) => [name, { text, position: at }]));
  return planWishes(configOf(config), { id, file: 'PLAN_SHIP.md', wishes }, executor);
};

const script = { kind: 'command', command: ['bash', 'work.sh'] };

describe('what an achievement says about who works on it', () => {
  test.each([
    [{ agent: 'claude:haiku' }, { agent: 'claude:haiku', model: null }],
    [
      { agent: 'Codex', model: 'gpt-5-mini' },
      { agent: 'codex', model: 'gpt-5-mini' },
    ],
    [{ agent: 'script' }, { agent: 'script', model: null }],
    [{}, { agent: null, model: null }],
  ])('%j', (words, expected) => {
    const read = wished(words, { executors: { script } });
    expect(read).toEqual({ ok: true, value: { ...expected, problems: [] } });
  });

  test('gives way to what the configuration says of the same achievement', () => {
    const config = { executors: { script }, achievements: { '1.1': { executor: 'script', pool: 'default' } } };
    const read = wished({ agent: 'nobody', model: '-x', pool: 'nowhere' }, config);
    expect(read).toEqual({ ok: true, value: { agent: null, model: null, problems: [] } });
  });

  test('gives way to the command line', () => {
    expect(wished({ agent: 'nobody' }, {}, 'claude')).toMatchObject({ ok: true, value: { agent: null } });
  });
});

describe('what no executor has', () => {
  test.each([
    [{ agent: 'claud' }, 'unknown-executor', 'Did you mean "claude"?'],
    [{ agent: 'bash work.sh' }, 'unknown-executor', 'The executors are "script"'],
    [{ agent: 'script:haiku' }, 'unknown-executor', 'Only an agent takes a model'],
    [{ agent: 'claude:--dangerously-skip-permissions' }, 'unknown-executor', ''],
    [{ agent: 'toString' }, 'unknown-executor', ''],
    [{ model: '--dangerously-skip-permissions' }, 'bad-name', 'Write it as the agent knows it'],
  ])('%j is an error with its place', (words, rule, advice) => {
    const read = wished(words, { executors: { script } });
    expect(read.ok ? [] : read.error).toMatchObject([
      {
        rule,
        severity: 'error',
        at: { file: 'PLAN_SHIP.md', ...at },
        advice: expect.stringContaining(advice) as string,
      },
    ]);
  });

  test('a pool that nobody describes is a warning with its place', () => {
    const config = { routing: 'keywords', pools: { docs: { slots: 1 } } };
    const read = wished({ pool: 'secrity' }, config);
    expect(read.ok ? read.value.problems : []).toMatchObject([
      { rule: 'unknown-pool', severity: 'warning', at, advice: 'Did you mean "security"?' },
    ]);
    for (const pool of ['security', 'Docs', 'default']) {
      expect(wished({ pool }, config)).toMatchObject({ ok: true, value: { problems: [] } });
    }
  });
});

test('an agent that only the plan names is asked about before it is started', () => {
  const config = configOf({ executors: { script } });
  const [before, after] = [executables(config, [], []), executables(config, [], [], ['claude:haiku'])];
  expect(after.fields.map(({ name }) => name)).toEqual(expect.arrayContaining(['script', 'claude:haiku']));
  expect(after.canonical).not.toBe(before.canonical);
});
