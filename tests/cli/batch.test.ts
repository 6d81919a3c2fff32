import { describe, expect, test } from 'vitest';
import { planloom } from '../support/planloom.ts';
import { workspace } from '../support/workspace.ts';
import type { Workspace } from '../support/workspace.ts';
import { jsonOf } from './json-output.ts';
import { folder, onePlan } from './plans.ts';

const made = (place: Workspace): readonly string[] =>
  place.files().flatMap((file) => /(?:SUBPLAN|EXECUTION_TASK)_PAYMENTS_(\S+)\.md$/.exec(file)?.slice(1) ?? []);
const run = (place: Workspace, line: string, answer?: boolean) =>
  planloom(place, line.split(' '), answer === undefined ? {} : { answer });

describe('which documents a batch makes', () => {
  test.each([
    ['subplan --batch', ['11']],
    ['subplan --batch --level 1', ['12', '13']],
    ['subplan --achievement 3.1', ['31']],
    ['subplan --batch --all', ['11', '12', '13', '21', '22', '31']],
  ])('%s', async (line, stems) => {
    const place = workspace(onePlan);
    expect(await run(place, `${line} --yes`)).toMatchObject({ code: 0 });
    expect(made(place)).toEqual(stems);
  });

  test('a second call makes only what is missing, and touches nothing else', async () => {
    const place = workspace(onePlan);
    await run(place, 'subplan --achievement 1.2 --yes');
    place.write(`${folder}/subplans/SUBPLAN_PAYMENTS_12.md`, '# Mine\n');
    const { code, stdout } = await run(place, 'subplan --batch --level 1 --yes');
    expect(code).toBe(0);
    expect(stdout).toContain('1 SUBPLAN of level 1 created');
    expect(stdout).toContain('there already');
    expect(place.read(`${folder}/subplans/SUBPLAN_PAYMENTS_12.md`)).toBe('# Mine\n');
    expect((await run(place, 'subplan --batch --level 1 --yes')).stdout).toContain('No SUBPLAN of level 1 to create');
  });

  test("an EXECUTION_TASK needs the SUBPLAN of its own achievement, not a neighbour's", async () => {
    const place = workspace(onePlan);
    await run(place, 'subplan --achievement 1.2 --yes');
    const { code, stdout } = await run(place, 'execution --batch --level 1 --yes');
    expect(code).toBe(1);
    expect(made(place)).toEqual(['12_01', '12']);
    expect(stdout).toContain('1.3: The EXECUTION_TASK of 1.3 needs the SUBPLAN of 1.3');
  });

  test('goes on level by level as work is approved', async () => {
    const place = workspace(onePlan);
    await run(place, 'subplan --batch --yes');
    await run(place, 'execution --batch --yes');
    expect((await run(place, 'subplan --batch --dry-run')).stdout).toContain('No SUBPLAN to create');
    await run(place, 'approve 1.1');
    expect((await run(place, 'subplan --batch --dry-run')).stdout).toContain('2 SUBPLANs of level 1 to create');
  });
});

describe('before anything is made', () => {
  const kinds = [['subplan --batch --all'], ['execution --batch --all']] as const;

  test.each(kinds)('%s --dry-run writes nothing', async (line) => {
    const place = workspace(onePlan);
    if (line.startsWith('execution')) await run(place, 'subplan --batch --all --yes');
    const before = place.files();
    expect((await run(place, `${line} --dry-run`)).code).toBe(0);
    expect(place.files()).toEqual(before);
  });

  test('a person sees the files and is asked: no makes nothing, yes makes them', async () => {
    const place = workspace(onePlan);
    const before = place.files();
    const refused = await run(place, 'subplan --batch --level 1', false);
    expect(refused.code).toBe(1);
    expect(refused.stderr).toContain('SUBPLAN_PAYMENTS_12.md');
    expect(place.files()).toEqual(before);
    const agreed = await run(place, 'subplan --batch --level 1', true);
    expect(agreed.code).toBe(0);
    expect(agreed.stdout).toContain('2 SUBPLANs of level 1 created');
    expect(made(place)).toEqual(['12', '13']);
  });

  test('without a terminal and without --yes it is exit code 2, with the preview', async () => {
    const place = workspace(onePlan);
    const { code, stdout, stderr } = await run(place, 'subplan --batch');
    expect(code).toBe(2);
    expect(stdout).toBe('');
    expect(stderr).toContain('SUBPLAN_PAYMENTS_11.md');
    expect(stderr).toContain('--yes');
    expect(made(place)).toEqual([]);
  });
});

describe('what a batch says in JSON', () => {
  test('beforehand', async () => {
    expect(jsonOf(await run(workspace(onePlan), 'subplan --batch --dry-run --json'), 'batch')).toMatchObject({
      document: 'SUBPLAN',
      level: 0,
      dryRun: true,
      create: [{ id: '1.1', file: `${folder}/subplans/SUBPLAN_PAYMENTS_11.md` }],
      created: [],
    });
  });

  test('afterwards, with what failed', async () => {
    const place = workspace(onePlan);
    await run(place, 'subplan --achievement 1.2 --yes');
    const outcome = await run(place, 'execution --batch --level 1 --yes --json');
    expect(outcome.code).toBe(1);
    expect(jsonOf(outcome, 'batch')).toMatchObject({
      document: 'EXECUTION_TASK',
      level: 1,
      dryRun: false,
      created: [{ id: '1.2', file: `${folder}/execution/EXECUTION_TASK_PAYMENTS_12_01.md` }],
      failed: [{ id: '1.3' }],
    });
  });
});

describe('the documents', () => {
  test('are filled from the plan', async () => {
    const place = workspace(onePlan);
    await run(place, 'subplan --batch --all --yes');
    const subplan = place.read(`${folder}/subplans/SUBPLAN_PAYMENTS_11.md`);
    for (const words of [
      'Ledger keeps every cent',
      'No booking is lost or doubled',
      '`src/ledger/book.ts`',
      'Ten million bookings',
      'tests/ledger.test.ts',
    ]) {
      expect(subplan).toContain(words);
    }
    const conflicting = place.read(`${folder}/subplans/SUBPLAN_PAYMENTS_12.md`);
    expect(conflicting).toContain('**1.3 Fees booked**: `src/ledger/rates.ts`');
    expect(conflicting).toContain('`PLAN_PAYMENTS.md:25`');
  });

  test('use the templates of the workspace, whose mistakes are shown with their place', async () => {
    const template = 'work-space/templates/subplan.md.hbs';
    const place = workspace({ ...onePlan, [template]: '# {{id}}: {{title}}\n\n{{open "everything"}}\n' });
    await run(place, 'subplan --batch --yes');
    expect(place.read(`${folder}/subplans/SUBPLAN_PAYMENTS_11.md`)).toBe(
      '# 1.1: Ledger keeps every cent\n\n> **To be written by the designer:** everything\n',
    );
    place.write(template, '# {{id}}\n\n{{titel}}\n');
    const { code, output } = await run(place, 'subplan --batch --level 1 --yes');
    expect(code).not.toBe(0);
    expect(output).toContain(`${template}:3:`);
    expect(output).toContain('"titel"');
    expect(made(place)).toEqual(['11']);
  });

  test('that planloom derived are no evidence: parallel.json stays the same to the byte', async () => {
    const place = workspace(onePlan);
    await run(place, 'discover');
    const before = place.read(`${folder}/parallel.json`);
    await run(place, 'subplan --batch --all --yes');
    await run(place, 'execution --batch --all --yes');
    await run(place, 'discover');
    expect(place.read(`${folder}/parallel.json`)).toBe(before);
  });

  test('may state a dependency of their own below the derived block', async () => {
    const place = workspace(onePlan);
    await run(place, 'subplan --achievement 3.1 --yes');
    const file = `${folder}/subplans/SUBPLAN_PAYMENTS_31.md`;
    const [head = '', tail = ''] = place.read(file).split('## Files shared with other achievements');
    place.write(file, `${head}- **Requires**: Achievement 2.1\n\n## Files shared with other achievements${tail}`);
    const { stdout, code } = await run(place, 'explain 3.1 2.1');
    expect(code).toBe(0);
    expect(stdout).toContain('3.1 needs 2.1, directly.');
  });
});
