import { expect, test } from 'vitest';
import type { AgentAnswer, AgentCall } from '../../src/ports/agent-calls.ts';
import type { AgentState } from '../../src/ports/agent-probe.ts';
import { planloom } from '../support/planloom.ts';
import type { Outcome, Setting } from '../support/planloom.ts';
import { workspace } from '../support/workspace.ts';

const claude: AgentState = {
  name: 'claude',
  installed: true,
  version: '2.1.329',
  program: '/usr/bin/claude',
  abilities: ['resume', 'cost'],
  ready: true,
};
const codex: AgentState = {
  name: 'codex',
  installed: false,
  version: null,
  program: null,
  abilities: ['resume'],
  ready: false,
  reason: 'Not installed: npm install -g @openai/codex',
};
const gemini: AgentState = {
  ...codex,
  name: 'gemini',
  installed: true,
  version: '0.61.0',
  program: '/usr/bin/gemini',
  reason: 'Not logged in: run gemini once.',
  remark: '0.61.0 is older than 0.62.0.',
};
const agents = [claude, codex, gemini];

const doctor = (argv: readonly string[], setting: Setting = {}): Promise<Outcome> =>
  planloom(workspace(), ['doctor', ...argv], { agents, ...setting });

test('it shows what is there, what it can do, and what keeps the others', async () => {
  const { code, stdout, stderr } = await doctor([]);
  expect(stdout).toBe(
    [
      'Tools',
      '  ✓ node    20.20.2',
      '  ✓ git     2.39.5',
      '',
      'Agents',
      '  ✓ claude  2.1.329  resume, cost',
      '  ○ codex   –        Not installed: npm install -g @openai/codex',
      '  ✗ gemini  0.61.0   Not logged in: run gemini once.',
      '                   ! 0.61.0 is older than 0.62.0.',
      '',
      '  → Make one small call, to see that it works.',
      '    planloom doctor --test claude',
      '',
    ].join('\n'),
  );
  expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
});

test('as JSON it says the same', async () => {
  const { code, json } = await doctor(['--json']);
  expect(code).toBe(0);
  expect(json()).toEqual({
    schemaVersion: 1,
    kind: 'doctor',
    node: { name: 'node', installed: true, version: '20.20.2', ready: true },
    git: { name: 'git', installed: true, version: '2.39.5', ready: true },
    agents,
  });
});

test('without an agent that can be used the exit code is 0 all the same', async () => {
  const { code, stdout } = await doctor([], { agents: [codex] });
  expect(code).toBe(0);
  expect(stdout).toContain('No agent can be used yet');
});

test('without git the exit code is 1', async () => {
  const problem = {
    rule: 'no-git',
    severity: 'error',
    at: { file: '.' },
    message: 'Git is not installed.',
    advice: 'Install git 2.38 or newer.',
  } as const;
  const { code, stdout } = await doctor([], { tools: { node: '20.20.2', git: { version: null, problem } } });
  expect(code).toBe(1);
  expect(stdout).toContain('○ git     –        Git is not installed. Install git 2.38 or newer.');
});

const answer: AgentAnswer = {
  ok: true,
  message: '',
  retryClass: null,
  text: 'ready',
  usage: { inputTokens: 1200, outputTokens: 4, cacheReadTokens: 3000, cacheWriteTokens: 0, model: 'claude-haiku-4-5' },
  costUsd: 0.0031,
  seconds: 1.4,
};

const answering = (given: AgentAnswer): { readonly calls: AgentCall[]; readonly setting: Setting } => {
  const calls: AgentCall[] = [];
  const ask = (call: AgentCall): Promise<AgentAnswer> => {
    calls.push(call);
    return Promise.resolve(given);
  };
  return { calls, setting: { agentCalls: { ask }, interruptions: [] } };
};

test('--test makes one call, and shows what came back and what it took', async () => {
  const { calls, setting } = answering(answer);
  const { code, stdout } = await doctor(['--test', 'claude:haiku'], setting);
  expect(calls).toEqual([
    { executor: 'claude:haiku', prompt: 'Answer with the word ready.', folder: null, timeoutMs: 120_000 },
  ]);
  expect(stdout).toBe(
    [
      '✓ claude:haiku works.',
      '  answer  ready',
      '  tokens  4.2 k in (3 k from a cache), 4 out',
      '  model   claude-haiku-4-5',
      '  cost    $0.0031',
      '  time    1.4 s',
      '',
    ].join('\n'),
  );
  expect(code).toBe(0);
});

test('--test that fails says why and what to do, and the exit code is 1', async () => {
  const failed = {
    ...answer,
    ok: false,
    message: 'Not logged in.',
    retryClass: 'auth',
    text: '',
    usage: null,
  } as const;
  const { setting } = answering({ ...failed, costUsd: null });
  const { code, stdout } = await doctor(['--test', 'claude'], setting);
  expect(stdout).toBe(
    [
      '✗ claude does not work.',
      '  ! Not logged in.',
      '  time  1.4 s',
      '  → Log in with its own program, or set its key in the environment; then try again.',
      '',
    ].join('\n'),
  );
  expect(code).toBe(1);
});

test('--test of what is not installed asks nobody', async () => {
  const { calls, setting } = answering(answer);
  const { code, stderr } = await doctor(['--test', 'codex'], setting);
  expect(calls).toEqual([]);
  expect(stderr).toContain('Not installed: npm install -g @openai/codex');
  expect(code).toBe(2);
});

test('--test as JSON is one object', async () => {
  const { setting } = answering(answer);
  const { code, json } = await doctor(['--test', 'claude', '--json'], setting);
  expect(json()).toEqual({ schemaVersion: 1, kind: 'agent-test', agent: 'claude', ...answer });
  expect(code).toBe(0);
});

test('--test of a name that nobody has suggests the nearest one', async () => {
  const { calls, setting } = answering(answer);
  const { code, stderr } = await doctor(['--test', 'cluade'], setting);
  expect(stderr).toContain('There is no executor "cluade".');
  expect(stderr).toContain('Did you mean "claude"?');
  expect({ code, calls }).toEqual({ code: 2, calls: [] });
});
