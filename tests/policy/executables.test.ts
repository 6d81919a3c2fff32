import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { executables } from '../../src/policy/executables.ts';
import { configOf } from './read.ts';

const value = {
  executors: {
    script: { kind: 'command', command: ['bash', 'work it.sh', "it's"], env: ['KEY_B', 'KEY_A'] },
    agent: { kind: 'command', command: 'agent | tee log' },
    rehearsal: { kind: 'simulate' },
  },
  defaultExecutor: 'script',
  pools: { default: { slots: 3 } },
  checks: ['npm test', { command: ['make', 'check'] }],
  worktree: { setup: ['npm ci'] },
};
const scripts = [
  { path: 'plans/check-b.sh', text: 'exit 0' },
  { path: 'plans/check-a.sh', text: 'exit 1' },
  { path: 'plans/check-b.sh', text: 'exit 0' },
];
const agents = [{ path: '.mcp.json', text: '{}' }];
const canonicalOf = (changed: object, ofScripts = scripts, ofAgents = agents) =>
  executables(configOf({ ...value, ...changed }), ofScripts, ofAgents).canonical;

describe('what a run may execute', () => {
  test('is shown as a person would type it, and only what executes something', () => {
    expect(executables(configOf(value), scripts, agents).fields).toEqual([
      { what: 'executor', name: 'agent', command: 'agent | tee log', env: [] },
      { what: 'executor', name: 'script', command: String.raw`bash 'work it.sh' 'it'\''s'`, env: ['KEY_A', 'KEY_B'] },
      { what: 'setup', name: '1', command: 'npm ci', env: [] },
      { what: 'check', name: '1', command: 'npm test', env: [] },
      { what: 'check', name: '2', command: 'make check', env: [] },
      { what: 'validation script', name: 'check-a.sh', path: 'plans/check-a.sh' },
      { what: 'validation script', name: 'check-b.sh', path: 'plans/check-b.sh' },
      { what: 'agent configuration', name: '.mcp.json', path: '.mcp.json' },
    ]);
  });

  test('hides nothing from the eye', () => {
    const { fields } = executables(configOf({ checks: ['ls \u001b[2K\r\n#\u202e\u200b'] }), [], []);
    expect(fields).toMatchObject([{ command: String.raw`ls \u{1b}[2K\u{d}\u{a}#\u{202e}\u{200b}` }]);
  });

  test.each([
    ['a command', { executors: { ...value.executors, agent: { kind: 'command', command: 'agent | tee log2' } } }],
    ['words instead of a line', { checks: ['npm test', 'make check'] }],
    ['a variable', { executors: { ...value.executors, agent: { ...value.executors.agent, env: ['KEY'] } } }],
    ['the order of setup', { worktree: { setup: ['npm run build', 'npm ci'] } }],
    ['no checks', { checks: [] }],
  ])('is asked about again after a change of %s', (_what, changed) => {
    expect(canonicalOf(changed)).not.toBe(canonicalOf({}));
  });

  test('is asked about again after a change of a script or of an agent’s configuration', () => {
    const all = [
      canonicalOf({}),
      canonicalOf({}, [{ path: 'plans/check-b.sh', text: 'exit 2' }]),
      canonicalOf({}, []),
      canonicalOf({}, scripts, []),
      canonicalOf({}, scripts, [{ path: '.mcp.json', text: '{"servers":1}' }]),
      // A file cannot pass for one of another kind.
      canonicalOf({}, agents, scripts),
    ];
    expect(new Set(all).size).toBe(all.length);
  });

  test('is the same for other limits, presets, times and retries', () => {
    const changed = {
      preset: 'openclaw',
      pools: { default: { slots: 9, maxAttempts: 7 } },
      maxExecutors: 2,
      timeoutSeconds: 7,
      retry: { factor: 2 },
      defaultExecutor: 'agent',
      achievements: { '1.1': { executor: 'agent' } },
    };
    expect(canonicalOf(changed)).toBe(canonicalOf({}));
  });

  test('is the same in whatever order executors, variables and files stand', () => {
    const shuffled = <One>(list: readonly One[]) => fc.shuffledSubarray([...list], { minLength: list.length });
    const all = fc.tuple(shuffled(Object.entries(value.executors)), shuffled(['KEY_A', 'KEY_B']), shuffled(scripts));
    fc.assert(
      fc.property(all, ([executors, env, files]) => {
        const script = { ...value.executors.script, env };
        const inOtherOrder = Object.fromEntries(
          executors.map(([name, one]) => [name, name === 'script' ? script : one]),
        );
        expect(canonicalOf({ executors: inOtherOrder }, files)).toBe(canonicalOf({}));
      }),
      { seed: 1, numRuns: 100 },
    );
  });
});
