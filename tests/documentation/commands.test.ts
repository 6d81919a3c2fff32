import { cpSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { commands } from '../../src/cli/commands.ts';
import type { AgentCalls } from '../../src/ports/agent-calls.ts';
import type { AgentState } from '../../src/ports/agent-probe.ts';
import { runPlace } from '../support/run-place.ts';
import { planloom } from '../support/planloom.ts';
import { workspace, workspaceAt } from '../support/workspace.ts';
import { pages, projectRoot } from './pages.ts';

const shown = commands.filter(({ hidden }) => hidden !== true);
const examplesOf = (isMeant: (group: string) => boolean): readonly string[] =>
  shown.filter(({ group }) => isMeant(group)).flatMap(({ examples }) => examples);
const page = pages().find(({ file }) => file === 'documentation/commands.md')!;

const wordsOf = (example: string): readonly string[] => {
  const line = example.replace(/^planloom /, '').replace(/ > \S+$/, '');
  return [...line.matchAll(/"([^"]*)"|\S+/g)].map((match) => match[1] ?? match[0]);
};

/** Agents that are there and say nothing: no test asks a real one. */
const claude: AgentState = {
  name: 'claude',
  installed: true,
  version: '1.0.0',
  program: 'claude',
  abilities: [],
  ready: true,
};
const silent: AgentCalls = {
  ask: () =>
    Promise.resolve({ ok: false, message: '', retryClass: null, text: '', usage: null, costUsd: null, seconds: 0 }),
};

describe('the examples of the commands', () => {
  let begun: string;
  beforeAll(async () => {
    begun = mkdtempSync(path.join(tmpdir(), 'planloom-examples-'));
    const place = workspaceAt(begun);
    cpSync(`${projectRoot}examples/webhooks/PLAN_WEBHOOKS.md`, place.path('PLAN_WEBHOOKS.md'));
    place.write('filled.md', '=== part 0.1/S/00000000 ===\nWords.\n=== end 0.1/S/00000000 ===\n');
    place.write('answer.json', '{ "dependencies": [] }');
    place.write('requirements.md', '- Events are sent\n- Events are signed\n');
    place.write('src/delivery/sender.ts', 'export {};\n');
    for (const kind of ['subplan', 'execution']) await planloom(place, [kind, '--batch', '--all', '--yes']);
  });
  afterAll(() => rmSync(begun, { recursive: true, force: true }));

  test.each(examplesOf((group) => group !== 'Run'))('%s', async (example) => {
    const place = workspace();
    cpSync(begun, place.root, { recursive: true });
    const { code, output } = await planloom(place, wordsOf(example), {
      answer: true,
      agents: [claude, { ...claude, name: 'codex' }],
      ...(example.includes(' menu ') ? { keys: [] } : {}),
      agentCalls: silent,
    });
    expect(code, output).not.toBe(2);
  });

  test('of runs, one after the other', { timeout: 120_000 }, async () => {
    const place = runPlace({
      todo: {},
      files: { 'PLAN_WEBHOOKS.md': readFileSync(`${projectRoot}examples/webhooks/PLAN_WEBHOOKS.md`, 'utf8') },
      config: {
        executors: {
          script: { kind: 'simulate', seconds: 0 },
          failing: { kind: 'simulate', seconds: 0, failureRate: 1 },
        },
        defaultExecutor: 'script',
        achievements: { '1.2': { executor: 'failing' } },
      },
    });
    await place.planloom(['discover', '@WEBHOOKS']);
    place.commit();
    // What has brought its work to an end can be looked at, and not be gone on with.
    const isLast = (example: string): boolean => example.includes('accept');
    const examples = examplesOf((group) => group === 'Run');
    for (const example of [...examples.filter((one) => !isLast(one)), ...examples.filter(isLast)]) {
      const runId = place.runIds().at(0) ?? '';
      const words = wordsOf(example).map((word) => (/^(?:\d{8}-\d{6}-)?k3f9$/.test(word) ? runId : word));
      const { code, output } = await place.planloom(words, { answer: true });
      expect(code, `${example}\n${output}`).not.toBe(2);
    }
  });

  test('are all on the page', () => {
    expect(examplesOf(() => true).filter((example) => !page.lines.includes(example))).toEqual([]);
  });
});
