import { expect, test } from 'vitest';
import type { AgentStart, ReadinessView } from '../../../src/adapters/agents/agent-adapter.ts';
import { claude } from '../../../src/adapters/agents/claude/claude.ts';

const usual: AgentStart = {
  program: 'claude',
  command: [],
  model: null,
  permissions: 'edit',
  resume: null,
  newSession: '11111111-2222-4333-8444-555555555555',
  folder: '/runs/tree',
  privateFolder: '/runs/private',
  environment: {},
  isRoot: false,
  args: [],
  maxTurns: null,
  budgetUsd: null,
  repositoryConfig: 'off',
};

const commandOf = (start: Partial<AgentStart>): string => claude.start({ ...usual, ...start }).command.join(' ');

test('a new session has the id that is given, and one that is taken up again keeps its own', () => {
  const first = claude.start(usual);
  expect(first.session).toBe(usual.newSession);
  expect(first.command.join(' ')).toContain(`--session-id ${usual.newSession}`);
  const again = claude.start({ ...usual, resume: 'abc' });
  expect(again.session).toBe('abc');
  expect(again.command.join(' ')).toContain('--resume abc');
  expect(again.command.join(' ')).not.toContain('--session-id');
});

test('its events are asked for in a form that tells the tokens of every call', () => {
  expect(commandOf({})).toMatch(/^claude -p --output-format stream-json --verbose --include-partial-messages /);
});

test('model and limits are handed on where there are any', () => {
  expect(commandOf({})).not.toMatch(/--model|--max-turns|--max-budget-usd/);
  const command = commandOf({ model: 'haiku', maxTurns: 30, budgetUsd: 1.5 });
  expect(command).toContain('--model haiku --max-turns 30 --max-budget-usd 1.5');
});

test.each([
  { permissions: 'read', has: ['--tools Read,Grep,Glob', '--permission-mode dontAsk'], hasNot: ['--allowedTools'] },
  { permissions: 'edit', has: ['--allowedTools Bash,', '--permission-mode acceptEdits'], hasNot: ['--tools '] },
  { permissions: 'full', has: ['--permission-mode bypassPermissions'], hasNot: ['--allowedTools', '--tools '] },
] as const)('permissions $permissions', ({ permissions, has, hasNot }) => {
  const command = commandOf({ permissions });
  for (const part of has) expect(command).toContain(part);
  for (const part of hasNot) expect(command).not.toContain(part);
});

test('only root with all permissions says that it is contained', () => {
  const said = (['read', 'edit', 'full'] as const).flatMap((permissions) =>
    [true, false].map((isRoot) => claude.start({ ...usual, permissions, isRoot }).env.IS_SANDBOX ?? ''),
  );
  expect(said).toEqual(['', '', '', '', '1', '']);
});

test('the configuration of the repository is left out unless it is trusted', () => {
  const off = claude.start(usual);
  expect(off.command.join(' ')).toContain('--setting-sources user --strict-mcp-config --add-dir /runs/tree ');
  expect(off.env.CLAUDE_CODE_ADDITIONAL_DIRECTORIES_CLAUDE_MD).toBe('1');
  const trusted = claude.start({ ...usual, repositoryConfig: 'trusted' });
  expect(trusted.command.join(' ')).toContain('--setting-sources user,project ');
  expect(trusted.command.join(' ')).not.toMatch(/strict-mcp-config|add-dir/);
});

test('what the user adds comes last, after an option that takes one value', () => {
  for (const permissions of ['read', 'edit', 'full'] as const) {
    expect(commandOf({ permissions, args: ['--effort', 'high'] })).toMatch(/--permission-mode \w+ --effort high$/);
  }
});

test('it tries again a few times only, and calls nobody but its model', () => {
  expect(claude.start(usual).env).toMatchObject({
    CLAUDE_CODE_MAX_RETRIES: '4',
    CLAUDE_CODE_DISABLE_NONESSENTIAL_TRAFFIC: '1',
    DISABLE_TELEMETRY: '1',
    DISABLE_ERROR_REPORTING: '1',
    DISABLE_AUTOUPDATER: '1',
  });
});

test('the prompt hands over no file by naming it, and attempts leave each other no notes', () => {
  expect(claude.start(usual).env).toMatchObject({
    CLAUDE_CODE_DISABLE_FILE_MENTIONS: '1',
    CLAUDE_CODE_DISABLE_AUTO_MEMORY: '1',
  });
});

test('it gets the keys of a cloud only where that cloud’s models are used', () => {
  const keys = { AWS_SECRET_ACCESS_KEY: 'a', GOOGLE_CLOUD_PROJECT: 'b', AZURE_CLIENT_ID: 'c', OPENAI_API_KEY: 'd' };
  const got = (switchedOn: string): readonly string[] =>
    Object.keys(claude.start({ ...usual, environment: { ...keys, [switchedOn]: '1' } }).env).filter((name) =>
      Object.hasOwn(keys, name),
    );
  expect(got('NOTHING')).toEqual([]);
  expect(got('CLAUDE_CODE_USE_BEDROCK')).toEqual(['AWS_SECRET_ACCESS_KEY']);
  expect(got('CLAUDE_CODE_USE_VERTEX')).toEqual(['GOOGLE_CLOUD_PROJECT']);
  expect(got('CLAUDE_CODE_USE_FOUNDRY')).toEqual(['AZURE_CLIENT_ID']);
});

test('of its own variables it gets those for its model, and none that a session around planloom has set', () => {
  const isWanted = (name: string): boolean =>
    claude.env.some((one) => (typeof one === 'string' ? one === name : one.test(name)));
  expect(['ANTHROPIC_API_KEY', 'ANTHROPIC_BASE_URL', 'CLAUDE_CODE_OAUTH_TOKEN'].every(isWanted)).toBe(true);
  expect(['CLAUDE_CONFIG_DIR', 'CLAUDE_CODE_USE_BEDROCK', 'CLAUDE_CODE_SKIP_VERTEX_AUTH'].every(isWanted)).toBe(true);
  expect(['CLAUDECODE', 'CLAUDE_CODE_ENTRYPOINT', 'CLAUDE_CODE_SSE_PORT', 'OPENAI_API_KEY'].some(isWanted)).toBe(false);
});

test.each([
  ['2.1.329 (Claude Code)', '2.1.329'],
  ['a warning\n2.0.0-beta.3 (Claude Code)\n', '2.0.0-beta.3'],
  ['command not found', null],
])('the version in %j', (output, version) => {
  expect(claude.versionIn(output)).toBe(version);
});

const readiness = (view: Partial<ReadinessView>, files: Readonly<Record<string, unknown>> = {}) =>
  claude.readiness({
    environment: {},
    home: '/home/ada',
    platform: 'linux',
    textOf: (file) => (Object.hasOwn(files, file) ? JSON.stringify(files[file], null, 2) : undefined),
    ...view,
  });

test.each([
  { has: 'a key', environment: { ANTHROPIC_API_KEY: 'x' } },
  { has: 'a token', environment: { ANTHROPIC_AUTH_TOKEN: 'x' } },
  { has: 'a token of an account', environment: { CLAUDE_CODE_OAUTH_TOKEN: 'x' } },
  { has: 'Bedrock', environment: { CLAUDE_CODE_USE_BEDROCK: '1' } },
  { has: 'Vertex', environment: { CLAUDE_CODE_USE_VERTEX: 'true' } },
  { has: 'a log-in', files: { '/home/ada/.claude/.credentials.json': { claudeAiOauth: { accessToken: 'x' } } } },
  { has: 'an account', files: { '/home/ada/.claude.json': { oauthAccount: { accountUuid: 'x' } } } },
  { has: 'a kept key', files: { '/home/ada/.claude.json': { primaryApiKey: 'x' } } },
  { has: 'a helper', files: { '/home/ada/.claude/settings.json': { apiKeyHelper: '/bin/key' } } },
  { has: 'a key in settings', files: { '/home/ada/.claude/settings.json': { env: { ANTHROPIC_API_KEY: 'x' } } } },
  {
    has: 'a log-in elsewhere',
    environment: { CLAUDE_CONFIG_DIR: '/etc/claude' },
    files: { '/etc/claude/.credentials.json': { claudeAiOauth: { refreshToken: 'x' } } },
  },
])('with $has it is ready', ({ environment = {}, files }) => {
  expect(readiness({ environment }, files)).toEqual({ ready: true });
});

test('without any of them it is told what to do', () => {
  const none = {
    '/home/ada/.claude/.credentials.json': {},
    '/home/ada/.claude.json': { oauthAccount: null, primaryApiKey: '' },
    '/home/ada/.claude/settings.json': { env: { CLAUDE_CODE_USE_BEDROCK: '0' } },
  };
  expect(readiness({ environment: { CLAUDE_CODE_USE_VERTEX: '0', ANTHROPIC_API_KEY: '' } }, none)).toEqual({
    ready: false,
    reason: 'Not logged in: run claude once and log in, or set ANTHROPIC_API_KEY.',
  });
  expect(readiness({ textOf: () => '{ broken' }).ready).toBe(false);
});

test('on a Mac, where the log-in cannot be seen, that is said', () => {
  const found = readiness({ platform: 'darwin' });
  expect(found).toEqual({ ready: true, remark: expect.stringMatching(/keychain/) as string });
});
