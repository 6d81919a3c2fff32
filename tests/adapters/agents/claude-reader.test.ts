import { readFileSync } from 'node:fs';
import path from 'node:path';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { claude } from '../../../src/adapters/agents/claude/claude.ts';
import type { ProgramEnd } from '../../../src/adapters/process/agent-reader.ts';
import type { AgentEvent, AgentVerdict, EarlierUse } from '../../../src/domain/agent.ts';
import type { AttemptUsage } from '../../../src/domain/run.ts';

const folder = path.join(import.meta.dirname, '../../fixtures/agents/claude');

const linesOf = (name: string): readonly string[] =>
  readFileSync(path.join(folder, `${name}.jsonl`), 'utf8')
    .trim()
    .split('\n');

const by = (exitCode: number | null, signal: string | null = null): ProgramEnd => ({
  outcome: exitCode === 0 ? 'succeeded' : 'failed',
  exitCode,
  signal,
  lastLine: '',
});

interface Read {
  readonly events: readonly AgentEvent[];
  readonly verdict: AgentVerdict;
}

const read = (
  lines: readonly string[],
  end: ProgramEnd,
  { errors = [], earlier = null }: { errors?: readonly string[]; earlier?: EarlierUse | null } = {},
): Read => {
  const reader = claude.reader(earlier, null);
  const events = lines.flatMap((line) => reader.line(line));
  events.push(...errors.flatMap((line) => reader.errorLine(line)));
  return { events, verdict: reader.verdict(end) };
};

const tokens = ({ verdict }: Read): readonly number[] => [
  sum(verdict, 'inputTokens'),
  sum(verdict, 'outputTokens'),
  sum(verdict, 'cacheReadTokens'),
  sum(verdict, 'cacheWriteTokens'),
];

const sum = ({ usage }: AgentVerdict, key: Exclude<keyof AttemptUsage, 'model'>): number =>
  usage.reduce((total, one) => total + one[key], 0);

const typesOf = ({ events }: Read): string => events.map(({ type }) => type).join(' ');

describe('How Claude Code ended is known by its last word', () => {
  test.each([
    { name: 'answer-400', retryClass: 'refused', message: /^API Error: 400 .*something is wrong\.$/ },
    { name: 'prompt-too-long', retryClass: 'context_too_long', message: /^Prompt is too long/ },
    { name: 'answer-413', retryClass: 'context_too_long', message: /^Request too large/ },
    { name: 'context-full', retryClass: 'context_too_long', message: /context window limit\.$/ },
    { name: 'answer-too-long', retryClass: null, message: /output token maximum/ },
    { name: 'no-credit', retryClass: 'auth', message: /^Credit balance is too low\.$/ },
    { name: 'answer-403', retryClass: 'auth', message: /403/ },
    { name: 'not-logged-in', retryClass: 'auth', message: /^Not logged in/ },
    { name: 'no-model', retryClass: 'refused', message: /model/ },
    { name: 'answer-429', retryClass: 'rate_limit', message: /429/ },
    { name: 'answer-500', retryClass: 'overload', message: /500/ },
    { name: 'answer-529', retryClass: 'overload', message: /529 Overloaded/ },
    { name: 'dropped', retryClass: 'overload', message: /ECONNRESET/ },
    { name: 'refused-connection', retryClass: 'overload', message: /ECONNREFUSED/ },
    { name: 'refusal', retryClass: 'refused', message: /safeguards flagged/ },
    { name: 'turns', retryClass: null, message: /^It has used up its turns: .*\(2\)\.$/ },
    { name: 'budget', retryClass: null, message: /^It has used up its budget: .*\(\$0\.01\)\.$/ },
  ] as const)('$name: $retryClass', ({ name, retryClass, message }) => {
    const { events, verdict } = read(linesOf(name), by(1));
    expect(verdict).toMatchObject({ ok: false, retryClass });
    expect(verdict.message).toMatch(message);
    expect(events.at(-1)).toEqual({ type: 'ended', ok: false, message: verdict.message });
  });

  test('an answer is a success', () => {
    const { events, verdict } = read(linesOf('text'), by(0));
    expect(events.map(({ type }) => type)).toEqual(['session', 'text', 'ended']);
    expect(verdict).toMatchObject({ ok: true, message: '', retryClass: null, denied: [] });
    expect(verdict.text).toBe('Done. scenario=text (mentions=1, messages=2)');
    expect(events[0]).toEqual({ type: 'session', id: verdict.session });
  });

  test('a stream that was cut and taken up again is a success that tells of it', () => {
    const { events, verdict } = read(linesOf('cut-stream'), by(0));
    expect(verdict.ok).toBe(true);
    expect(events).toContainEqual({ type: 'retry', status: null, waitMs: 599, message: 'no answer (unknown)' });
  });

  test('an interruption with exit code 0 is none', () => {
    const { verdict } = read(linesOf('interrupted'), by(0));
    expect(verdict).toMatchObject({ ok: false, retryClass: 'crashed' });
  });

  test.each([
    { name: 'killed', end: by(null, 'SIGKILL'), message: 'It ended by SIGKILL before it had finished.' },
    { name: 'terminated', end: by(143), message: 'It ended by SIGTERM before it had finished.' },
    { name: 'killed', end: by(0), message: 'It ended with exit code 0 before it had finished.' },
  ])('without a last word it has crashed: $message', ({ name, end, message }) => {
    const { verdict } = read(linesOf(name), end);
    expect(verdict).toMatchObject({ ok: false, retryClass: 'crashed', message, text: 'step 2' });
    expect(verdict.session).not.toBeNull();
  });

  test('a success that is followed by something else than its end is not believed', () => {
    expect(read(linesOf('text'), by(1)).verdict).toMatchObject({ ok: false, retryClass: 'crashed' });
    const timedOut = { ...by(null, 'SIGTERM'), outcome: 'timed_out' as const };
    expect(read(linesOf('text'), timedOut).verdict).toMatchObject({ ok: false, retryClass: null });
  });

  test('a new turn after a result has to end as well', () => {
    const cut = linesOf('killed').filter((line) => !line.includes('"init"'));
    expect(read([...linesOf('text'), ...cut], by(0)).verdict).toMatchObject({ ok: false, retryClass: 'crashed' });
  });

  test('a session that does not exist is not kept', () => {
    const errors = ['No conversation found with session ID: 22222222-1111-4111-8111-999999999999'];
    const expected = { ok: false, retryClass: 'crashed', session: null };
    expect(read(linesOf('no-session'), by(1), { errors }).verdict).toMatchObject(expected);
    expect(read([], by(1), { errors }).verdict).toMatchObject(expected);
  });

  test('an option that it does not know is told in its own words', () => {
    const { verdict } = read([], by(1), { errors: ["error: unknown option '--nonsense'"] });
    expect(verdict).toMatchObject({ ok: false, retryClass: null, message: "error: unknown option '--nonsense'." });
  });

  test('what is ended while it waits for a busy service is tried again later', () => {
    const waiting = linesOf('answer-529').filter((line) => /"init"|"api_retry"/.test(line));
    const idle = { ...by(null, 'SIGTERM'), outcome: 'idle_timed_out' as const };
    expect(read(waiting, idle).verdict).toMatchObject({ ok: false, retryClass: 'overload' });
  });
});

describe('Limits and log-ins', () => {
  test('when the limit of a plan ends is counted from the time of the answer', () => {
    const { verdict } = read(linesOf('limit-of-plan'), by(1));
    expect(verdict.retryClass).toBe('rate_limit');
    expect(verdict.retryAfterMs).toBe(3_599_858);
  });

  test('a log-in that is refused twice is hopeless, however it is ended then', () => {
    const { events, verdict } = read(linesOf('answer-401'), by(143));
    expect(events.map(({ type }) => type)).toEqual(['session', 'retry', 'retry', 'hopeless']);
    expect(verdict).toMatchObject({ ok: false, retryClass: 'auth' });
    expect(verdict.message).toMatch(/does not accept the log-in: run claude and log in/);
  });
});

describe('What it does is told in our words', () => {
  test('tools with their files, texts and calls in order', () => {
    const events = read(linesOf('killed'), by(null, 'SIGKILL')).events.filter(({ type }) => type !== 'usage');
    expect(events.slice(1, 4)).toEqual([
      { type: 'text', text: 'step 0' },
      { type: 'tool', name: 'Bash', detail: 'echo 0 >> /folder/s2', paths: [] },
      { type: 'tool', name: 'Write', detail: '/folder/s2.0', paths: ['/folder/s2.0'] },
    ]);
  });

  test.each([
    { name: 'denied', types: 'session text tool denied text ended' },
    { name: 'denied-by-an-older-version', types: 'session text tool usage tool_failed text usage denied ended' },
  ])('$name: a denial is told once, and the attempt goes on', ({ name, types }) => {
    const one = read(linesOf(name), by(0));
    expect(typesOf(one)).toBe(types);
    expect(one.verdict).toMatchObject({ ok: true, denied: [{ tool: 'Write', detail: '/elsewhere/outside2.txt' }] });
  });

  test('a command that fails is told with its name', () => {
    const { events } = read(linesOf('failed-command'), by(0));
    expect(events).toContainEqual({ type: 'tool_failed', name: 'Bash', message: 'Exit code 3' });
  });
});

describe('Tokens and dollars are those of the attempt alone', () => {
  // The server counts 1000 and its own number for what goes in, 50 and that number for what comes out.
  test.each([
    { name: 'text', calls: [1], costUsd: 0.006624 },
    { name: 'resumed-after-kill', calls: [13, 14, 15, 16], costUsd: 0.027792 },
    { name: 'helper', calls: [28, 29, 30], costUsd: 0.021888 },
    { name: 'turns', calls: [39, 40], costUsd: 0.015096 },
  ])('$name', ({ name, calls, costUsd }) => {
    const one = read(linesOf(name), by(0), { earlier: { usage: [], costUsd: 1 } });
    const inputs = calls.reduce((total, call) => total + 1000 + call, 0);
    const outputs = calls.reduce((total, call) => total + 50 + call, 0);
    expect(tokens(one)).toEqual([inputs, outputs, calls.length * 3000, calls.length * 200]);
    expect(one.verdict.costUsd).toBeCloseTo(costUsd, 6);
  });

  test('of a killed one the calls that had ended are known, and what went into the one that had not', () => {
    const one = read(linesOf('killed'), by(null, 'SIGKILL'));
    expect(tokens(one)).toEqual([1009 + 1010 + 1011 + 1012, 59 + 60 + 61 + 1, 12_000, 800]);
    expect(one.verdict.costUsd).toBeNull();
    const told = one.events.flatMap((event) => (event.type === 'usage' ? [event.usage.outputTokens] : []));
    expect(told).toEqual([59, 60, 61]);
  });

  test('a session that was ended in order goes on counting, and only the attempt’s part is taken', () => {
    const before = read(linesOf('terminated'), by(143)).verdict;
    const one = read(linesOf('resumed-after-term'), by(1), { earlier: { usage: before.usage, costUsd: 0.0227 } });
    expect(tokens(one)).toEqual([3135, 285, 9000, 600]);
    expect(one.verdict.costUsd).toBeCloseTo(0.02304, 6);
  });

  test.each([
    { what: 'the process', isCumulative: false },
    { what: 'the session', isCumulative: true },
  ])('a version that tells sums of $what is understood', ({ isCumulative }) => {
    const usage = { inputTokens: 3000, outputTokens: 200, cacheReadTokens: 9000, cacheWriteTokens: 600 };
    const earlier = { usage: [{ ...usage, model: 'claude-opus-4-8' }], costUsd: 0.02 };
    const lines = linesOf('resumed-by-an-older-version').map((line) => {
      if (!line.includes('"modelUsage"') || !isCumulative) return line;
      const result = JSON.parse(line) as { modelUsage: Record<string, Record<string, number>> };
      const model = result.modelUsage['claude-opus-4-8']!;
      model.inputTokens! += usage.inputTokens;
      model.outputTokens! += usage.outputTokens;
      model.cacheReadInputTokens! += usage.cacheReadTokens;
      model.cacheCreationInputTokens! += usage.cacheWriteTokens;
      model.costUSD! += earlier.costUsd;
      return JSON.stringify(result);
    });
    const one = read(lines, by(0), { earlier });
    expect(tokens(one)).toEqual([4130, 330, 12_000, 800]);
    expect(one.verdict.costUsd).toBeCloseTo(0.0399, 6);
  });

  test('the dollars are left to others when a part has none', () => {
    const cut = linesOf('killed').filter((line) => !line.includes('"init"'));
    const both = read([...linesOf('text'), ...cut], by(null, 'SIGKILL'));
    expect(both.verdict.costUsd).toBeNull();
    expect(tokens(both)).toEqual([1001 + 4042, 51 + 181, 15_000, 1000]);
  });
});

describe('Whatever is printed', () => {
  const recordings = ['killed', 'resumed-after-kill', 'denied', 'interrupted', 'cut-stream', 'helper'];

  test.each(recordings)('%s: what was used never becomes less with a further line', (name) => {
    const lines = linesOf(name);
    let before = [0, 0, 0, 0];
    for (let count = 0; count <= lines.length; count++) {
      const now = [...tokens(read(lines.slice(0, count), by(null, 'SIGKILL')))];
      expect(now.every((amount, index) => amount >= before[index]!)).toBe(true);
      before = now;
    }
  });

  test('it is never a success without a result', () => {
    const line = fc.constantFrom(...recordings.flatMap(linesOf)).filter((one) => !one.includes('"type":"result"'));
    fc.assert(
      fc.property(fc.array(fc.oneof(line, fc.string(), fc.json()), { maxLength: 30 }), (lines) => {
        expect(read(lines, by(0)).verdict.ok).toBe(false);
      }),
      { seed: 1, numRuns: 200 },
    );
  });

  test('nothing that is no event of its own makes it stumble', () => {
    const kind = fc.constantFrom('system', 'assistant', 'user', 'result', 'stream_event', 'rate_limit_event');
    const value = fc.dictionary(
      fc.constantFrom('message', 'event', 'subtype', 'content', 'usage', 'permission_denials', 'modelUsage', 'errors'),
      fc.jsonValue(),
    );
    fc.assert(
      fc.property(fc.array(fc.tuple(kind, value), { maxLength: 20 }), (all) => {
        const { verdict } = read(
          all.map(([type, rest]) => JSON.stringify({ ...rest, type })),
          by(1),
        );
        expect(verdict.ok).toBe(false);
      }),
      { seed: 1, numRuns: 200 },
    );
  });
});
