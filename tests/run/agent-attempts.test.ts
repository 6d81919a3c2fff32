import { chmodSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import type { RunFact } from '../../src/domain/run.ts';
import { runPlace } from '../support/run-place.ts';
import type { EndedRun, RunPlace } from '../support/run-place.ts';

// What the real programs do is tried in tests/agents. Here a small program says what Claude Code would say, so that what
// a run makes of it is known to the word.

/** A program with the words of an agent: `steps` are lines of JavaScript for each of its starts. */
const placeWith = (steps: readonly string[], config: Readonly<Record<string, unknown>> = {}): RunPlace => {
  const place = runPlace({
    todo: { '1.1': { deliverables: ['made.txt'] } },
    config: {
      executors: { agent: { kind: 'claude', program: 'tools/agent.mjs' } },
      maxAttempts: 2,
      retry: { baseSeconds: 0 },
      ...config,
    },
    files: { 'tools/agent.mjs': program(steps) },
  });
  chmodSync(place.path('tools/agent.mjs'), 0o755);
  place.commit('a program');
  return place;
};

const program = (steps: readonly string[]): string => `#!/usr/bin/env node
import { appendFileSync, existsSync, readFileSync, writeFileSync } from 'node:fs';
const say = (event) => process.stdout.write(JSON.stringify(event) + '\\n');
const calls = process.env.HOME + '.calls';
const count = existsSync(calls) ? readFileSync(calls, 'utf8').trim().split('\\n').length : 0;
appendFileSync(calls, process.argv.slice(2).join(' ') + '\\n');
const session = process.argv[process.argv.findIndex((arg) => arg === '--session-id' || arg === '--resume') + 1];
readFileSync(0, 'utf8');
say({ type: 'system', subtype: 'init', session_id: session, model: 'claude-haiku-4-5', cwd: process.cwd() });
const ended = (more) => say({ type: 'result', subtype: 'success', is_error: false, result: 'Done.', session_id: session,
  terminal_reason: 'completed', total_cost_usd: 0, num_turns: 1, usage: {}, modelUsage: {}, permission_denials: [], ...more });
const error = (status, kind, text) => ended({ is_error: true, result: text, api_error_status: status, terminal_reason: kind });
const steps = [${steps.map((step) => `() => { ${step} }`).join(',\n')}];
steps[Math.min(count, steps.length - 1)]();
`;

const callsOf = (place: RunPlace): readonly string[] =>
  place
    .read(`../${homeName(place)}.calls`)
    .trim()
    .split('\n');
const homeName = (place: RunPlace): string => `${place.root.split('/').at(-1)!}.home`;

const attemptsOf = (run: EndedRun) =>
  run.events.filter((event): event is Extract<RunFact, { type: 'attempt_ended' }> => event.type === 'attempt_ended');

const done = "writeFileSync('made.txt', 'made'); ended({});";

describe('an attempt of an agent', () => {
  test('is merged when its work proves it, and its session is in the journal before it runs', async () => {
    const said = "say({ type: 'assistant', message: { id: 'm', content: [{ type: 'text', text: 'I made it.' }] } });";
    const run = await placeWith([said + done]).run();
    expect(run.node('1.1').state).toBe('succeeded');
    const types = run.events.map(({ type }) => type);
    expect(types.indexOf('attempt_session')).toBeLessThan(types.indexOf('attempt_spawned'));
    expect(run.attemptFile('1.1', 1, 'events.jsonl')).toContain('"subtype":"init"');
    expect(run.attemptFile('1.1', 1, 'transcript.log')).toContain('I made it.\n');
  });

  test('that only says that it is done is rejected', async () => {
    const run = await placeWith(['ended({});'], { maxAttempts: 1 }).run();
    expect(run.node('1.1')).toMatchObject({ state: 'failed', message: expect.stringContaining('made.txt') as string });
  });

  test('has failed without a last word, whatever its exit code says', async () => {
    const run = await placeWith(["writeFileSync('made.txt', 'made'); process.exit(0);"], { maxAttempts: 1 }).run();
    expect(attemptsOf(run)[0]).toMatchObject({ outcome: 'failed', exitCode: 0, retryClass: 'crashed' });
  });

  test('that was cut off goes on in its session, with its work in the folder', async () => {
    const place = placeWith([
      "writeFileSync('half.txt', 'half'); process.kill(process.pid, 'SIGKILL');",
      "writeFileSync('made.txt', readFileSync('half.txt', 'utf8') + ' and whole'); ended({});",
    ]);
    const run = await place.run();
    expect(run.node('1.1')).toMatchObject({ state: 'succeeded', attempts: 2 });
    expect(place.onBranch(run.branch, 'made.txt')).toBe('half and whole');
    expect(place.onBranch(run.branch, 'half.txt')).toBe('half');
    const sessions = run.events.flatMap((event) => (event.type === 'attempt_session' ? [event.session] : []));
    expect(sessions).toEqual([sessions[0], sessions[0]]);
    expect(callsOf(place)[1]).toContain(`--resume ${sessions[0]!}`);
  });

  test('begins anew where its session is gone', async () => {
    const place = placeWith([
      "process.kill(process.pid, 'SIGKILL');",
      "console.error('No conversation found with session ID: ' + session); process.exit(1);",
      done,
    ]);
    const run = await place.run();
    expect(run.node('1.1')).toMatchObject({ state: 'succeeded', attempts: 2 });
    expect(callsOf(place).map((call) => /--(?:resume|session-id)/.exec(call)?.[0])).toEqual([
      '--session-id',
      '--resume',
      '--session-id',
    ]);
  });

  test.each([
    ['auth', "error(401, 'api_error', 'Invalid API key');"],
    ['context_too_long', "error(400, 'prompt_too_long', 'Prompt is too long');"],
  ])('is not tried again by the same agent: %s', async (retryClass, step) => {
    const run = await placeWith([step]).run();
    expect(attemptsOf(run).map((ended) => [ended.outcome, ended.retryClass])).toEqual([['failed', retryClass]]);
  });

  test('goes to the next executor at once where the same would only fail again', async () => {
    const place = placeWith(["error(401, 'api_error', 'Invalid API key');", done], { executors: undefined });
    const agent = { kind: 'claude', program: 'tools/agent.mjs' };
    place.write(
      'planloom.config.json',
      JSON.stringify({
        executors: { agent },
        maxAttempts: 3,
        achievements: { '1.1': { executors: ['agent', 'agent:haiku'] } },
      }),
    );
    place.commit();
    const run = await place.run();
    expect(run.node('1.1')).toMatchObject({ state: 'succeeded', attempts: 2 });
    expect(callsOf(place)[1]).toContain('--model haiku');
  });

  test('waits for a model that has too much to do, without using up its tries', async () => {
    const busy = "error(529, 'api_error', 'Overloaded');";
    const run = await placeWith([busy, busy, busy, done], { maxAttempts: 1 }).run();
    expect(run.node('1.1')).toMatchObject({ state: 'succeeded', attempts: 4 });
    expect(attemptsOf(run).map(({ retryClass }) => retryClass)).toEqual([
      'overload',
      'overload',
      'overload',
      undefined,
    ]);
  });

  test('tells what it might not do', async () => {
    const denial = "{ tool_name: 'Write', tool_use_id: 'a', tool_input: { file_path: '/etc/passwd' } }";
    const place = placeWith([`writeFileSync('made.txt', 'made'); ended({ permission_denials: [${denial}] });`]);
    const run = await place.run();
    expect(run.node('1.1').state).toBe('succeeded');
    expect(run.node('1.1').remarks.join()).toContain('not allowed to use Write (/etc/passwd)');
  });

  test('does not see what its program would execute, and what was there stays', async () => {
    const step = (type: string, part: string): string =>
      `console.log(JSON.stringify({ type: '${type}', sessionID: 's', part: ${part} }));`;
    const program = [
      '#!/usr/bin/env node',
      "import { existsSync, mkdirSync, writeFileSync } from 'node:fs';",
      step('step_start', '{}'),
      "writeFileSync('made.txt', String(existsSync('.opencode')));",
      "mkdirSync('.opencode/plugin', { recursive: true });",
      "writeFileSync('.opencode/plugin/new.js', 'new');",
      step('step_finish', "{ reason: 'stop', tokens: { input: 1, output: 1 }, cost: 0 }"),
    ].join('\n');
    const place = runPlace({
      todo: { '1.1': { deliverables: ['made.txt'] } },
      config: { executors: { agent: { kind: 'opencode', program: 'tools/agent.mjs' } } },
      files: { 'tools/agent.mjs': program, '.opencode/plugin/old.js': 'old' },
    });
    chmodSync(place.path('tools/agent.mjs'), 0o755);
    place.commit('a program');
    const run = await place.run();
    expect(run.node('1.1')).toMatchObject({ state: 'succeeded', changed: ['.opencode/plugin/new.js', 'made.txt'] });
    expect(place.onBranch(run.branch, 'made.txt')).toBe('false');
    expect(place.onBranch(run.branch, '.opencode/plugin/old.js')).toBe('old');
    expect(run.node('1.1').remarks.join()).toContain('.opencode/plugin/new.js');
  });
});
