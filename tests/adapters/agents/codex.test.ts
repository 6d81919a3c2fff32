import { readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, test } from 'vitest';
import { codex } from '../../../src/adapters/agents/codex/codex.ts';
import type { AgentStart } from '../../../src/adapters/agents/agent-adapter.ts';
import type { AgentReader, ProgramEnd } from '../../../src/adapters/process/agent-reader.ts';
import type { AgentEvent, AgentVerdict, EarlierUse } from '../../../src/domain/agent.ts';

const recorded = (name: string): readonly string[] =>
  readFileSync(path.join(import.meta.dirname, `../../fixtures/agents/codex/${name}.txt`), 'utf8')
    .split('\n')
    .filter((line) => line !== '');

const isLog = (line: string): boolean => line.startsWith('err 20');

interface Reading {
  readonly events: readonly AgentEvent[];
  readonly verdict: AgentVerdict;
}

const ended = (exitCode: number | null, more: Partial<ProgramEnd> = {}): ProgramEnd => ({
  outcome: exitCode === 0 ? 'succeeded' : 'failed',
  exitCode,
  signal: null,
  lastLine: '',
  ...more,
});

const feed = (reader: AgentReader, lines: readonly string[]): readonly AgentEvent[] =>
  lines.flatMap((line) => (line.startsWith('out ') ? reader.line(line.slice(4)) : reader.errorLine(line.slice(4))));

const read = (lines: readonly string[], end: ProgramEnd, earlier: EarlierUse | null = null): Reading => {
  const reader = codex.reader(earlier, null);
  const events = feed(reader, lines);
  return { events, verdict: reader.verdict(end) };
};

const call = {
  inputTokens: 1200,
  outputTokens: 50,
  cacheReadTokens: 3000,
  cacheWriteTokens: 0,
  model: 'gpt-5.1-codex',
};
const twoCalls = { ...call, inputTokens: 2400, outputTokens: 100, cacheReadTokens: 6000 };
const of = (type: AgentEvent['type'], { events }: Reading): readonly AgentEvent[] =>
  events.filter((event) => event.type === type);

describe('a turn that is done', () => {
  test('is told with its session, its tools, its words, and the tokens and the model of every call', () => {
    const reading = read(recorded('commit'), ended(0));
    expect(reading.events.map(({ type }) => type)).toEqual(
      expect.arrayContaining(['session', 'tool', 'text', 'usage', 'ended']),
    );
    expect(reading.events.filter(({ type }) => type === 'tool')).toHaveLength(1);
    expect(reading.verdict).toMatchObject({
      ok: true,
      message: '',
      retryClass: null,
      text: 'Done. scenario=cmd items=6',
      session: expect.stringMatching(/^[\da-f-]{36}$/) as unknown,
      usage: [twoCalls],
      costUsd: null,
      denied: [],
    });
  });

  test('tells the files that it changes, once', () => {
    expect(of('tool', read(recorded('file-change'), ended(0)))).toEqual([
      { type: 'tool', name: 'edit', detail: '/repo/p1.txt', paths: ['/repo/p1.txt'] },
    ]);
  });

  test('tells a command that failed, with its exit code', () => {
    const reading = read(recorded('command-failed'), ended(0));
    expect(of('tool_failed', reading)).toEqual([{ type: 'tool_failed', name: 'shell', message: 'exit code 3: oops' }]);
    expect(reading.verdict.ok).toBe(true);
  });

  test('survives a stream that was cut off once', () => {
    const reading = read(recorded('cut-off-once'), ended(0));
    expect(of('retry', reading)).toHaveLength(1);
    expect(reading.verdict).toMatchObject({ ok: true, usage: [call] });
  });

  test('is none where the program ends with an error all the same', () => {
    expect(read(recorded('commit'), ended(1)).verdict).toMatchObject({ ok: false, retryClass: 'crashed' });
  });
});

describe('what the sandbox refuses', () => {
  test.each([
    ['denied', { tool: 'sandbox', detail: '/etc/zzz' }],
    // There is no event of it at all, only the line of the log.
    ['denied-silently', { tool: 'sandbox', detail: '' }],
    ['denied-in-passing', { tool: 'shell', detail: "/bin/bash -lc 'echo x > /etc/zzz 2>/dev/null; echo fine'" }],
    [
      'patch-refused',
      {
        tool: 'sandbox',
        detail: 'patch rejected: writing outside of the project; rejected by user approval settings',
      },
    ],
  ])('is seen: %s', (name, denial) => {
    const reading = read(recorded(name), ended(0));
    expect(of('denied', reading)).toContainEqual({ type: 'denied', ...denial });
    expect(reading.verdict.denied).toContainEqual(denial);
    expect(reading.verdict.ok).toBe(true);
  });

  test('is told once, however often it is tried', () => {
    const lines = recorded('denied-silently');
    expect(read([...lines, ...lines], ended(0)).verdict.denied).toHaveLength(1);
  });

  test('is told also where a command is declined', () => {
    const item = { id: 'item_1', type: 'command_execution', command: 'rm -rf /', status: 'declined' };
    const line = `out ${JSON.stringify({ type: 'item.completed', item })}`;
    expect(read([line], ended(0)).verdict.denied).toEqual([{ tool: 'shell', detail: 'rm -rf /' }]);
  });
});

describe('a turn that fails', () => {
  test.each([
    ['too-long', 'context_too_long', 'prompt is too long.'],
    ['bad-request', 'refused', "Unsupported parameter: 'foo'."],
    ['no-model', 'refused', 'The model `x` does not exist or you do not have access to it.'],
    ['no-log-in', 'auth', expect.stringContaining('401 Unauthorized')],
    ['no-credit', 'auth', 'Quota exceeded. Check your plan and billing details.'],
    ['rate-limit', 'rate_limit', 'exceeded retry limit, last status: 429 Too Many Requests.'],
    ['rate-limit-told', 'rate_limit', expect.stringContaining('Rate limit reached')],
    ['usage-limit', 'rate_limit', expect.stringContaining('usage limit')],
    ['server-error', 'overload', expect.stringContaining('high demand')],
    ['overloaded', 'overload', expect.stringContaining('529')],
    ['cut-off', 'overload', expect.stringContaining('stream disconnected')],
    ['no-connection', 'overload', 'Connection failed: error sending request.'],
    ['flagged', 'refused', expect.stringContaining('Invalid prompt')],
    ['filtered', 'refused', expect.stringContaining('content_filter')],
  ])('is understood by its words: %s', (name, retryClass, message: unknown) => {
    const { verdict } = read(recorded(name), ended(1));
    expect(verdict).toMatchObject({ ok: false, retryClass, message, usage: [] });
    expect(verdict.session).not.toBeNull();
  });

  test.each([
    ['no-log-in', 401],
    ['rate-limit', 429],
    ['server-error', 500],
    ['overloaded', 529],
    ['cut-off', null],
  ])('tells how often the call was tried again, and why: %s', (name, status) => {
    const retries = of('retry', read(recorded(name), ended(1)));
    expect(retries).toHaveLength(5);
    for (const retry of retries) expect(retry).toMatchObject({ status, waitMs: null });
  });

  test('tells how long to wait where that is known', () => {
    const reading = read(recorded('rate-limit-told'), ended(1));
    expect(of('retry', reading)[0]).toMatchObject({ waitMs: 2598 });
    expect(reading.verdict.retryAfterMs).toBe(2598);
  });

  test.each([
    ['Please try again in 120ms.', 120],
    ['Please try again in 1m30.5s.', 90_500],
    ['Please try again in 2h0m5s.', 7_205_000],
    ['Please retry after 26 seconds.', 26_000],
    ['Try again in 3 days 2 hours.', 266_400_000],
    ['Try again at 7:55 PM.', null],
  ])('reads %s', (words, retryAfterMs) => {
    const error = { message: `rate limit exceeded: ${words}` };
    const line = `out ${JSON.stringify({ type: 'turn.failed', error })}`;
    expect(read([line], ended(1)).verdict).toMatchObject({ retryClass: 'rate_limit', retryAfterMs });
  });

  test('is ended where it would wait for too long', () => {
    const message = 'Reconnecting... 1/5 (rate limit exceeded: Please try again in 20m.)';
    const reading = read([`out ${JSON.stringify({ type: 'error', message })}`], ended(null, { outcome: 'cancelled' }));
    expect(of('hopeless', reading)).toHaveLength(1);
    expect(reading.verdict).toMatchObject({ ok: false, retryClass: 'rate_limit', retryAfterMs: 1_200_000 });
  });

  test('is a refusal where it ends without a word and without any work', () => {
    const { verdict } = read(recorded('refusal'), ended(0));
    expect(verdict).toMatchObject({ ok: false, retryClass: 'refused', text: null, usage: [call] });
  });
});

describe('a program that tells no end', () => {
  test.each([
    ['SIGKILL', { signal: 'SIGKILL' }, 'It ended by SIGKILL before it had finished.', 'crashed'],
    ['SIGTERM of its launcher', { exitCode: 143 }, 'It ended by SIGTERM before it had finished.', 'crashed'],
    ['SIGINT', { exitCode: 1 }, 'It ended with exit code 1 before it had finished.', 'crashed'],
    ['a crash of planloom', { outcome: 'interrupted' }, 'It was cut off.', 'crashed'],
    ['a time limit', { outcome: 'timed_out' }, 'It was ended at its time limit.', null],
    ['cancelling', { outcome: 'cancelled' }, 'It was cancelled.', null],
    ['not being there', { outcome: 'not_started' }, 'Codex could not be started.', null],
  ] as const)('has failed, with what it used so far: %s', (_, end, message, retryClass) => {
    const { verdict } = read(recorded('killed'), ended(null, end));
    expect(verdict).toMatchObject({ ok: false, message, retryClass, usage: [call] });
    expect(verdict.session).not.toBeNull();
  });

  test('has failed also where its exit code is 0', () => {
    expect(read(recorded('killed'), ended(0)).verdict).toMatchObject({ ok: false, retryClass: 'crashed' });
  });

  test('was waiting for the service, where that was the last thing it said', () => {
    const { verdict } = read(recorded('long-wait'), ended(null, { outcome: 'idle_timed_out', signal: 'SIGTERM' }));
    expect(verdict).toMatchObject({ ok: false, retryClass: 'rate_limit' });
  });

  test('says what it has against its command line', () => {
    const { verdict } = read(recorded('unknown-option'), ended(2));
    expect(verdict).toMatchObject({
      ok: false,
      message: "error: unexpected argument '--frob' found.",
      retryClass: null,
    });
  });

  test('has lost its session, where it does not know the one to go on with', () => {
    const { verdict } = read(recorded('unknown-session'), ended(1));
    expect(verdict).toMatchObject({ ok: false, retryClass: 'crashed', session: null });
    expect(verdict.message).toContain('no rollout found');
    expect(verdict.message).not.toContain('unknown>');
  });
});

describe('usage', () => {
  const use = (...usage: EarlierUse['usage']): EarlierUse => ({ usage, costUsd: 0 });

  test('of a session that is taken up again is that of the attempt alone', () => {
    expect(read(recorded('resumed'), ended(0), use(call)).verdict.usage).toEqual([call]);
    expect(read(recorded('resumed-again'), ended(0), use(twoCalls)).verdict.usage).toEqual([call]);
  });

  test('is what the end of the turn says, less what was before, where the log tells nothing', () => {
    const lines = recorded('resumed-again').filter((line) => !isLog(line));
    const unnamed = { ...call, model: null };
    expect(of('usage', read(lines, ended(0), use(call)))).toEqual([{ type: 'usage', usage: unnamed }]);
    expect(read(lines, ended(0), use(call)).verdict.usage).toEqual([unnamed]);
    expect(codex.reader(null, 'gpt-5.5').verdict(ended(0)).usage).toEqual([]);
  });

  test('is all that the end of the turn says, where Codex has forgotten what was before', () => {
    const lines = recorded('resumed').filter((line) => !isLog(line));
    expect(read(lines, ended(0), use(twoCalls)).verdict.usage).toEqual([{ ...call, model: null }]);
  });

  test('is found again in the log that was kept with the events', () => {
    const reader = codex.reader(null, null);
    for (const line of recorded('killed')) {
      const text = line.slice(4);
      if (line.startsWith('out ') || reader.useOfErrorLine?.(text) === 'keep') reader.line(text);
    }
    expect(reader.verdict(ended(null, { outcome: 'interrupted' }))).toMatchObject({ usage: [call] });
  });

  test('is kept from people, like the rest of the log; complaints are shown', () => {
    const uses = new Set(
      recorded('killed')
        .filter(isLog)
        .map((line) => codex.reader(null, null).useOfErrorLine?.(line.slice(4))),
    );
    expect(uses).toEqual(new Set(['drop', 'keep']));
    expect(codex.reader(null, null).useOfErrorLine?.('error: unexpected argument')).toBe('show');
  });
});

test('what cannot be read is passed over', () => {
  const reader = codex.reader(null, null);
  const lines = ['', 'nonsense', '{', '[]', '{"type":7}', '{"type":"item.completed"}', '{"type":"turn.completed"}'];
  for (const line of lines) expect(() => [reader.line(line), reader.errorLine(line)]).not.toThrow();
});

describe('the command line', () => {
  const start: AgentStart = {
    program: 'codex',
    command: [],
    model: null,
    permissions: 'edit',
    resume: null,
    newSession: '4c3c1c5e-0000-4000-8000-000000000000',
    folder: path.resolve('/runs/a.b/1/tree'),
    privateFolder: path.resolve('/runs/a.b/1/beside/agent'),
    environment: {},
    isRoot: false,
    args: [],
    maxTurns: null,
    budgetUsd: null,
    repositoryConfig: 'off',
  };
  const commandOf = (more: Partial<AgentStart> = {}): readonly string[] => codex.start({ ...start, ...more }).command;
  const settingsOf = (command: readonly string[]): readonly string[] =>
    command.filter((_, index) => command[index - 1] === '-c');

  test('reads the prompt from standard input, and works in the folder of the attempt', () => {
    const command = commandOf();
    expect(command.slice(0, 3)).toEqual(['codex', 'exec', '--json']);
    expect(command.at(-1)).toBe('-');
    expect(command.join(' ')).toContain(`-C ${start.folder} -s workspace-write`);
    expect(command).not.toContain('-m');
    expect(codex.start(start).session).toBeNull();
  });

  test('takes up a session with the same settings, which stand before its subcommand', () => {
    const command = commandOf({ resume: 'abc', model: 'gpt-5.5', args: ['-c', 'x=1'] });
    expect(command.slice(-7)).toEqual(['-m', 'gpt-5.5', '-c', 'x=1', 'resume', 'abc', '-']);
    expect(codex.start({ ...start, resume: 'abc' }).session).toBe('abc');
  });

  test.each([
    ['read', 'read-only'],
    ['edit', 'workspace-write'],
    ['full', 'danger-full-access'],
  ] as const)('keeps to the permissions %s', (permissions, sandbox) => {
    const command = commandOf({ permissions });
    expect(command[command.indexOf('-s') + 1]).toBe(sandbox);
    expect(settingsOf(command)).toContain('approval_policy="never"');
  });

  test('lets commits be made in a clone of ours, also from a folder below its top', () => {
    const git = path.join(start.folder, '.git');
    for (const folder of [start.folder, path.join(start.folder, 'packages', 'a')]) {
      const command = commandOf({ folder });
      expect(command[command.indexOf('--add-dir') + 1]).toBe(git);
    }
  });

  test('lets nothing be written into the repository of the user', () => {
    const privateFolder = path.resolve('/home/me/code/.git/planloom/runs/1/attempts/1.1/1/agent');
    expect(commandOf({ folder: path.resolve('/home/me/code'), privateFolder })).not.toContain('--add-dir');
    const inside = path.join(start.privateFolder, '..', 'empty');
    expect(commandOf({ folder: inside })).not.toContain('--add-dir');
    expect(commandOf({ permissions: 'read' })).not.toContain('--add-dir');
  });

  test('keeps the configuration of the repository off, in all folders up to the root', () => {
    const projects = settingsOf(commandOf()).find((one) => one.startsWith('projects='))!;
    const { root } = path.parse(start.folder);
    for (const folder of [start.folder, path.dirname(start.folder), root]) {
      expect(projects).toContain(`${JSON.stringify(folder)}={trust_level="untrusted"}`);
    }
    expect(projects).not.toContain('"trusted"');
    expect(commandOf()).not.toContain('--dangerously-bypass-hook-trust');
  });

  test('lets it count where it is trusted, with its hooks', () => {
    const command = commandOf({ repositoryConfig: 'trusted' });
    expect(settingsOf(command)).toContain(`projects={${JSON.stringify(start.folder)}={trust_level="trusted"}}`);
    expect(command).toContain('--dangerously-bypass-hook-trust');
  });

  test('hides from the commands of the agent what its log is told to tell', () => {
    expect(codex.start(start).env).toEqual({ RUST_LOG: expect.stringContaining('codex_otel') as unknown });
    expect(settingsOf(commandOf())).toContain('shell_environment_policy.set.RUST_LOG=""');
  });
});

describe('readiness', () => {
  const ready = (environment: Record<string, string>, files: Record<string, string> = {}) =>
    codex.readiness({ environment, home: '/home/me', textOf: (file) => files[file.replaceAll('\\', '/')] });
  const config = '/home/me/.codex/config.toml';
  const auth = '/home/me/.codex/auth.json';

  test('needs a key, or a log-in', () => {
    expect(ready({})).toEqual({ ready: false, reason: 'Not logged in: run codex login, or set CODEX_API_KEY.' });
    expect(ready({ CODEX_API_KEY: 'k' })).toEqual({ ready: true });
    expect(ready({}, { [auth]: '{"OPENAI_API_KEY":"k"}' })).toEqual({ ready: true });
    expect(ready({}, { [auth]: '{"OPENAI_API_KEY":null,"tokens":{"access_token":"t"}}' })).toEqual({ ready: true });
    expect(ready({ CODEX_HOME: '/other' }, { '/other/auth.json': '{"OPENAI_API_KEY":"k"}' })).toEqual({ ready: true });
    expect(ready({}, { [auth]: '{' })).toMatchObject({ ready: false });
  });

  test('says that a key is not read, where it is one that others read', () => {
    expect(ready({ OPENAI_API_KEY: 'k' })).toEqual({
      ready: false,
      reason: 'Not logged in (it does not read OPENAI_API_KEY): run codex login, or set CODEX_API_KEY.',
    });
  });

  test('needs the key of a provider of the user’s own', () => {
    const files = {
      [config]: 'model_provider = "my.own" # mine\n[model_providers."my.own"]\nname = "Mine"\nenv_key = \'MY_KEY\'\n',
    };
    expect(ready({ MY_KEY: 'k' }, files)).toEqual({ ready: true });
    expect(ready({ CODEX_API_KEY: 'k' }, files)).toEqual({
      ready: false,
      reason: 'MY_KEY is not set, which the provider my.own in its config.toml names.',
    });
  });

  test('needs nothing for a provider without a key, and the usual for one that asks for the usual log-in', () => {
    expect(ready({}, { [config]: 'model_provider = "ollama"\n' })).toEqual({ ready: true });
    const files = { [config]: 'model_provider = "proxy"\n[model_providers.proxy]\nrequires_openai_auth = true\n' };
    expect(ready({}, files)).toMatchObject({ ready: false });
    expect(ready({ CODEX_API_KEY: 'k' }, files)).toEqual({ ready: true });
  });

  test('cannot see a log-in in the keyring', () => {
    const files = { [config]: 'cli_auth_credentials_store = "keyring"\n' };
    expect(ready({}, files)).toMatchObject({ ready: true, remark: expect.stringContaining('keyring') as unknown });
  });
});

test('its version is found in what it prints', () => {
  expect(codex.versionIn('codex-cli 0.169.0\n')).toBe('0.169.0');
  expect(codex.versionIn('nothing')).toBeNull();
});
