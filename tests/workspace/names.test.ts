import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { documentPaths, planKey, planNameOfFile, readDocumentName } from '../../src/workspace/names.ts';
import type { DocumentKind } from '../../src/workspace/names.ts';
import { asId } from './report-of.ts';

const keys = (...names: string[]) => names.map(planKey);

describe('where documents are written', () => {
  test('an id of two single digits is written without its dot', () => {
    expect(documentPaths('TIDES', asId('3.2'))).toEqual({
      subplan: 'subplans/SUBPLAN_TIDES_32.md',
      executionTask: 'execution/EXECUTION_TASK_TIDES_32_01.md',
      approved: 'execution/feedbacks/APPROVED_32.md',
      fix: 'execution/feedbacks/FIX_32.md',
      resolution: 'execution/feedbacks/FIX_32_RESOLUTION.md',
      skipped: 'execution/SKIPPED_32.md',
    });
  });

  test('1.11 and 11.1 never meet', () => {
    expect(documentPaths('TIDES', asId('1.11')).subplan).toBe('subplans/SUBPLAN_TIDES_1-11.md');
    expect(documentPaths('TIDES', asId('11.1')).subplan).toBe('subplans/SUBPLAN_TIDES_11-1.md');
  });

  test('the number of a task is counted on', () => {
    expect(documentPaths('TIDES', asId('0.1'), 12).executionTask).toBe('execution/EXECUTION_TASK_TIDES_01_12.md');
  });

  test('a name that would leave the folder stays in it', () => {
    expect(documentPaths('../CI/CD: now', asId('1.1')).subplan).toBe('subplans/SUBPLAN_..-CI-CD- now_11.md');
  });
});

describe('what a file name says', () => {
  test.each([
    ['SUBPLAN_TIDES_32.md', 'subplan', '32'],
    ['EXECUTION_TASK_TIDES_32_01.md', 'executionTask', '32'],
    ['EXECUTION_TASK_TIDES_3-5-1_02.md', 'executionTask', '3-5-1'],
    ['APPROVED_TIDES_1-11.md', 'approved', '1-11'],
    ['FIX_TIDES_11_RESOLUTION.md', 'resolution', '11'],
    ['execution_task_tides_32_01.MD', 'executionTask', '32'],
    ['SUBPLAN_TIDES_1.1.md', 'subplan', '1.1'],
  ])('%s belongs to the plan', (file, kind, stem) => {
    expect(readDocumentName(file, keys('TIDES'))).toEqual({ owner: 'plan', kind, planKey: 'tides', stem });
  });

  test.each([
    ['APPROVED_11.md', 'approved', '11'],
    ['FIX_11.md', 'fix', '11'],
    ['FIX_1-11_RESOLUTION.md', 'resolution', '1-11'],
    ['SKIPPED_23.md', 'skipped', '23'],
    ['EXECUTION_TASK_11_01.md', 'executionTask', '11'],
  ])('%s carries no name', (file, kind, stem) => {
    expect(readDocumentName(file, keys('TIDES'))).toEqual({ owner: 'nobody', kind, stem });
  });

  test.each(['README.md', 'SUBPLAN.md', 'SUBPLAN_TIDES_11.txt', 'MY_SUBPLAN_TIDES_11.md', 'APPROVED.md'])(
    '%s is no document of a plan',
    (file) => expect(readDocumentName(file, keys('TIDES'))).toBeUndefined(),
  );

  test('a name that no plan has is a stranger', () => {
    expect(readDocumentName('SUBPLAN_CURRENTS_11.md', keys('TIDES'))).toEqual({ owner: 'stranger', kind: 'subplan' });
  });

  test('the longest name that fits is the owner', () => {
    const both = keys('PAY', 'PAY_2');
    expect(readDocumentName('SUBPLAN_PAY_2_11.md', both)).toMatchObject({ planKey: 'pay_2', stem: '11' });
    expect(readDocumentName('EXECUTION_TASK_PAY_2_11.md', both)).toMatchObject({ planKey: 'pay_2', stem: '11' });
    expect(readDocumentName('SUBPLAN_PAY_21.md', both)).toMatchObject({ planKey: 'pay', stem: '21' });
  });

  test('a letter with a mark is the same letter in both its spellings', () => {
    const decomposed = 'SUBPLAN_MUSÉE_11.md'.normalize('NFD');
    expect(readDocumentName(decomposed, keys('Musée'.normalize('NFC')))).toMatchObject({ owner: 'plan', stem: '11' });
  });

  test('every path that we write is read back, whatever the name', () => {
    const name = fc.stringMatching(/^[\p{L}\p{N}_ .()&-]{1,20}$/u).filter((text) => text.trim() !== '');
    const id = fc
      .tuple(fc.nat(120), fc.nat(120), fc.option(fc.nat(30)))
      .map(([p, n, m]) => asId(m === null ? `${p}.${n}` : `${p}.${n}.${m}`));
    fc.assert(
      fc.property(name, id, fc.integer({ min: 1, max: 99 }), (plan, achievement, number) => {
        const paths = documentPaths(plan, achievement, number);
        for (const kind of Object.keys(paths) as DocumentKind[]) {
          const file = paths[kind].split('/').at(-1) ?? '';
          const read = readDocumentName(file, [planKey(plan)]);
          expect(read).toMatchObject({ kind, owner: /subplan|executionTask/.test(kind) ? 'plan' : 'nobody' });
        }
      }),
      { seed: 1, numRuns: 200 },
    );
  });
});

test('the name of a plan is what stands between PLAN_ and .md', () => {
  expect(planNameOfFile('PLAN_Weather Station 2.md')).toBe('Weather Station 2');
  expect(planNameOfFile('PLAN_気象台.md')).toBe('気象台');
  expect(planNameOfFile('PLAN-UPDATE.md')).toBeUndefined();
  expect(planNameOfFile('SUBPLAN_X_11.md')).toBeUndefined();
});
