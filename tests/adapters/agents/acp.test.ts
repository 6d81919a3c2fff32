import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync, symlinkSync } from 'node:fs';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { buildSync } from 'esbuild';
import { describe, expect, test } from 'vitest';
import { acp } from '../../../src/adapters/agents/acp/acp.ts';
import type { AcpOptions } from '../../../src/adapters/agents/acp/acp-options.ts';
import { driveAgent } from '../../../src/adapters/agents/acp/drive-agent.ts';
import type { ProgramEnd } from '../../../src/adapters/process/agent-reader.ts';
import type { OwnLine } from '../../../src/adapters/agents/runner/own-line.ts';
import type { AgentEvent, AgentVerdict, EarlierUse } from '../../../src/domain/agent.ts';
import { workspace } from '../../support/workspace.ts';
import type { Workspace } from '../../support/workspace.ts';

const agentFile = fileURLToPath(new URL('../../support/acp-agent.mjs', import.meta.url));
const ended: ProgramEnd = { outcome: 'succeeded', exitCode: 0, signal: null, lastLine: '' };

interface Told {
  readonly events: readonly AgentEvent[];
  readonly verdict: AgentVerdict;
}

/** What the reader makes of lines. */
const read = (lines: readonly OwnLine[], earlier: EarlierUse | null = null, end = ended): Told => {
  const reader = acp.reader(earlier, null);
  const events = lines.flatMap((line) => reader.line(JSON.stringify(line)));
  return { events, verdict: reader.verdict(end) };
};

const optionsFor = (at: Workspace, changes: Partial<AcpOptions> = {}): AcpOptions => ({
  command: [process.execPath, agentFile],
  folder: at.root,
  permissions: 'edit',
  model: null,
  resume: null,
  budgetUsd: null,
  ...changes,
});

/** Lets the agent do these steps. */
const drive = async (
  options: AcpOptions,
  steps: readonly object[],
  earlier: EarlierUse | null = null,
): Promise<Told> => {
  const lines: OwnLine[] = [];
  const end = await driveAgent(
    options,
    JSON.stringify(steps),
    (line) => lines.push(line),
    new AbortController().signal,
  );
  return read([...lines, end], earlier);
};

const typed = <Type extends AgentEvent['type']>(
  told: Told,
  type: Type,
): readonly Extract<AgentEvent, { type: Type }>[] =>
  told.events.filter((event): event is Extract<AgentEvent, { type: Type }> => event.type === type);

describe('an agent over the Agent Client Protocol', () => {
  test('may change files inside of its folder only, and its text comes in whole pieces', async () => {
    const at = workspace({ 'notes.txt': 'one\ntwo\nthree\n' });
    mkdirSync(at.path('.git'));
    symlinkSync('/', at.path('way-out'));
    const told = await drive(optionsFor(at, { model: 'large' }), [
      { say: 'Hello there.' },
      { tellModel: true },
      { edit: at.path('src/new.txt') },
      { edit: at.path('way-out/tmp/planloom-never.txt') },
      { edit: at.path('.git/hooks/pre-commit') },
      { run: 'npm test' },
      { breaks: 'npm run broken' },
      { read: at.path('notes.txt'), line: 2, limit: 1 },
      { read: '/etc/passwd' },
      { cost: 0.25 },
      { say: 'All done.' },
      { stop: 'end_turn', usage: { inputTokens: 100, outputTokens: 7, totalTokens: 107, cachedReadTokens: 40 } },
    ]);
    expect(told.verdict).toEqual({
      ok: true,
      message: '',
      retryClass: null,
      retryAfterMs: null,
      text: 'All done.',
      session: 'new session',
      usage: [{ inputTokens: 60, outputTokens: 7, cacheReadTokens: 40, cacheWriteTokens: 0, model: 'house/large' }],
      costUsd: 0.25,
      denied: [
        { tool: 'edit', detail: at.path('way-out/tmp/planloom-never.txt') },
        { tool: 'edit', detail: at.path('.git/hooks/pre-commit') },
        { tool: 'read', detail: '/etc/passwd' },
      ],
    });
    expect(typed(told, 'text').map(({ text }) => text)).toEqual([
      'Hello there.',
      'I am house/large',
      'two',
      expect.stringContaining('outside of the folder'),
      'All done.',
    ]);
    expect(typed(told, 'tool')).toEqual([
      { type: 'tool', name: 'edit', detail: at.path('src/new.txt'), paths: [at.path('src/new.txt')] },
      { type: 'tool', name: 'execute', detail: 'npm test', paths: [] },
      { type: 'tool', name: 'execute', detail: 'npm run broken', paths: [] },
    ]);
    expect(typed(told, 'tool_failed')).toEqual([{ type: 'tool_failed', name: 'execute', message: 'It broke.' }]);
    expect(at.files()).toEqual(['notes.txt', 'src/new.txt', 'way-out']);
  });

  test('that may read only is refused everything else, and goes on with a session of before', async () => {
    const at = workspace({ 'notes.txt': 'one\n' });
    const steps = [
      { look: at.path('notes.txt') },
      { look: '/etc/passwd' },
      { edit: at.path('notes.txt') },
      { run: 'ls' },
      { cost: 0.75 },
    ];
    const told = await drive(optionsFor(at, { permissions: 'read', resume: 'old session' }), steps, {
      usage: [],
      costUsd: 0.5,
    });
    expect(told.verdict).toMatchObject({ ok: true, text: null, session: 'old session', costUsd: 0.25 });
    expect(told.verdict.denied).toEqual([
      { tool: 'read', detail: '/etc/passwd' },
      { tool: 'edit', detail: at.path('notes.txt') },
      { tool: 'execute', detail: 'ls' },
    ]);
    expect(at.read('notes.txt')).toBe('one\n');
  });

  test('begins anew where its session is lost, and is told once and for all that it may do everything', async () => {
    const at = workspace();
    const told = await drive(
      optionsFor(at, { permissions: 'full', resume: 'lost session' }),
      [{ run: 'anything' }, { say: 'API Error: 529 Overloaded' }],
      { usage: [], costUsd: 0.5 },
    );
    expect(typed(told, 'trouble')[0]?.message).toContain('lost session cannot be taken up again');
    expect(typed(told, 'text')[0]?.text).toBe('[for ever]');
    // The turn ended well by its own account.
    expect(told.verdict).toMatchObject({ ok: false, retryClass: 'overload', session: 'new session', denied: [] });
  });

  test('is told apart by its errors', async () => {
    const at = workspace();
    const verdictOf = async (steps: readonly object[], changes: Partial<AcpOptions> = {}): Promise<AgentVerdict> =>
      (await drive(optionsFor(at, changes), steps)).verdict;
    const verdicts = await Promise.all([
      verdictOf([{ error: { code: 429, message: '{"error":{"message":"slow down"}}' } }]),
      verdictOf([{ exit: 3 }]),
      verdictOf([], { command: [at.path('no-such-agent')] }),
      verdictOf([], { model: 'huge' }),
      verdictOf([{ cost: 0.02 }, { untilCancelled: true }], { budgetUsd: 0.01 }),
    ]);
    expect(verdicts.map(({ ok, message, retryClass }) => [ok, message, retryClass])).toEqual([
      [false, 'slow down (status 429).', 'rate_limit'],
      [false, 'The agent ended with exit code 3 in the middle of its work.', 'crashed'],
      [false, `The agent ${at.path('no-such-agent')} cannot be started because there is no such program.`, null],
      [false, expect.stringContaining('no model huge'), null],
      [false, 'The attempt used more than its budget of $0.01.', null],
    ]);
  });

  test('is asked to stop by SIGTERM, and the program that drives it ends after it', async () => {
    const at = workspace();
    const program = at.path('acp-runner.cjs');
    buildSync({
      entryPoints: [fileURLToPath(new URL('../../../src/adapters/agents/acp/acp-main.ts', import.meta.url))],
      bundle: true,
      platform: 'node',
      define: { PLANLOOM_VERSION: '"0.0.0"' },
      outfile: program,
    });
    const { command } = acp.start({
      program,
      command: [process.execPath],
      args: [agentFile],
      folder: at.root,
      privateFolder: at.root,
      permissions: 'edit',
      model: null,
      resume: null,
      newSession: '',
      environment: {},
      isRoot: false,
      maxTurns: null,
      budgetUsd: null,
      repositoryConfig: 'off',
    });
    const child = spawn(command[0], command.slice(1), { stdio: ['pipe', 'pipe', 'inherit'] });
    const exit = once(child, 'exit');
    child.stdin.end(JSON.stringify([{ untilCancelled: true }]));
    const reader = acp.reader(null, null);
    for await (const line of createInterface({ input: child.stdout })) {
      if (reader.line(line).some((event) => event.type === 'text')) child.kill('SIGTERM');
    }
    expect(await exit).toEqual([1, null]);
    expect(reader.verdict(ended)).toMatchObject({
      ok: false,
      text: 'Waiting.',
      message: 'The agent was asked to stop.',
    });
  });
});

describe('what the programs of ours print', () => {
  test('counts as a crash where the last word is missing, with what was used so far', () => {
    const usage = { inputTokens: 1, outputTokens: 2, cacheReadTokens: 3, cacheWriteTokens: 4, model: 'm' };
    const lines: OwnLine[] = [
      { type: 'session', id: 's' },
      { type: 'usage', usage },
      { type: 'usage', usage },
      { type: 'alive' },
    ];
    const { events, verdict } = read(lines, null, { ...ended, outcome: 'failed', exitCode: null, signal: 'SIGKILL' });
    expect(events.map(({ type }) => type)).toEqual(['session', 'usage', 'usage']);
    expect(verdict).toMatchObject({ ok: false, retryClass: 'crashed', session: 's' });
    expect(verdict.message).toBe('It ended by SIGKILL before its last word.');
    expect(verdict.usage).toEqual([
      { inputTokens: 2, outputTokens: 4, cacheReadTokens: 6, cacheWriteTokens: 8, model: 'm' },
    ]);
  });

  test('is passed over where it is no line of ours', () => {
    const reader = acp.reader(null, null);
    for (const line of ['', 'Hello', '[1]', '{"type":7}', '{"type":"new"}', '{"no'])
      expect(reader.line(line)).toEqual([]);
  });

  test('has no chance when the model fails call after call without anything new', () => {
    const reader = acp.reader(null, null);
    const fail = (): readonly string[] =>
      reader.errorLine('Attempt 2 failed with status 429. Retrying with backoff... Error').map(({ type }) => type);
    expect(reader.errorLine('Ripgrep is not available.')).toEqual([]);
    expect([fail(), fail(), fail(), fail()].flat()).toEqual(['retry', 'retry', 'retry', 'retry']);
    reader.line('{"type":"text","text":"Still here."}');
    expect([fail(), fail(), fail(), fail(), fail()].flat().at(-1)).toBe('hopeless');
    expect(reader.verdict({ ...ended, outcome: 'cancelled' })).toMatchObject({ ok: false, retryClass: 'rate_limit' });
  });
});
