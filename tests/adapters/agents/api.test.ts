import { createServer } from 'node:http';
import type { ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import path from 'node:path';
import { symlinkSync } from 'node:fs';
import { describe, expect, onTestFinished, test, vi } from 'vitest';
import { api } from '../../../src/adapters/agents/api/api.ts';
import type { ApiOptions } from '../../../src/adapters/agents/api/api-options.ts';
import { askModel } from '../../../src/adapters/agents/api/ask-model.ts';
import type { OwnLine } from '../../../src/adapters/agents/runner/own-line.ts';
import type { AgentEvent, AgentVerdict } from '../../../src/domain/agent.ts';
import { workspace } from '../../support/workspace.ts';
import type { Workspace } from '../../support/workspace.ts';

type Block = { type: 'text'; text: string } | { type: 'tool_use'; id: string; name: string; input: object };

/** What the service answers to one call. */
type Answer =
  | { readonly blocks: readonly Block[]; readonly stop: string; readonly isCut?: boolean; readonly error?: object }
  | { readonly status: number; readonly error: object; readonly headers?: Readonly<Record<string, string>> };

interface Asked {
  readonly model: string;
  readonly messages: readonly { readonly role: string; readonly content: unknown }[];
  readonly tools: readonly { readonly name: string }[];
}

const usage = { input_tokens: 100, cache_creation_input_tokens: 20, cache_read_input_tokens: 300, output_tokens: 1 };

const stream = (response: ServerResponse, model: string, answer: Extract<Answer, { stop: string }>): void => {
  const send = (type: string, more: object): void =>
    void response.write(`event: ${type}\ndata: ${JSON.stringify({ type, ...more })}\n\n`);
  response.writeHead(200, { 'content-type': 'text/event-stream' });
  const message = { id: 'msg', type: 'message', role: 'assistant', model, content: [], stop_reason: null, usage };
  send('message_start', { message });
  answer.blocks.forEach((block, index) => {
    const isText = block.type === 'text';
    const begin = isText ? { type: 'text', text: '' } : { ...block, input: {} };
    send('content_block_start', { index, content_block: begin });
    const delta = isText
      ? { type: 'text_delta', text: block.text }
      : { type: 'input_json_delta', partial_json: JSON.stringify(block.input) };
    send('content_block_delta', { index, delta });
    send('content_block_stop', { index });
  });
  if (answer.isCut === true) return void response.socket?.end();
  if (answer.error !== undefined) send('error', { error: answer.error });
  else {
    send('message_delta', { delta: { stop_reason: answer.stop, stop_sequence: null }, usage: { output_tokens: 50 } });
    send('message_stop', {});
  }
  response.end();
};

/** A service on loopback that gives these answers one after the other, the last one for ever. */
const service = async (answers: readonly Answer[]): Promise<readonly Asked[]> => {
  const asked: Asked[] = [];
  const server = createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.on('end', () => {
      const body = JSON.parse(Buffer.concat(chunks).toString()) as Asked;
      const answer = answers[Math.min(asked.push(body), answers.length) - 1]!;
      if ('stop' in answer) {
        stream(response, body.model, answer);
        return;
      }
      response.writeHead(answer.status, { 'content-type': 'application/json', ...answer.headers });
      response.end(JSON.stringify({ type: 'error', error: answer.error }));
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  onTestFinished(() => {
    vi.unstubAllEnvs();
    server.closeAllConnections();
    server.close();
  });
  vi.stubEnv('ANTHROPIC_BASE_URL', `http://127.0.0.1:${(server.address() as AddressInfo).port}`);
  vi.stubEnv('ANTHROPIC_API_KEY', 'a key for nobody');
  return asked;
};

const says = (text: string, stop = 'end_turn'): Answer => ({ blocks: [{ type: 'text', text }], stop });

const uses = (...calls: readonly (readonly [string, object])[]): Answer => ({
  blocks: calls.map(([name, input], index) => ({ type: 'tool_use', id: `toolu_${index}`, name, input })),
  stop: 'tool_use',
});

/** The same answer may be asked for again at once. */
const atOnce = { 'retry-after-ms': '1' };

const ask = async (
  at: Workspace,
  changes: Partial<ApiOptions> = {},
  signal = new AbortController().signal,
): Promise<{ events: readonly AgentEvent[]; verdict: AgentVerdict }> => {
  const lines: OwnLine[] = [];
  const options: ApiOptions = {
    folder: at.root,
    permissions: 'edit',
    model: 'claude-haiku-4-5',
    maxTurns: 5,
    budgetUsd: null,
    ...changes,
  };
  const end = await askModel(options, 'Do it.', (line) => lines.push(line), signal);
  const reader = api.reader(null, null);
  const events = [...lines, end].flatMap((line) => reader.line(JSON.stringify(line)));
  return { events, verdict: reader.verdict({ outcome: 'succeeded', exitCode: 0, signal: null, lastLine: '' }) };
};

/** What the model was told of its tools, in the last question. */
const results = (asked: readonly Asked[]): unknown => asked.at(-1)?.messages.at(-1)?.content;

describe('a model alone', () => {
  test('reads and writes files of its folder, and tells what it used', async () => {
    const at = workspace({ 'a.txt': 'one two\n', 'sub/b.txt': '' });
    const asked = await service([
      uses(['list_files', { path: '.' }], ['read_file', { path: 'a.txt' }]),
      uses(
        ['edit_file', { path: 'a.txt', old_text: 'two', new_text: '$& three' }],
        ['edit_file', { path: 'a.txt', old_text: 'missing', new_text: '' }],
        ['write_file', { path: 'new/c.txt', content: 'see\n' }],
      ),
      says('All done.'),
    ]);
    const { events, verdict } = await ask(at);
    expect(asked[1]?.messages.at(-1)?.content).toEqual([
      { type: 'tool_result', tool_use_id: 'toolu_0', content: 'a.txt\nsub/' },
      { type: 'tool_result', tool_use_id: 'toolu_1', content: 'one two\n' },
    ]);
    expect(events.filter(({ type }) => type.startsWith('tool'))).toEqual([
      { type: 'tool', name: 'list_files', detail: '.', paths: [] },
      { type: 'tool', name: 'read_file', detail: 'a.txt', paths: [] },
      { type: 'tool', name: 'edit_file', detail: 'a.txt', paths: ['a.txt'] },
      { type: 'tool', name: 'edit_file', detail: 'a.txt', paths: [] },
      { type: 'tool_failed', name: 'edit_file', message: 'The old text is not in the file.' },
      { type: 'tool', name: 'write_file', detail: 'new/c.txt', paths: ['new/c.txt'] },
    ]);
    expect([at.read('a.txt'), at.read('new/c.txt')]).toEqual(['one $& three\n', 'see\n']);
    const total = { inputTokens: 300, outputTokens: 150, cacheReadTokens: 900, cacheWriteTokens: 60 };
    expect(verdict).toMatchObject({ ok: true, text: 'All done.', session: null, costUsd: null, denied: [] });
    expect(verdict.usage).toEqual([{ ...total, model: 'claude-haiku-4-5' }]);
  });

  test('touches nothing outside of its folder, and nothing of git', async () => {
    const at = workspace({ '.git/config': 'mine\n' });
    symlinkSync(path.dirname(at.root), at.path('up'));
    symlinkSync('.git', at.path('innocent'));
    symlinkSync(at.path('nowhere'), at.path('dangling'));
    const places = ['../x', '/etc/passwd', 'up/x', '.git/config', '.GIT/hooks/x', 'innocent/config', 'dangling'];
    const asked = await service([
      uses(...places.map((file) => ['write_file', { path: file, content: 'x' }] as const)),
      says('Sorry.'),
    ]);
    const { verdict } = await ask(at);
    expect(verdict.denied).toEqual(places.map((detail) => ({ tool: 'write_file', detail })));
    expect(results(asked)).toEqual(places.map(() => expect.objectContaining({ is_error: true }) as unknown));
    expect(at.read('.git/config')).toBe('mine\n');
    expect(at.files()).toEqual(['.git/config', 'dangling', 'innocent', 'up']);
  });

  test('that may read only has no tool that changes a file', async () => {
    const at = workspace({ 'a.txt': 'one\n' });
    const asked = await service([uses(['write_file', { path: 'a.txt', content: 'x' }]), says('Sorry.')]);
    const { verdict } = await ask(at, { permissions: 'read' });
    expect(asked[0]?.tools.map(({ name }) => name)).toEqual(['read_file', 'list_files']);
    expect(verdict.denied).toEqual([{ tool: 'write_file', detail: 'a.txt' }]);
    expect(at.read('a.txt')).toBe('one\n');
  });

  test.each<[string, readonly Answer[], Partial<AgentVerdict>]>([
    [
      'a request that is too long',
      [{ status: 400, error: { type: 'invalid_request_error', message: 'prompt is too long' } }],
      { retryClass: 'context_too_long', message: 'prompt is too long (status 400).' },
    ],
    [
      'a bad key',
      [{ status: 401, error: { type: 'authentication_error', message: 'invalid x-api-key' } }],
      { retryClass: 'auth' },
    ],
    [
      'a rate limit with a long wait',
      [{ status: 429, error: { type: 'rate_limit_error', message: 'Slow down' }, headers: { 'retry-after': '120' } }],
      { retryClass: 'rate_limit', retryAfterMs: 120_000 },
    ],
    [
      'an overload',
      [{ status: 529, error: { type: 'overloaded_error', message: 'Overloaded' }, headers: atOnce }],
      { retryClass: 'overload' },
    ],
    [
      'an error in the middle',
      [{ blocks: [], stop: '', error: { type: 'overloaded_error', message: 'Overloaded' } }],
      { retryClass: 'overload' },
    ],
    ['a refusal', [says('No.', 'refusal')], { retryClass: 'refused', text: 'No.' }],
    ['a full context', [says('And', 'model_context_window_exceeded')], { retryClass: 'context_too_long' }],
    [
      'an answer without an end',
      [says('And', 'max_tokens')],
      { retryClass: null, message: 'The answer is longer than a model may answer at once.' },
    ],
    [
      'tools for ever',
      [uses(['list_files', { path: '.' }])],
      { retryClass: null, message: 'The work was not done after 5 calls to the model.' },
    ],
  ])('fails by %s', async (_, answers, expected) => {
    await service(answers);
    expect((await ask(workspace())).verdict).toMatchObject({ ok: false, ...expected });
  });

  test('is asked again after an overload and after a stream that breaks off, which is paid for', async () => {
    const busy: Answer = { status: 529, error: { type: 'overloaded_error', message: 'Overloaded' }, headers: atOnce };
    await service([busy, { blocks: [{ type: 'text', text: 'I beg' }], stop: '', isCut: true }, says('Well.')]);
    const { events, verdict } = await ask(workspace());
    expect(events.map((event) => (event.type === 'retry' ? event.status : event.type))).toEqual([
      529,
      'usage',
      null,
      'usage',
      'text',
      'ended',
    ]);
    expect(verdict).toMatchObject({ ok: true, text: 'Well.' });
    expect(verdict.usage[0]?.inputTokens).toBe(200);
  });

  test('stops when its budget is used up, and when it is asked to', async () => {
    const asked = await service([uses(['list_files', { path: '.' }])]);
    // A call is 100, 50, 300 and 20 tokens at 1, 5, 0.1 and 1.25 dollars a million: $0.000405.
    expect((await ask(workspace(), { budgetUsd: 0.0008 })).verdict.message).toBe(
      'The attempt used up its budget of $0.0008.',
    );
    expect(asked).toHaveLength(2);
    const { verdict } = await ask(workspace(), {}, AbortSignal.abort());
    expect(verdict).toMatchObject({ ok: false, message: 'It was asked to stop.', retryClass: null });
  });
});

describe('the adapter of a model alone', () => {
  test.each<[Readonly<Record<string, string>>, Readonly<Record<string, string>>, boolean]>([
    [{}, {}, false],
    [{ ANTHROPIC_API_KEY: '' }, {}, false],
    [{ ANTHROPIC_API_KEY: 'k' }, {}, true],
    [{}, { '/home/me/.config/anthropic/configs/default.json': '{}' }, true],
  ])('is ready with %j and %j: %s', (environment, files, ready) => {
    const readiness = api.readiness({ environment, home: '/home/me', textOf: (file) => files[file] });
    expect(readiness.ready).toBe(ready);
  });

  test('hands on what is no secret', () => {
    const at = '/work';
    const { command, session } = api.start({
      program: '/dist/api-runner.js',
      command: [],
      model: 'haiku',
      permissions: 'read',
      resume: null,
      newSession: '',
      folder: at,
      privateFolder: at,
      environment: { ANTHROPIC_API_KEY: 'secret' },
      isRoot: false,
      args: [],
      maxTurns: null,
      budgetUsd: 2,
      repositoryConfig: 'off',
    });
    expect(command.slice(0, 3)).toEqual([process.execPath, '/dist/api-runner.js', '--options']);
    expect(JSON.parse(command[3]!)).toEqual({
      folder: at,
      permissions: 'read',
      model: 'claude-haiku-4-5',
      maxTurns: 50,
      budgetUsd: 2,
    });
    expect(session).toBeNull();
  });
});
