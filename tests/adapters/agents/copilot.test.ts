import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import type { EarlierUse } from '../../../src/domain/agent.ts';
import type { AgentStart } from '../../../src/adapters/agents/agent-adapter.ts';
import type { ProgramEnd } from '../../../src/adapters/process/agent-reader.ts';
import { copilot } from '../../../src/adapters/agents/copilot/copilot.ts';

const linesOf = (name: string): readonly string[] =>
  readFileSync(path.join(import.meta.dirname, '../../fixtures/agents/copilot', `${name}.jsonl`), 'utf8')
    .split('\n')
    .slice(0, -1);

const ended = (exitCode: number | null, signal: string | null = null): ProgramEnd => ({
  outcome: exitCode === 0 ? 'succeeded' : 'failed',
  exitCode,
  signal,
  lastLine: '',
});

const heard = (name: string, earlier: EarlierUse | null = null) => {
  const reader = copilot.reader(earlier, null);
  const events = linesOf(name).flatMap((line) => reader.line(line));
  return { reader, events };
};

const call = { inputTokens: 1200, outputTokens: 50, cacheReadTokens: 3000, cacheWriteTokens: 0, model: 'fake-model' };
const twice = { ...call, inputTokens: 2400, outputTokens: 100, cacheReadTokens: 6000 };

const start: AgentStart = {
  program: 'copilot',
  command: [],
  model: null,
  permissions: 'edit',
  resume: null,
  newSession: '11111111-1111-4111-8111-111111111111',
  folder: '/repo',
  privateFolder: '/private',
  environment: { HOME: '/home/user' },
  isRoot: false,
  args: [],
  maxTurns: null,
  budgetUsd: null,
  repositoryConfig: 'off',
};

describe('what copilot prints', () => {
  test('a file that it writes is told with its path, and every call with its tokens', () => {
    const { events, reader } = heard('write');
    const file = '/repo/n2.txt';
    expect(events).toContainEqual({ type: 'tool', name: 'create', detail: file, paths: [file] });
    expect(events.filter(({ type }) => type === 'usage')).toEqual([
      { type: 'usage', usage: call },
      { type: 'usage', usage: call },
    ]);
    expect(reader.verdict(ended(0))).toMatchObject({
      ok: true,
      text: 'Done. scenario=write messages=4',
      usage: [twice],
      costUsd: null,
      denied: [],
    });
  });

  test('a command is told when it begins', () => {
    const { events } = heard('commit');
    const [begun] = events.filter(({ type }) => type === 'tool');
    expect(begun).toMatchObject({ name: 'bash', paths: [] });
    expect(begun).toHaveProperty(
      'detail',
      'echo hi > c.txt; git add c.txt; git -c user.name=t -c user.email=t@t commit -qm work\n',
    );
  });

  test('a denial is seen as a denial, although the exit code is 0', () => {
    const { events, reader } = heard('denied');
    const denial = { tool: 'create', detail: '/elsewhere/outside3.txt' };
    expect(events).toContainEqual({ type: 'denied', ...denial });
    expect(reader.verdict(ended(0))).toMatchObject({ ok: true, denied: [denial] });
  });

  test.each([
    ['unauthorized', 1, 'auth', "The model's service answered 401: invalid x-api-key"],
    ['context-too-long', 1, 'context_too_long', "The model's service answered 400: prompt is too long"],
    ['rate-limit', 1, 'rate_limit', "The model's service answered 429: fake rate limit"],
    ['server-error', 1, 'overload', "The model's service answered 500: fake internal error"],
    ['no-connection', 1, 'overload', 'Connection refused'],
    ['broken-streams', 1, 'overload', 'missing finish_reason'],
    ['content-filter', 0, 'refused', "The provider's content filter took the model's answer."],
    ['cut-at-length', 0, null, "The model's answer was cut off at its longest length."],
  ])('%s: exit code %i is of class %s', (name, exitCode, retryClass, message) => {
    const verdict = heard(name).reader.verdict(ended(exitCode));
    expect(verdict).toMatchObject({ ok: false, retryClass });
    expect(verdict.message).toContain(message);
  });

  test('every call that failed is told as a try', () => {
    const retries = heard('server-error').events.filter(({ type }) => type === 'retry');
    expect(retries).toHaveLength(6);
    expect(retries[0]).toEqual({ type: 'retry', status: 500, waitMs: null, message: 'fake internal error' });
  });

  test('a resumed session counts on: what earlier attempts used is not told again', () => {
    const { events, reader } = heard('resumed', { usage: [call], costUsd: 0 });
    expect(events.filter(({ type }) => type === 'usage')).toEqual([{ type: 'usage', usage: call }]);
    expect(reader.verdict(ended(0))).toMatchObject({ ok: true, usage: [call] });
  });

  test('what a killed attempt used and could not tell falls to the next one', () => {
    expect(heard('resumed', { usage: [], costUsd: 0 }).reader.verdict(ended(0)).usage).toEqual([twice]);
  });

  test('pieces of what comes whole need not be kept', () => {
    const reader = copilot.reader(null, null);
    expect(reader.isPiece?.('{"type":"assistant.message_delta","data":{}}')).toBe(true);
    expect(reader.isPiece?.('{"type":"assistant.message","data":{}}')).toBe(false);
  });

  test('a resumed session stays one, even if it is killed before its first event', () => {
    const reader = copilot.reader({ usage: [call], costUsd: 0 }, null);
    for (const line of linesOf('resumed').slice(0, 2)) reader.line(line);
    expect(reader.verdict(ended(null, 'SIGKILL')).session).not.toBeNull();
  });

  test('without its last event it has not succeeded', () => {
    const reader = copilot.reader(null, null);
    for (const line of linesOf('write').filter((text) => !text.includes('"result"'))) reader.line(line);
    expect(reader.verdict(ended(0))).toMatchObject({ ok: false, retryClass: 'crashed' });
    expect(reader.verdict(ended(null, 'SIGKILL'))).toMatchObject({
      ok: false,
      retryClass: 'crashed',
      message: 'copilot was ended by SIGKILL.',
      usage: [twice],
    });
  });

  test.each([
    ["Error: No session, task, or name matched '1'.", 'crashed', 'copilot does not know the session any more.'],
    [
      "error: unexpected argument '--x' found",
      'refused',
      "copilot does not understand its arguments: unexpected argument '--x' found",
    ],
    [
      'Error: No authentication information found.',
      'auth',
      'copilot is not logged in: run `copilot login`, or set GH_TOKEN.',
    ],
    ['spawn copilot ENOENT', 'crashed', 'copilot: spawn copilot ENOENT'],
    ['', 'crashed', 'copilot ended with exit code 1 without its last word.'],
  ])('without an event, standard error tells: %j', (line, retryClass, message) => {
    const { reader } = heard('unknown-session');
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
    expect(heard('write').reader.verdict({ ...ended(null), outcome })).toMatchObject({ ok: false, retryClass });
  });
});

describe('how copilot is started', () => {
  test('a new session has the id that planloom gave it, an old one is resumed', () => {
    const fresh = copilot.start(start);
    expect(fresh.session).toBe(start.newSession);
    expect(fresh.command.join(' ')).toContain(
      `/home/user/.copilot/session-state/${start.newSession}/events.jsonl copilot `,
    );
    expect(fresh.command.slice(-2)).toEqual(['--session-id', start.newSession]);
    expect(copilot.start({ ...start, resume: 'old' }).command.at(-1)).toBe('--resume=old');
  });

  test.each([
    ['read', '--deny-tool=write'],
    ['edit', '--allow-tool=write'],
    ['full', '--allow-all'],
  ] as const)('with the permissions %s it gets %s', (permissions, flag) => {
    expect(copilot.start({ ...start, permissions }).command).toContain(flag);
  });

  test('the repository is trusted only where planloom was told so, and never by an agent that reads', () => {
    expect(copilot.start(start).env).toEqual({ COPILOT_AUTO_UPDATE: 'false' });
    const trusted = { ...start, repositoryConfig: 'trusted' } as const;
    expect(copilot.start(trusted).env).toHaveProperty('COPILOT_ALLOW_ALL', 'true');
    expect(copilot.start({ ...trusted, permissions: 'read' }).env).not.toHaveProperty('COPILOT_ALLOW_ALL');
  });

  test.each([
    [{ GH_TOKEN: 'x' }, {}, true],
    [{ COPILOT_PROVIDER_BASE_URL: 'http://localhost:1' }, {}, false],
    [{ COPILOT_PROVIDER_BASE_URL: 'http://localhost:1', COPILOT_MODEL: 'm' }, {}, true],
    [{}, { '/home/user/.copilot/config.json': '// ours\n{"loggedInUsers":[{"login":"x"}]}' }, true],
    [{}, { '/home/user/.copilot/config.json': '{"loggedInUsers":[]}' }, false],
    [{}, {}, false],
  ])('with %j and %j it is ready: %s', (environment, files: Record<string, string>, ready) => {
    const readiness = copilot.readiness({ environment, home: '/home/user', textOf: (file) => files[file] });
    expect(readiness.ready).toBe(ready);
  });

  test('its version is found', () => {
    expect(copilot.versionIn('GitHub Copilot CLI 1.0.102.\n')).toBe('1.0.102');
  });
});

describe('the report of what calls used', () => {
  const folder = mkdtempSync(path.join(tmpdir(), 'planloom-copilot-'));
  afterAll(() => rmSync(folder, { recursive: true, force: true }));

  const report = (program: string) => {
    const { files } = copilot.start(start);
    const script = path.join(folder, files[0]!.path);
    const events = path.join(folder, 'session-1', 'events.jsonl');
    writeFileSync(script, files[0]!.text);
    mkdirSync(path.dirname(events), { recursive: true });
    writeFileSync(
      events,
      '{"type":"session.usage_record","data":{"usage":{"model":"m","inputTokens":1}}}\n{"type":"x"}\n',
    );
    return spawnSync(process.execPath, [script, events, process.execPath, '-e', program, events], {
      encoding: 'utf8',
      input: 'the prompt',
    });
  };

  test('stands between the lines of the program, older calls before newer ones', () => {
    const { stdout, status } = report(`
      const fs = require('node:fs');
      console.log('{"prompt":"' + fs.readFileSync(0, 'utf8') + '"}');
      fs.appendFileSync(process.argv[1], '{"type":"session.usage_record","data":{"usage":{"model":"m","inputTokens":2}}}\\n');
      process.stdout.write('{"no":"end"}');
      process.exitCode = 3;
    `);
    expect(status).toBe(3);
    expect(stdout).toContain('{"type":"planloom.session","sessionId":"session-1"}\n');
    expect(stdout).toContain('{"prompt":"the prompt"}\n');
    expect(stdout).toContain('\n{"no":"end"}\n');
    const usage = [...stdout.matchAll(/^\{"type":"planloom\.usage".*$/gm)].map(([line]) => JSON.parse(line) as object);
    expect(usage).toMatchObject([
      { known: true, data: { usage: { inputTokens: 1 } } },
      { known: false, data: { usage: { inputTokens: 2 } } },
    ]);
  });

  test.runIf(process.platform !== 'win32')('ends by the signal by which the program ended', () => {
    expect(report("process.kill(process.pid, 'SIGKILL')").signal).toBe('SIGKILL');
  });
});
