import { readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, test } from 'vitest';
import type { AgentStart } from '../../../src/adapters/agents/agent-adapter.ts';
import type { ProgramEnd } from '../../../src/adapters/process/agent-reader.ts';
import { opencode } from '../../../src/adapters/agents/opencode/opencode.ts';

const linesOf = (name: string): readonly string[] =>
  readFileSync(path.join(import.meta.dirname, '../../fixtures/agents/opencode', `${name}.jsonl`), 'utf8')
    .split('\n')
    .slice(0, -1);

const ended = (exitCode: number | null, signal: string | null = null): ProgramEnd => ({
  outcome: exitCode === 0 ? 'succeeded' : 'failed',
  exitCode,
  signal,
  lastLine: '',
});

const heard = (name: string, model: string | null = null) => {
  const reader = opencode.reader(null, model);
  const events = linesOf(name).flatMap((line) => reader.line(line));
  return { reader, events };
};

const verdictOf = (name: string, end: ProgramEnd) => heard(name).reader.verdict(end);

const step = {
  inputTokens: 1200,
  outputTokens: 50,
  cacheReadTokens: 3000,
  cacheWriteTokens: 0,
  model: 'fake/fake-model',
};
const times = (count: number) => ({
  ...step,
  inputTokens: 1200 * count,
  outputTokens: 50 * count,
  cacheReadTokens: 3000 * count,
});

const start: AgentStart = {
  program: 'opencode',
  command: [],
  model: null,
  permissions: 'edit',
  resume: null,
  newSession: '11111111-1111-4111-8111-111111111111',
  folder: '/repo',
  privateFolder: '/private',
  environment: {},
  isRoot: false,
  args: [],
  maxTurns: null,
  budgetUsd: null,
  repositoryConfig: 'off',
};

const configOf = (given: Partial<AgentStart>) =>
  JSON.parse(opencode.start({ ...start, ...given }).env.OPENCODE_CONFIG_CONTENT!) as Record<string, never>;

describe('what opencode prints', () => {
  test('a file that it writes is told with its path, and every step with its tokens', () => {
    const { events, reader } = heard('write');
    expect(events).toContainEqual({ type: 'tool', name: 'write', detail: '/repo/n.txt', paths: ['/repo/n.txt'] });
    expect(events.filter(({ type }) => type === 'usage')).toEqual([
      { type: 'usage', usage: step },
      { type: 'usage', usage: step },
    ]);
    expect(reader.verdict(ended(0))).toMatchObject({
      ok: true,
      text: 'Done. scenario=write messages=4',
      usage: [times(2)],
      costUsd: 0.0105,
      denied: [],
    });
  });

  test('the session is told before the model is asked', () => {
    const [first] = linesOf('write');
    expect(opencode.reader(null, null).line(first!)).toEqual([
      { type: 'session', id: heard('write').reader.verdict(ended(0)).session },
    ]);
  });

  test('what subagents use and change counts, their words do not', () => {
    const { events, reader } = heard('subagent');
    expect(events).toContainEqual({ type: 'tool', name: 'write', detail: '/repo/sub.txt', paths: ['/repo/sub.txt'] });
    expect(reader.verdict(ended(0))).toMatchObject({ ok: true, usage: [times(4)], costUsd: 0.021 });
  });

  test.each([
    ['denied', 'write', '/elsewhere/outside3.txt'],
    ['asked-for-permission', 'bash', 'echo x > y.txt\n'],
    ['missing-tool', 'write', '/repo/x.txt'],
  ])('%s is seen as a denial', (name, tool, detail) => {
    const { events, reader } = heard(name);
    expect(events).toContainEqual({ type: 'denied', tool, detail });
    expect(reader.verdict(ended(0)).denied).toEqual([{ tool, detail }]);
  });

  test('a session that a refused permission has ended is not done, although the exit code is 0', () => {
    expect(verdictOf('asked-for-permission', ended(0))).toMatchObject({ ok: false, retryClass: 'crashed' });
  });

  test('a wait of an hour is hopeless, and the verdict says how long it is', () => {
    const { events, reader } = heard('rate-limit-of-an-hour');
    expect(events.at(-1)).toEqual({ type: 'hopeless', message: 'fake rate limit' });
    const verdict = reader.verdict(ended(null, 'SIGTERM'));
    expect(verdict).toMatchObject({ ok: false, retryClass: 'rate_limit' });
    expect(verdict.retryAfterMs! / 3_600_000).toBeCloseTo(1, 2);
  });

  test('streams that break off again and again are hopeless, since opencode would go on for ever', () => {
    const { events, reader } = heard('broken-streams');
    expect(events.filter(({ type }) => type === 'hopeless')).not.toHaveLength(0);
    expect(reader.verdict(ended(null, 'SIGTERM'))).toMatchObject({ ok: false, retryClass: 'overload', usage: [] });
  });

  test('tries again are told with their wait', () => {
    const { events } = heard('server-error');
    const retries = events.filter(({ type }) => type === 'retry');
    expect(retries).toHaveLength(5);
    expect(retries[0]).toMatchObject({ status: null, message: 'fake internal error' });
  });

  test.each([
    ['unauthorized', 1, 'auth', "The model's service answered 401: invalid x-api-key"],
    ['context-too-long', 1, 'context_too_long', "This model's maximum context length is 128000 tokens."],
    ['server-error', 1, 'overload', "The model's service answered 500: fake internal error"],
    ['no-connection', 1, 'overload', 'Cannot connect to API'],
    ['content-filter', 1, 'refused', "The response was blocked by the provider's content filter"],
    ['unknown-model', 1, 'refused', 'opencode could not begin; does it know the model?'],
    ['cut-at-length', 0, null, "The model's answer was cut off at its longest length."],
  ])('%s: exit code %i is of class %s', (name, exitCode, retryClass, message) => {
    const verdict = verdictOf(name, ended(exitCode));
    expect(verdict).toMatchObject({ ok: false, retryClass });
    expect(verdict.message).toContain(message);
  });

  test('a rate limit says when to come again', () => {
    expect(verdictOf('rate-limit', ended(1))).toMatchObject({ retryClass: 'rate_limit', retryAfterMs: 1000 });
  });

  test('a rate limit that ends at a time of day is counted from the date of the answer', () => {
    const reader = opencode.reader(null, null);
    const responseHeaders = { date: 'Sat, 21 Nov 2026 17:56:30 GMT', 'retry-after': 'Sat, 21 Nov 2026 17:58:00 GMT' };
    const data = { message: 'wait', statusCode: 429, responseHeaders };
    reader.line(JSON.stringify({ type: 'error', sessionID: 'ses_1', error: { name: 'APIError', data } }));
    expect(reader.verdict(ended(1))).toMatchObject({ retryClass: 'rate_limit', retryAfterMs: 90_000 });
  });

  test('an error that was overcome does not count, although the exit code is 1', () => {
    expect(verdictOf('context-made-shorter', ended(1))).toMatchObject({ ok: true, usage: [times(2)] });
  });

  test('a killed attempt has used what it told, and its resume only its own', () => {
    const killed = verdictOf('killed', ended(null, 'SIGKILL'));
    const resumed = verdictOf('resumed', ended(0));
    expect(killed).toMatchObject({ ok: false, retryClass: 'crashed', usage: [step] });
    expect(resumed).toMatchObject({ ok: true, usage: [step], costUsd: 0.00525, session: killed.session });
  });

  test.each([
    ['\u001b[91m\u001b[1mError: \u001b[0mSession not found', 'crashed', 'opencode does not know the session any more.'],
    ['opencode run [message..]', 'refused', 'opencode does not understand its arguments.'],
    ['', 'crashed', 'opencode ended with exit code 1 and said nothing.'],
  ])('without an event, standard error tells: %j', (line, retryClass, message) => {
    const reader = opencode.reader(null, null);
    reader.errorLine(line);
    expect(reader.verdict(ended(1))).toMatchObject({ ok: false, retryClass, message, session: null });
  });

  test.each([
    ['timed_out', null],
    ['idle_timed_out', null],
    ['cancelled', null],
    ['interrupted', 'crashed'],
    ['not_started', null],
  ] as const)('what planloom ended as %s did not succeed', (outcome, retryClass) => {
    expect(verdictOf('killed', { ...ended(null, 'SIGTERM'), outcome })).toMatchObject({ ok: false, retryClass });
  });

  test('what is no event is passed over', () => {
    const reader = opencode.reader(null, null);
    expect(
      ['', 'text', '[1]', '{"type":', '{"type":"text"}', '{"type":"step_finish","part":7}'].map((line) =>
        reader.line(line),
      ),
    ).toEqual([[], [], [], [], [], [{ type: 'usage', usage: { ...times(0), model: null } }]]);
  });
});

describe('how opencode is started', () => {
  test('the prompt is left to standard input, and questions are answered by rules', () => {
    expect(opencode.start({ ...start, model: 'a/b', args: ['--variant', 'high'] }).command).toEqual(
      'opencode run --format json --title planloom --auto --model a/b --variant high'.split(' '),
    );
  });

  test('a session is brought to the folder of the attempt before it goes on', () => {
    const { command, files } = opencode.start({ ...start, resume: 'ses_1' });
    const [shell, , script] = command;
    expect([shell, script]).toEqual(['sh', '"$1" "$2" "$3" "$4" "$5" < /dev/null || exit 1; shift 5; exec "$@"']);
    expect(command.slice(4).join(' ')).toMatch(
      /opencode-move\.mjs opencode ses_1 \S+session\.json opencode run --format json .* --session ses_1$/,
    );
    expect(files.map((file) => file.path)).toContain('opencode-move.mjs');
  });

  test('an agent that may only read is denied what is not named', () => {
    const { command, env } = opencode.start({ ...start, permissions: 'read' });
    expect(command).not.toContain('--auto');
    expect(JSON.parse(env.OPENCODE_PERMISSION!)).toMatchObject({ '*': 'deny', grep: 'allow' });
    expect(configOf({ permissions: 'read' }).agent).toMatchObject({ planloom: { permission: { '*': 'deny' } } });
  });

  test('an agent that may edit stays in its folder', () => {
    expect(configOf({}).agent).toMatchObject({
      planloom: { permission: { external_directory: 'deny', webfetch: 'deny' } },
    });
    expect(configOf({ permissions: 'full' }).agent).toMatchObject({
      planloom: { permission: { doom_loop: 'deny' } },
    });
  });

  test('the repository does not configure it, unless it is trusted', () => {
    expect(opencode.start(start).env).toHaveProperty('OPENCODE_DISABLE_PROJECT_CONFIG', '1');
    expect(configOf({}).instructions).toEqual(['/repo/AGENTS.md']);
    expect(opencode.start({ ...start, repositoryConfig: 'trusted' }).env).not.toHaveProperty(
      'OPENCODE_DISABLE_PROJECT_CONFIG',
    );
  });

  test("the user's own configuration in the environment is kept", () => {
    const theirs = { provider: { mine: {} }, plugin: ['theirs'], agent: { other: { mode: 'subagent' } } };
    const config = configOf({ environment: { OPENCODE_CONFIG_CONTENT: JSON.stringify(theirs) }, maxTurns: 7 });
    expect(config).toMatchObject({
      provider: { mine: {} },
      plugin: ['theirs', 'file:///private/opencode-report.js'],
      agent: { other: { mode: 'subagent' }, planloom: { steps: 7 } },
    });
  });

  test.each([
    [{ ANTHROPIC_API_KEY: 'x' }, {}, true],
    [{}, { '/home/user/.local/share/opencode/auth.json': '{"anthropic":{"type":"api"}}' }, true],
    [{}, { '/home/user/.local/share/opencode/auth.json': '{}' }, false],
    [{ XDG_CONFIG_HOME: '/c' }, { '/c/opencode/opencode.jsonc': '{ // mine\n "provider": { "x": {} } }' }, true],
    [{}, { '/home/user/.config/opencode/opencode.json': '{"provider":{}}' }, false],
    [{}, {}, false],
  ])('with %j and %j it is ready: %s', (environment, files: Record<string, string>, ready) => {
    const readiness = opencode.readiness({ environment, home: '/home/user', textOf: (file) => files[file] });
    expect(readiness.ready).toBe(ready);
  });

  test('its version is found', () => {
    expect(opencode.versionIn('1.18.33\n')).toBe('1.18.33');
    expect(opencode.versionIn('none')).toBeNull();
  });
});
