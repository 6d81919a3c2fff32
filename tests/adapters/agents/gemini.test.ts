import { execFileSync, spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, expect, test } from 'vitest';
import type { AgentStart } from '../../../src/adapters/agents/agent-adapter.ts';
import { gemini } from '../../../src/adapters/agents/gemini/gemini.ts';

const start = (given: Partial<AgentStart> = {}) =>
  gemini.start({
    program: 'gemini',
    command: [],
    model: null,
    permissions: 'edit',
    resume: null,
    newSession: '11111111-2222-4333-8444-555555555555',
    folder: '/folder',
    privateFolder: '/private',
    environment: { HOME: '/home/user' },
    isRoot: false,
    args: [],
    maxTurns: null,
    budgetUsd: null,
    repositoryConfig: 'off',
    ...given,
  });

const textOf = (command: ReturnType<typeof start>, name: string): string =>
  command.files.find((file) => file.path === name)?.text ?? '';

test('starts a session with an id that is known before', () => {
  const { command, session } = start({ model: 'gemini-2.5-pro', args: ['--debug'] });
  expect(session).toBe('11111111-2222-4333-8444-555555555555');
  expect(command.join(' ')).toBe(
    'gemini --admin-policy /private/gemini/forbidden.toml --policy /private/gemini/commands.toml' +
      ' --policy /home/user/.gemini/policies --skip-trust --approval-mode auto_edit --model gemini-2.5-pro' +
      ' --output-format stream-json --debug --session-id 11111111-2222-4333-8444-555555555555',
  );
});

test('edits files and runs commands, unless a rule of the user forbids one', () => {
  expect(textOf(start(), 'gemini/commands.toml')).toMatch(/run_shell_command[^]*"allow"\npriority = 1\n/);
  const elsewhere = start({ environment: { HOME: '/home/user', GEMINI_CLI_HOME: '/own' } }).command;
  expect(elsewhere).toContain('/own/.gemini/policies');
});

test.each([
  ['read', 'default'],
  ['full', 'yolo'],
] as const)('the level %s is the mode %s, with the user’s own rules', (permissions, mode) => {
  const { command, files } = start({ permissions });
  expect(command.join(' ')).toContain(`--approval-mode ${mode}`);
  expect(command).not.toContain('--policy');
  expect(files.map((file) => file.path)).not.toContain('gemini/commands.toml');
});

test('no rule of the user makes an agent write that may only read, and plan mode is out of reach', () => {
  const forbidden = textOf(start({ permissions: 'read' }), 'gemini/forbidden.toml');
  for (const tool of ['write_file', 'replace', 'run_shell_command', 'exit_plan_mode'])
    expect(forbidden).toContain(`"${tool}"`);
  expect(textOf(start(), 'gemini/forbidden.toml')).not.toContain('write_file');
  expect(textOf(start(), 'gemini/forbidden.toml')).toContain('"enter_plan_mode"');
});

test('keeps files of the repository from redirecting it, and leaves what the user has set', () => {
  const { command, env, files } = start({
    environment: { HOME: '/home/user', GOOGLE_GEMINI_BASE_URL: 'https://models.example' },
  });
  expect(command).toContain('--skip-trust');
  expect(env).not.toHaveProperty('GOOGLE_GEMINI_BASE_URL');
  expect(env).toMatchObject({ CODE_ASSIST_ENDPOINT: '', HTTPS_PROXY: '', LD_PRELOAD: '' });
  expect(env).not.toHaveProperty('GEMINI_API_KEY');
  // A folder above that the user trusts would be as good as this one.
  expect(env.GEMINI_CLI_TRUSTED_FOLDERS_PATH).toBe('/private/gemini/trusted-folders.json');
  expect(files).toContainEqual({ path: 'gemini/trusted-folders.json', text: '{}\n' });
});

test('what is trusted is read from the start', () => {
  const { command, env } = start({ repositoryConfig: 'trusted' });
  expect(command).not.toContain('--skip-trust');
  expect(env).toEqual({
    GEMINI_CLI_TRUST_WORKSPACE: 'true',
    GEMINI_CLI_NO_RELAUNCH: 'true',
    GEMINI_TELEMETRY_ENABLED: 'false',
    NO_BROWSER: 'true',
    NO_COLOR: '1',
  });
});

test('sends no figures of its use where it believes our defaults, which is with root', () => {
  const asRoot = start({ isRoot: true });
  expect(asRoot.env.GEMINI_CLI_SYSTEM_DEFAULTS_PATH).toBe('/private/gemini/defaults.json');
  expect(JSON.parse(textOf(asRoot, 'gemini/defaults.json'))).toMatchObject({
    privacy: { usageStatisticsEnabled: false },
  });
  const environment = { HOME: '/root', GEMINI_CLI_SYSTEM_DEFAULTS_PATH: '/etc/own.json' };
  expect(start({ isRoot: true, environment }).env).not.toHaveProperty('GEMINI_CLI_SYSTEM_DEFAULTS_PATH');
});

const folders: string[] = [];
afterEach(() => {
  for (const folder of folders.splice(0)) rmSync(folder, { recursive: true });
});

test.skipIf(process.platform === 'win32')('finds the file of a session that began in another folder', () => {
  const home = mkdtempSync(path.join(tmpdir(), 'planloom-gemini home-'));
  folders.push(home);
  const chats = path.join(home, '.gemini', 'tmp', 'first', 'chats');
  mkdirSync(chats, { recursive: true });
  const whole = path.join(chats, 'session-1700000000000-aaaaaaaa.jsonl');
  writeFileSync(whole, 'the whole session\n');
  writeFileSync(path.join(chats, 'session-2026-01-01T00-00-aaaaaaaa.jsonl'), 'begun\n');
  writeFileSync(path.join(chats, 'session-2026-01-01T00-00-bbbbbbbb.jsonl'), 'another session, and a long one\n');
  const resumed = start({ program: 'echo', resume: 'aaaaaaaa-2222-4333-8444-555555555555', args: ['a  b'] });
  const [program, ...args] = resumed.command;
  const env = { PATH: process.env.PATH, HOME: home };
  const printed = execFileSync(program, args, { env, encoding: 'utf8' });
  expect(printed).toMatch(/^--admin-policy .* a {2}b --session-file (.*)\n$/);
  expect(printed.trim().endsWith(whole)).toBe(true);
  // A crash before it tells its new id leaves the old one, which is still there.
  expect(resumed.session).toBe('aaaaaaaa-2222-4333-8444-555555555555');

  const lost = start({ program: 'echo', resume: 'cccccccc-2222-4333-8444-555555555555' }).command;
  const { status, stderr, stdout } = spawnSync(lost[0], lost.slice(1), { env, encoding: 'utf8' });
  expect({ status, stdout }).toEqual({ status: 42, stdout: '' });
  const reader = gemini.reader({ usage: [], costUsd: 0 }, null);
  for (const line of stderr.split('\n')) reader.errorLine(line);
  const end = { outcome: 'failed', exitCode: status, signal: null, lastLine: '' } as const;
  expect(reader.verdict(end)).toMatchObject({ ok: false, session: null, retryClass: 'crashed' });
});

const ready = (environment: Record<string, string>, files: Record<string, unknown> = {}) =>
  gemini.readiness({
    environment,
    home: '/home/user',
    textOf: (file) => {
      const name = path.posix.relative('/home/user', file.replaceAll('\\', '/'));
      const found = files[name];
      return typeof found === 'string' || found === undefined ? found : JSON.stringify(found);
    },
  }).ready;

const chosen = (selectedType: string) => ({ '.gemini/settings.json': { security: { auth: { selectedType } } } });
const vertex = { GOOGLE_GENAI_USE_VERTEXAI: 'true' };

test.each<[string, boolean, Record<string, string>, Record<string, unknown>?]>([
  ['nothing', false, {}],
  ['a key', true, { GEMINI_API_KEY: 'k' }],
  ['an empty key', false, { GEMINI_API_KEY: '' }],
  ['a key in its own file', true, {}, { '.gemini/.env': 'GEMINI_API_KEY=k\n' }],
  [
    'a key, and another server that its settings do not allow',
    false,
    { GEMINI_API_KEY: 'k', GOOGLE_GEMINI_BASE_URL: 'u' },
  ],
  ['the same with settings', true, { GEMINI_API_KEY: 'k', GOOGLE_GEMINI_BASE_URL: 'u' }, chosen('gemini-api-key')],
  ['a log-in', true, {}, { ...chosen('oauth-personal'), '.gemini/oauth_creds.json': { refresh_token: 't' } }],
  ['a log-in that is gone', false, { GEMINI_API_KEY: 'k' }, chosen('oauth-personal')],
  ['Vertex AI with a key', true, { ...vertex, GOOGLE_API_KEY: 'k' }],
  ['Vertex AI with a project and a place', true, { ...vertex, GOOGLE_CLOUD_PROJECT: 'p', GOOGLE_CLOUD_LOCATION: 'l' }],
  ['Vertex AI with half of it', false, { ...vertex, GOOGLE_CLOUD_PROJECT: 'p' }],
  ['credentials of the machine', true, {}, chosen('compute-default-credentials')],
])('readiness with %s: %s', (_, expected, environment, files) => {
  expect(ready(environment, files)).toBe(expected);
});

test('reads its version, whatever stands around it', () => {
  expect(gemini.versionIn('0.61.0\n')).toBe('0.61.0');
  expect(gemini.versionIn('Warning: something\n0.62.0-nightly.1\n')).toBe('0.62.0-nightly.1');
  expect(gemini.versionIn('command not found')).toBeNull();
});
