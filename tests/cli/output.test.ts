import { describe, expect, test } from 'vitest';
import { planloom } from '../support/planloom.ts';
import { workspace } from '../support/workspace.ts';
import { jsonOf } from './json-output.ts';
import { folder, minutes, onePlan } from './plans.ts';

const calls: readonly (readonly [argv: string, kind: string, code: number, keys: readonly string[]])[] = [
  ['parse', 'plan', 0, ['plan', 'achievements', 'groupStatements', 'diagnostics']],
  ['check', 'check', 0, ['files', 'counts', 'problems']],
  ['graph', 'graph', 0, ['plan', 'levels', 'conflicts', 'criticalPath']],
  ['status', 'status', 1, ['plan', 'achievements', 'levels', 'hours', 'diagnostics']],
  ['next', 'next', 0, ['plan', 'ready', 'actions']],
  ['explain 1.1 1.2', 'explanation', 0, ['a', 'b', 'direct', 'way']],
  ['discover --dry-run', 'discovery', 0, ['achievements', 'levels', 'conflicts', 'criticalPath', 'contradictions']],
  ['discover', 'discovery', 0, ['achievements', 'parallelJson']],
  ['subplan --batch --dry-run', 'batch', 0, ['document', 'level', 'create']],
  ['subplan --batch --yes', 'batch', 0, ['document', 'level', 'created', 'skipped', 'failed']],
  ['skip 3.1 --reason later', 'feedback', 0, ['decision', 'written']],
];

describe('every command', () => {
  test.each(calls)('%s prints one object on one line with --json', async (argv, kind, code, keys) => {
    const outcome = await planloom(workspace(onePlan), [...argv.split(' '), '--json']);
    expect(Object.keys(jsonOf(outcome, kind))).toEqual(expect.arrayContaining([...keys]));
    expect(outcome.code).toBe(code);
  });

  test.each(calls)('%s prints text without, in lines that fit', async (argv, _kind, code) => {
    const outcome = await planloom(workspace(onePlan), argv.split(' '), { width: 80 });
    expect(outcome.code).toBe(code);
    expect(outcome.stdout).not.toMatch(/undefined|null|NaN|\[object/);
    for (const line of outcome.stdout.split('\n')) expect(line.length, line).toBeLessThanOrEqual(80);
  });

  test.each(calls)('%s says with --json too what is wrong with a document that is no plan', async (argv, kind) => {
    const outcome = await planloom(workspace({ 'PLAN_MINUTES.md': minutes }), [...argv.split(' '), '--json']);
    const { schemaVersion, kind: said } = outcome.json() as { schemaVersion: number; kind: string };
    expect(schemaVersion).toBe(1);
    expect([kind, 'error']).toContain(said);
    expect(outcome.stdout).toContain('no-achievements');
    expect(outcome.code).toBe(kind === 'plan' ? 0 : 1);
  });
});

test("the contract of parse: the document's own words with their places", async () => {
  const { achievements } = jsonOf(await planloom(workspace(onePlan), ['parse', '--json']), 'plan') as {
    achievements: readonly Readonly<Record<string, unknown>>[];
  };
  expect(achievements[0]).toEqual({
    id: '1.1',
    title: 'Ledger keeps every cent',
    severity: null,
    priority: { number: 1, label: 'HIGH - Ledger' },
    goal: 'No booking is lost or doubled',
    estimate: { minHours: 4, maxHours: 6 },
    documentStatus: null,
    deliverables: [
      { text: '`src/ledger/book.ts`', path: 'src/ledger/book.ts' },
      { text: '`src/ledger/account.ts`', path: 'src/ledger/account.ts' },
    ],
    successCriteria: ['Ten million bookings add up to zero'],
    tests: ['`tests/ledger.test.ts`'],
    validationScript: null,
    dependencies: [],
    position: { line: 9, column: 1 },
    indexPosition: null,
  });
  expect(achievements[1]).toMatchObject({
    dependencies: [
      {
        on: '1.1',
        strength: 'stated',
        evidence: [{ kind: 'field', file: `${folder}/PLAN_PAYMENTS.md`, line: 25, text: '- **Dependencies**: 1.1' }],
      },
    ],
  });
});

describe('what goes where', () => {
  test('results go to stdout and problems to stderr', async () => {
    const outcome = await planloom(workspace({ 'PLAN_MINUTES.md': minutes }), ['status']);
    expect(outcome.stdout).toBe('');
    expect(outcome.stderr).toContain('no-achievements');
  });

  test('--quiet leaves errors alone, --verbose adds remarks', async () => {
    const twice = `${onePlan[`${folder}/PLAN_PAYMENTS.md`]}\n## Achievement Index\n\n- Achievement 1.2: Currency table kept (9h)\n`;
    const place = workspace({ 'PLAN_PAYMENTS.md': twice });
    const told = await planloom(place, ['discover', '--dry-run']);
    const quiet = await planloom(place, ['discover', '--dry-run', '--quiet']);
    const verbose = await planloom(place, ['discover', '--dry-run', '--verbose']);
    expect(told.stderr).toContain('title-differs');
    expect(quiet.stderr).toBe('');
    expect(quiet.stdout).toBe(told.stdout);
    expect(verbose.stderr.length).toBeGreaterThanOrEqual(told.stderr.length);
  });

  test('nothing is coloured where there is no terminal', async () => {
    const { output } = await planloom(workspace(onePlan), ['status']);
    expect(output).not.toContain('\u001b');
  });
});
