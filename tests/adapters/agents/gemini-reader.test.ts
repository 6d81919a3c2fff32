import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import type { AgentReader, ProgramEnd } from '../../../src/adapters/process/agent-reader.ts';
import { gemini } from '../../../src/adapters/agents/gemini/gemini.ts';
import type { AgentEvent, AgentVerdict } from '../../../src/domain/agent.ts';

/** What Gemini CLI 0.61.0 printed, and how it ended; some of it by our hand. */
interface Recorded {
  readonly exitCode: number | null;
  readonly signal: string | null;
  readonly stdout: readonly string[];
  readonly stderr: readonly string[];
}

const recorded = JSON.parse(
  readFileSync(new URL('../../fixtures/agents/gemini/recorded.json', import.meta.url), 'utf8'),
) as Readonly<Record<string, Recorded>>;

const endOf = ({ exitCode, signal, stdout }: Recorded): ProgramEnd => ({
  outcome: exitCode === 0 ? 'succeeded' : 'failed',
  exitCode,
  signal,
  lastLine: stdout.at(-1) ?? '',
});

const read = (reader: AgentReader, { stdout, stderr }: Recorded): readonly AgentEvent[] => {
  // What it says of a failed call comes before the result.
  const isLast = stdout.at(-1)?.startsWith('{"type":"result"') === true;
  const before = isLast ? stdout.slice(0, -1) : stdout;
  return [
    ...before.flatMap((line) => reader.line(line)),
    ...stderr.flatMap((line) => reader.errorLine(line)),
    ...(isLast ? reader.line(stdout.at(-1)!) : []),
  ];
};

const played = (name: string): { readonly events: readonly AgentEvent[]; readonly verdict: AgentVerdict } => {
  const one = recorded[name]!;
  const reader = gemini.reader(null, null);
  return { events: read(reader, one), verdict: reader.verdict(endOf(one)) };
};

const done = { ok: true, message: '', retryClass: null, retryAfterMs: null, denied: [] };
const fourTimes = 'The call to the model failed 4 times in a row: ';

test.each<[string, Partial<AgentVerdict>]>([
  ['text', done],
  ['commit', done],
  ['taken up again', done],
  ['failed tool', done],
  ['write outside', { ...done, denied: [{ tool: 'write_file', detail: '/outside.txt' }] }],
  ['write a build file', { ...done, denied: [{ tool: 'write_file', detail: '/folder/package.json' }] }],
  ['command while reading', { ...done, denied: [{ tool: 'run_shell_command', detail: 'echo hi > x.txt' }] }],
  ['command substitution', { ...done, denied: [{ tool: 'run_shell_command', detail: 'echo $(date)' }] }],
  ['invalid request', { ok: false, message: 'Request contains an invalid argument.', retryClass: 'refused' }],
  ['context too long', { ok: false, retryClass: 'context_too_long' }],
  ['invalid key', { ok: false, message: 'API key not valid. Please pass a valid API key.', retryClass: 'auth' }],
  ['401', { ok: false, message: 'Request had invalid authentication credentials.', retryClass: 'auth' }],
  ['403', { ok: false, message: 'Permission denied on resource project demo.', retryClass: 'auth' }],
  ['unknown model', { ok: false, retryClass: 'refused' }],
  ['daily limit', { ok: false, retryClass: 'rate_limit', retryAfterMs: null }],
  ['429', { ok: false, message: `${fourTimes}answer 429.`, retryClass: 'rate_limit', retryAfterMs: null }],
  ['429 with a wait', { ok: false, message: `${fourTimes}answer 429.`, retryClass: 'rate_limit', retryAfterMs: 7500 }],
  ['500', { ok: false, message: `${fourTimes}answer 500.`, retryClass: 'overload' }],
  ['503', { ok: false, message: `${fourTimes}answer 503.`, retryClass: 'overload' }],
  ['529', { ok: false, message: `${fourTimes}answer 529.`, retryClass: 'overload' }],
  ['500 after a tool', { ok: false, message: `${fourTimes}answer 500.`, retryClass: 'overload', text: 'Writing.' }],
  ['no connection', { ok: false, message: `${fourTimes}no answer.`, retryClass: 'overload' }],
  ['cut stream', { ok: false, message: 'The answer of the model was cut off.', retryClass: 'overload' }],
  [
    'stream without an end',
    { ok: false, message: 'Model stream ended without a finish reason.', retryClass: 'crashed' },
  ],
  [
    'safety',
    { ok: false, message: 'The model response was blocked due to safety settings.', retryClass: 'refused', text: null },
  ],
  ['unknown option', { ok: false, message: 'Unknown argument: nonesuch.', retryClass: null, session: null }],
  ['no log-in', { ok: false, retryClass: 'auth', session: null }],
  ['unknown session', { ok: false, retryClass: 'crashed', session: null }],
  // It ends with exit code 0 when it is asked to stop.
  ['SIGTERM', { ok: false, message: 'It ended with exit code 0 before it had finished.', retryClass: 'crashed' }],
  ['SIGKILL', { ok: false, message: 'It ended by SIGKILL before it had finished.', retryClass: 'crashed' }],
])('%s', (name, expected) => {
  expect(played(name).verdict).toMatchObject(expected);
});

test('tells what the agent does, pieces of text as a whole', () => {
  const command = 'echo hi > n.txt && git add -A && git commit -qm agent && git log --oneline | wc -l';
  expect(played('commit').events).toEqual([
    { type: 'session', id: expect.stringMatching(/^[\w-]{36}$/) as string },
    { type: 'text', text: 'I will run a command.' },
    { type: 'tool', name: 'run_shell_command', detail: command, paths: [] },
    { type: 'text', text: 'Done. contents=3' },
    { type: 'usage', usage: usage(2400, 100, 6000) },
    { type: 'ended', ok: true, message: '' },
  ]);
});

test('names the file that a tool changes, and what became of it', () => {
  expect(played('write outside').events.slice(1, 3)).toEqual([
    { type: 'tool', name: 'write_file', detail: '/outside.txt', paths: ['/outside.txt'] },
    { type: 'denied', tool: 'write_file', detail: '/outside.txt' },
  ]);
  expect(played('failed tool').events).toContainEqual({
    type: 'tool_failed',
    name: 'read_file',
    message: 'File not found: /folder/nonesuch',
  });
});

const usage = (inputTokens: number, outputTokens: number, cacheReadTokens: number) => ({
  ...{ inputTokens, outputTokens, cacheReadTokens, cacheWriteTokens: 0 },
  model: 'fake',
});

test('counts cached tokens once, models that did not answer not at all, and a session taken up again for itself', () => {
  expect(played('text').verdict.usage).toEqual([usage(1200, 50, 3000)]);
  expect(played('safety').verdict.usage).toEqual([usage(4800, 200, 12_000)]);
  expect(played('taken up again').verdict.usage).toEqual([usage(2400, 100, 6000)]);
  expect(played('SIGKILL').verdict.usage).toEqual([]);
});

test('counts what the model thought as output', () => {
  const reader = gemini.reader(null, null);
  const figures = { total_tokens: 1150, input_tokens: 1000, output_tokens: 50, cached: 0 };
  reader.line(JSON.stringify({ type: 'result', status: 'success', stats: { ...figures, models: { pro: figures } } }));
  expect(reader.verdict(ended(0)).usage).toEqual([{ ...usage(1000, 150, 0), model: 'pro' }]);
});

const ended = (exitCode: number): ProgramEnd => ({
  outcome: exitCode === 0 ? 'succeeded' : 'failed',
  exitCode,
  signal: null,
  lastLine: '',
});

const failedCall = (count: number, status = 503): string =>
  `Attempt ${count} failed with status ${status}. Retrying with backoff... _ApiError: {"error":{"code":${status}}}`;

test('is hopeless after the fourth failed call in a row, and not before', () => {
  const reader = gemini.reader(null, null);
  const types = [1, 2, 3, 4, 5].map((count) => reader.errorLine(failedCall(count)).map(({ type }) => type));
  expect(types).toEqual([['retry'], ['retry'], ['retry'], ['retry', 'hopeless'], ['retry']]);
});

test('is hopeless at once when it would wait for longer than a minute, and says when to ask again', () => {
  const reader = gemini.reader(null, null);
  expect(reader.errorLine('Attempt 1 failed: You exceeded your current quota.')).toEqual([]);
  expect(reader.errorLine('Suggested retry after 120.5s.. Retrying after 131000ms...')).toEqual([
    { type: 'retry', status: 429, waitMs: 131_000, message: 'answer 429' },
    { type: 'hopeless', message: 'The call to the model failed: answer 429.' },
  ]);
  expect(reader.verdict(ended(0))).toMatchObject({ ok: false, retryClass: 'rate_limit', retryAfterMs: 120_500 });
});

test('believes a result that came before it could be ended', () => {
  const reader = gemini.reader(null, null);
  for (const count of [1, 2, 3, 4]) reader.errorLine(failedCall(count));
  reader.line('{"type":"result","status":"success","stats":{}}');
  expect(reader.verdict(ended(0))).toMatchObject({ ok: true, usage: [] });
});

test('tells a limit of time in the middle of failed calls from one without them', () => {
  const end = { ...ended(0), outcome: 'idle_timed_out' } as const;
  const reader = gemini.reader(null, null);
  expect(reader.verdict(end)).toMatchObject({ ok: false, retryClass: null });
  reader.errorLine(failedCall(1, 429));
  expect(reader.verdict(end)).toMatchObject({ ok: false, retryClass: 'rate_limit' });
  reader.line('{"type":"message","role":"assistant","content":"It works again.","delta":true}');
  expect(reader.verdict(end)).toMatchObject({ retryClass: null, text: 'It works again.' });
});

test.each([
  ['a loop', '{"type":"error","severity":"warning","message":"Loop detected, stopping execution"}', 0, null],
  ['its turns are used up', '', 53, null],
])('does not take an end for a success: %s', (_, error, exitCode, retryClass) => {
  const reader = gemini.reader(null, null);
  if (error !== '') reader.line(error);
  const turns = { type: 'FatalTurnLimitedError', message: 'Reached max session turns for this session.' };
  reader.line(
    JSON.stringify(
      error === '' ? { type: 'result', status: 'error', error: turns } : { type: 'result', status: 'success' },
    ),
  );
  expect(reader.verdict(ended(exitCode))).toMatchObject({ ok: false, retryClass });
});

test.each([
  [145, 'auth'],
  [173, 'rate_limit'],
  [247, 'overload'],
  [17, 'overload'],
  [1, 'crashed'],
])('exit code %i tells the status where the message does not: %s', (exitCode, retryClass) => {
  const reader = gemini.reader(null, null);
  reader.line('{"type":"result","status":"error","error":{"type":"unknown","message":"[API Error: something]"}}');
  expect(reader.verdict(ended(exitCode)).retryClass).toBe(retryClass);
});

test('passes over what is no event', () => {
  const reader = gemini.reader(null, null);
  for (const line of ['', 'plain words', '[1]', '{"type":5}', '{"half":', '{"type":"tool_result"}'])
    expect(reader.line(line)).toEqual([]);
  expect(reader.line('{"type":"tool_use"}')).toEqual([{ type: 'tool', name: '', detail: '', paths: [] }]);
});
