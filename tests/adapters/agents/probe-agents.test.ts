import { chmodSync, mkdirSync, mkdtempSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import type { AgentAdapter, Readiness } from '../../../src/adapters/agents/agent-adapter.ts';
import { findProgram } from '../../../src/adapters/agents/find-program.ts';
import { agentProbe } from '../../../src/adapters/agents/probe-agents.ts';
import { agentKinds } from '../../../src/domain/agent.ts';
import type { AgentKind } from '../../../src/domain/agent.ts';
import type { AgentState } from '../../../src/ports/agent-probe.ts';

let folder: string;

beforeEach(() => {
  folder = realpathSync(mkdtempSync(path.join(tmpdir(), 'probe-')));
});

afterEach(() => rmSync(folder, { recursive: true, force: true }));

/** A program in `bin`, as a line for the shell. */
const install = (name: string, line: string): string => {
  const file = path.join(folder, 'bin', name);
  mkdirSync(path.dirname(file), { recursive: true });
  writeFileSync(file, `#!/bin/sh\n${line}\n`);
  chmodSync(file, 0o755);
  return file;
};

/** An agent of which only what a probe asks for is there. */
const agent = (kind: AgentKind, readiness: Readiness, rest: Partial<AgentAdapter> = {}): AgentAdapter => ({
  kind,
  program: kind === 'acp' || kind === 'api' ? null : kind,
  install: `npm install -g ${kind}`,
  oldest: '1.2.3',
  abilities: ['resume'],
  versionArgs: ['--version'],
  env: [/^OWN_/],
  versionIn: (output) => /\d+\.\d+\.\d+/.exec(output)?.[0] ?? null,
  readiness: () => readiness,
  start: () => ({ command: ['none'], env: {}, files: [], session: null }),
  reader: () => {
    throw new Error('Nothing is read.');
  },
  ...rest,
});

const ready: Readiness = { ready: true };

const probe = async (
  some: Partial<Record<AgentKind, AgentAdapter>> = {},
  setting: { readonly limitMs?: number } = {},
): Promise<readonly AgentState[]> => {
  const all = Object.fromEntries(agentKinds.map((kind) => [kind, some[kind] ?? agent(kind, ready)]));
  const environment = {
    PATH: [path.join(folder, 'bin'), '/usr/bin', '/bin'].join(path.delimiter),
    HOME: folder,
    OWN_KEY: 'mine',
    OTHER_KEY: 'not mine',
  };
  return agentProbe(all as Record<AgentKind, AgentAdapter>, { environment, ...setting }).agents();
};

const claudeOf = async (...args: Parameters<typeof probe>): Promise<AgentState> => (await probe(...args))[0]!;

test('every kind is told, in a fixed order', async () => {
  const names = (await probe()).map(({ name }) => name);
  expect(names).toEqual(['claude', 'codex', 'gemini', 'opencode', 'copilot', 'acp', 'command', 'api']);
});

test('what is not installed says how to install it', async () => {
  expect(await claudeOf()).toEqual({
    name: 'claude',
    installed: false,
    version: null,
    program: null,
    abilities: ['resume'],
    ready: false,
    reason: 'Not installed: npm install -g claude',
  });
});

test('what comes with planloom is installed, and a kind that needs a command says so', async () => {
  const states = await probe({ api: agent('api', { ready: false, reason: 'No key: set KEY.' }) });
  expect(states[7]).toMatchObject({ name: 'api', installed: true, ready: false, reason: 'No key: set KEY.' });
  for (const own of [states[5]!, states[6]!]) {
    expect(own).toMatchObject({ installed: true, version: null, program: null, ready: true });
    expect(own.remark).toContain('planloom.config.json');
  }
});

test('a program is found and asked for its version, with no key but its own', async () => {
  const file = install('claude', 'echo "$1 2.0.1 $OWN_KEY${OTHER_KEY:-}"');
  const said: string[] = [];
  const versionIn = (output: string) => {
    said.push(output.trim());
    return '2.0.1';
  };
  const state = await claudeOf({ claude: agent('claude', ready, { versionIn }) });
  expect(state).toEqual({
    name: 'claude',
    installed: true,
    version: '2.0.1',
    program: file,
    abilities: ['resume'],
    ready: true,
  });
  expect(said).toEqual(['--version 2.0.1 mine']);
});

test.each([
  { version: '1.2.2', isOlder: true },
  { version: '1.1.9', isOlder: true },
  { version: '0.9.9', isOlder: true },
  { version: '1.2.3', isOlder: false },
  { version: '1.10.0', isOlder: false },
  { version: '2.0.0', isOlder: false },
])('version $version is older than the oldest that was tried: $isOlder', async ({ version, isOlder }) => {
  install('claude', `echo ${version}`);
  const { ready: isReady, remark } = await claudeOf();
  expect(isReady).toBe(true);
  const told = `${version} is older than 1.2.3, the oldest version that was tried; to update it: npm install -g claude`;
  expect(remark).toBe(isOlder ? told : undefined);
});

test('what cannot be seen is told beside it', async () => {
  install('claude', 'echo 1.2.3');
  const state = await claudeOf({ claude: agent('claude', { ready: true, remark: 'The keychain is closed.' }) });
  expect(state).toMatchObject({ ready: true, remark: 'The keychain is closed.' });
});

test('a program that fails is there, and not ready', async () => {
  install('claude', 'echo "cannot find module"; exit 3');
  expect(await claudeOf()).toMatchObject({
    installed: true,
    version: null,
    ready: false,
    reason: 'It does not run (exit code 3: cannot find module); install it again: npm install -g claude',
  });
});

test('a program that cannot be started is there, and not ready', async () => {
  const file = install('claude', '');
  writeFileSync(file, '#!/no/such/interpreter\n');
  const state = await claudeOf();
  expect(state).toMatchObject({ installed: true, version: null, ready: false });
  expect(state.reason).toMatch(/^It does not run \(.+\); install it again: npm install -g claude$/);
});

test('a program that does not answer is not waited for', async () => {
  install('claude', 'sleep 300 & wait');
  const state = await claudeOf({}, { limitMs: 300 });
  expect(state).toMatchObject({ installed: true, version: null, ready: false });
  expect(state.reason).toContain('(no answer in 0.3 s)');
});

test('what a program leaves behind does not hold up the answer', async () => {
  install('claude', 'sleep 300 & echo 1.2.3');
  expect(await claudeOf()).toMatchObject({ version: '1.2.3', ready: true });
});

test('a program is only looked for in folders that are absolute, and has to be one', () => {
  const file = install('tool', 'true');
  const bin = path.dirname(file);
  mkdirSync(path.join(folder, 'first', 'tool'), { recursive: true });
  mkdirSync(path.join(folder, 'second'));
  writeFileSync(path.join(folder, 'second', 'tool'), 'no program');
  const PATH = ['', '.', 'bin', path.join(folder, 'first'), path.join(folder, 'second'), bin].join(':');
  expect(findProgram('tool', { PATH })).toBe(file);
  expect(findProgram('tool', { PATH: path.relative(process.cwd(), bin) })).toBeNull();
  expect(findProgram('tool', {})).toBeNull();
});
