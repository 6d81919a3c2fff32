import { describe, expect, test } from 'vitest';
import { planloom } from '../support/planloom.ts';
import { workspace } from '../support/workspace.ts';
import { jsonOf } from './json-output.ts';
import { folder, onePlan, payments } from './plans.ts';

const skipAll = ['skip', '1.1', '1.2', '1.3', '2.1', '2.2', '3.1', '--reason', 'later'];

describe('status', () => {
  test.each([
    ['with clones, where there is no repository', {}, false],
    ['with copies', { worktree: { mode: 'copy' } }, true],
  ])('proposes a run only where it can have a place to work: %s', async (_, worktree, isProposed) => {
    const executors = { script: { kind: 'command', command: ['true'] } };
    const place = workspace({ ...onePlan, 'planloom.config.json': JSON.stringify({ executors, ...worktree }) });
    const { output } = await planloom(place, ['status']);
    expect(output.includes('--level 0')).toBe(isProposed);
  });

  test('of a parallel.json is that of the PLAN beside it; of another graph there is none', async () => {
    const place = workspace(onePlan);
    await planloom(place, ['discover']);
    const named = await planloom(place, ['status', `${folder}/parallel.json`]);
    expect(named.stdout).toBe((await planloom(place, ['status'])).stdout);
    place.write('parallel_part.json', '{}');
    const refused = await planloom(place, ['status', 'parallel_part.json']);
    expect([refused.code, refused.output]).toEqual([2, expect.stringContaining('is no PLAN')]);
  });

  test('counts levels, hours and conditions', async () => {
    const place = workspace(onePlan);
    await planloom(place, ['subplan', '--achievement', '1.1', '--yes']);
    await planloom(place, ['approve', '1.1']);
    await planloom(place, ['subplan', '--achievement', '1.2', '--yes']);
    await planloom(place, ['fix', '1.2', '--reason', 'rates are old']);
    const outcome = await planloom(place, ['status', '--json']);
    expect(outcome.code).toBe(1);
    expect(jsonOf(outcome, 'status')).toMatchObject({
      achievements: [
        {
          id: '1.1',
          level: 0,
          status: 'complete',
          condition: null,
          evidence: [`${folder}/execution/feedbacks/APPROVED_11.md`],
        },
        { id: '1.2', level: 1, status: 'failed', condition: null },
        { id: '1.3', level: 1, status: 'not_started', condition: 'ready', blockedBy: [] },
        { id: '2.1', level: 2, status: 'not_started', condition: 'blocked', blockedBy: ['1.2'] },
        { id: '2.2', level: 3, condition: 'blocked', blockedBy: ['1.2'] },
        { id: '3.1', level: 2, condition: 'blocked', blockedBy: ['1.2'] },
      ],
      hours: { total: 20, done: 5, left: 15 },
    });
  });

  test('is exit code 0 when all is complete or skipped', async () => {
    const place = workspace(onePlan);
    expect((await planloom(place, skipAll)).code).toBe(0);
    expect((await planloom(place, ['status'])).code).toBe(0);
  });

  test('is a Markdown table for each level with --format markdown', async () => {
    const { stdout } = await planloom(workspace(onePlan), ['status', '--format', 'markdown']);
    expect(stdout).toMatch(/^# Status of PAYMENTS\n/);
    expect(stdout.match(/^## Level \d: 0 of \d$/gm)).toHaveLength(4);
    expect(stdout).toContain('| 1.2 | Currencies converted |');
  });

  test('says where marks in the plan and files disagree', async () => {
    const text = payments.replace(
      '**Achievement 1.2**: Currencies converted',
      '**Achievement 1.2**: Currencies converted ✅',
    );
    const { stdout } = await planloom(workspace({ 'PLAN_PAY.md': text }), ['status']);
    expect(stdout.replace(/\s+/g, ' ')).toContain('The plan marks 1.2 as complete, and the files show not started.');
  });
});

describe('next', () => {
  test('names what is ready and the command for it', async () => {
    const { code, stdout } = await planloom(workspace(onePlan), ['next']);
    expect(code).toBe(0);
    expect(stdout).toContain('1 achievement ready, 5 waiting');
    expect(stdout).toContain('planloom subplan @PAYMENTS --batch\n');
  });

  test('is exit code 0 when all is done', async () => {
    const place = workspace(onePlan);
    await planloom(place, skipAll);
    expect((await planloom(place, ['next'])).code).toBe(0);
  });

  test('points to an open FIX where everything else is blocked', async () => {
    const place = workspace(onePlan);
    await planloom(place, ['subplan', '--batch', '--yes']);
    await planloom(place, ['fix', '1.1', '--reason', 'lost']);
    const { code, stdout } = await planloom(place, ['next']);
    expect(stdout).toContain('Resolve the open FIX of 1.1.');
    expect(code).toBe(0);
  });
});

describe('graph', () => {
  test('draws levels, groups, the critical path and what is assumed', async () => {
    const { code, stdout } = await planloom(workspace(onePlan), ['graph']);
    expect(code).toBe(0);
    for (const words of ['group 1 of 2', 'group 2 of 2', '◆  1.1', '← 2.1 (1.3)', '1.2 × 1.3  src/ledger/rates.ts'])
      expect(stdout).toContain(words);
  });

  test('has a line for every edge in Mermaid', async () => {
    const { stdout } = await planloom(workspace(onePlan), ['graph', '--format', 'mermaid']);
    expect(stdout).toMatch(/^flowchart \w+$/m);
    expect(stdout).toMatch(/^ {2}a1_1 ==> a1_2$/m);
    expect(stdout).toMatch(/^ {2}a1_2 x--x a1_3$/m);
    expect(stdout.match(/^ {2}a\d_\d (?:-->|==>|-\.->)/gm)!.length).toBeGreaterThanOrEqual(6);
  });

  test('is the same object with --json and with --format json', async () => {
    const place = workspace(onePlan);
    const outcome = await planloom(place, ['graph', '--json']);
    jsonOf(outcome, 'graph');
    expect((await planloom(place, ['graph', '--format', 'json'])).stdout).toBe(outcome.stdout);
  });

  test('is a picture with --format svg', async () => {
    const { code, stdout } = await planloom(workspace(onePlan), ['graph', '--format', 'svg']);
    expect(code).toBe(0);
    expect(stdout).toMatch(/^(?:<\?xml[^>]*>\s*)?<svg[^]*<\/svg>\s*$/);
    expect(stdout).toContain('Payout files written');
  });

  test('takes a scope for once', async () => {
    const place = workspace(onePlan);
    const { stdout } = await planloom(place, ['graph', '--scope', '3']);
    expect(stdout).toContain('4, all stated');
    expect(place.files()).toEqual(Object.keys(onePlan));
  });
});
