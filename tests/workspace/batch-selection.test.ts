import { describe, expect, test } from 'vitest';
import { batchSelection } from '../../src/workspace/batch-selection.ts';
import type { BatchChoice } from '../../src/workspace/batch-selection.ts';
import { documentPaths } from '../../src/workspace/names.ts';
import type { DocumentKind } from '../../src/workspace/names.ts';
import { asId, reportOf } from './report-of.ts';
import type { Situation } from './report-of.ts';

const needs = { '1.1': [], '1.2': [], '1.10': [], '2.1': ['1.1'], '2.2': ['1.2'], '3.1': ['2.1', '2.2'] };
const file = (id: string, kind: DocumentKind) => documentPaths('HARBOUR', asId(id))[kind];

const select = (kind: 'subplan' | 'execution', files: Situation['files'], choice: BatchChoice = {}) => {
  const selection = batchSelection(kind, reportOf({ needs, files: files ?? [] }), choice);
  if (!selection.ok) return selection.error.map(({ message, advice }) => `${message} ${advice}`);
  const { level, make, waiting, exists, failed, finished, reason } = selection.value;
  const ids = (list: readonly { readonly id: string }[]) => list.map(({ id }) => id).join(' ');
  return {
    level,
    make: ids(make),
    waiting: waiting.map(({ id, blockedBy }) => `${id} < ${blockedBy.join(' ')}`).join(', '),
    exists: ids(exists),
    failed: ids(failed),
    finished: finished.join(' '),
    reason,
  };
};

const nothing = { make: '', waiting: '', exists: '', failed: '', finished: '', reason: null };

describe('a batch of SUBPLANs', () => {
  test('makes those of the lowest level', () => {
    expect(select('subplan', [])).toEqual({ ...nothing, level: 0, make: '1.1 1.2 1.10' });
    const selection = batchSelection('subplan', reportOf({ needs: { '1.11': [] } }));
    expect(selection).toMatchObject({ value: { make: [{ path: 'subplans/SUBPLAN_HARBOUR_1-11.md' }] } });
  });

  test('makes what is missing when called again', () => {
    expect(select('subplan', [file('1.2', 'subplan')])).toEqual({
      ...nothing,
      level: 0,
      make: '1.1 1.10',
      exists: '1.2',
    });
  });

  test('goes to the next level for what is ready there, and lists what waits', () => {
    const files = [file('1.1', 'approved'), file('1.2', 'subplan'), file('1.10', 'subplan')];
    expect(select('subplan', files)).toEqual({ ...nothing, level: 1, make: '2.1', waiting: '2.2 < 1.2' });
  });

  test('does not go on while nothing behind is ready, and says why', () => {
    const files = ['1.1', '1.2', '1.10'].map((id) => file(id, 'subplan'));
    expect(select('subplan', files)).toEqual({
      ...nothing,
      level: null,
      exists: '1.1 1.2 1.10',
      waiting: '2.1 < 1.1, 2.2 < 1.2, 3.1 < 2.1 2.2',
      reason:
        'There is nothing to make: 1.1, 1.2 and 1.10 have a SUBPLAN already; 2.1 waits for 1.1; 2.2 waits for 1.2; 3.1 waits for 2.1 and 2.2.',
    });
  });

  test('lists what a failure blocks', () => {
    const files = [file('1.1', 'fix'), file('1.2', 'approved'), file('1.10', 'skipped')];
    expect(select('subplan', files)).toMatchObject({ level: 1, make: '2.2', waiting: '2.1 < 1.1' });
  });

  test('makes nothing for what is done', () => {
    const files = Object.keys(needs).map((id) => file(id, 'approved'));
    expect(select('subplan', files)).toMatchObject({
      make: '',
      finished: '1.1 1.2 1.10 2.1 2.2 3.1',
      reason: 'There is nothing to make: 1.1, 1.2, 1.10, 2.1, 2.2 and 3.1 are done.',
    });
  });

  test('of a level makes all of it, waiting or not', () => {
    expect(select('subplan', [file('2.2', 'subplan')], { level: 1 })).toEqual({
      ...nothing,
      level: 1,
      make: '2.1',
      exists: '2.2',
    });
  });

  test('of all makes all but what is there or done', () => {
    const files = [file('1.1', 'approved'), file('1.2', 'subplan')];
    expect(select('subplan', files, { all: true })).toEqual({
      ...nothing,
      level: null,
      make: '1.10 2.1 2.2 3.1',
      exists: '1.2',
      finished: '1.1',
    });
  });

  test('of one achievement makes that one', () => {
    expect(select('subplan', [], { achievement: '3.1' })).toMatchObject({ make: '3.1', waiting: '' });
    expect(select('subplan', [file('3.1', 'subplan')], { achievement: '3.1' })).toMatchObject({
      make: '',
      exists: '3.1',
      reason: 'There is nothing to make: 3.1 has a SUBPLAN already.',
    });
  });
});

describe('a batch of EXECUTION_TASKs', () => {
  test('needs the SUBPLAN of each, and is not stopped by a neighbour without', () => {
    const files = [file('1.1', 'subplan'), file('1.10', 'subplan')];
    expect(select('execution', files)).toEqual({ ...nothing, level: 0, make: '1.1 1.10', failed: '1.2' });
    expect(batchSelection('execution', reportOf({ needs, files }))).toMatchObject({
      value: {
        failed: [
          {
            problem: {
              message: 'The EXECUTION_TASK of 1.2 needs the SUBPLAN of 1.2, which does not exist.',
              advice: 'Create subplans/SUBPLAN_HARBOUR_12.md first.',
            },
          },
        ],
      },
    });
  });

  test('says that SUBPLANs are missing when it can make nothing', () => {
    expect(select('execution', [])).toMatchObject({
      make: '',
      failed: '1.1 1.2 1.10',
      reason: 'There is nothing to make: 1.1, 1.2 and 1.10 have no SUBPLAN.',
    });
  });

  test('reaches levels above the first', () => {
    const done = ['1.1', '1.2', '1.10'].map((id) => file(id, 'approved'));
    expect(select('execution', [...done, file('2.1', 'subplan')])).toMatchObject({
      level: 1,
      make: '2.1',
      failed: '2.2',
    });
  });

  test('is not made for work that has begun', () => {
    const facts = { running: new Set([asId('1.1')]) };
    const selection = batchSelection('execution', reportOf({ needs: { '1.1': [] }, facts }));
    expect(selection).toMatchObject({
      value: { make: [], reason: 'No achievement is ready: what is left has failed, is under way or awaits approval.' },
    });
  });
});

describe('a batch is refused', () => {
  test.each<[string, BatchChoice, string]>([
    ['a level that is not there', { level: 7 }, 'HARBOUR has no level 7. Its levels are 0 to 2.'],
    [
      'an id that is not there',
      { achievement: '2.9' },
      'HARBOUR has no achievement 2.9. Did you mean 2.1, 2.2 or 1.1? This plan has 6 achievements, 1.1 to 3.1.',
    ],
    [
      'choices that exclude each other',
      { level: 1, all: true },
      'A level, an achievement and all of them cannot be asked for at the same time. Give one of --level, --achievement and --all.',
    ],
  ])('for %s', (_, choice, words) => expect(select('subplan', [], choice)).toEqual([words]));

  test('where two plans share a folder', () => {
    expect(select('subplan', ['PLAN_HARBOUR.md', 'PLAN_TIDES.md'])).toEqual([
      'HARBOUR shares its folder with TIDES, so that parallel.json and feedback would belong to all of them. Give each plan a folder of its own.',
    ]);
  });
});

test('of many that wait the first five are named', () => {
  const many = Object.fromEntries([1, 2, 3, 4, 5, 6, 7].map((n) => [`2.${n}`, ['1.1']]));
  const report = reportOf({ needs: { '1.1': [], ...many }, files: [file('1.1', 'subplan')] });
  const selection = batchSelection('subplan', report);
  expect(selection.ok && selection.value.reason).toMatch(/: 1\.1 has .*; 2\.5 waits for 1\.1; 2 more wait\.$/);
});

test('a plan without achievements has nothing to make', () => {
  expect(batchSelection('subplan', reportOf({ needs: {} }))).toMatchObject({
    value: { make: [], reason: 'HARBOUR has no achievement.' },
  });
});
