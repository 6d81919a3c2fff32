import { describe, expect, test } from 'vitest';
import { takenBack } from '../../src/execution/evidence/taken-back.ts';
import type { TakenBackInput } from '../../src/execution/evidence/taken-back.ts';
import type { TreeChange } from '../../src/ports/run-store.ts';
import { id } from '../documents/plans.ts';

const folder = 'work-space/plans/STATION';
const basePaths = [
  'README.md',
  `${folder}/PLAN_STATION.md`,
  `${folder}/parallel.json`,
  `${folder}/subplans/SUBPLAN_STATION_11.md`,
  'work-space/plans/HARBOUR/PLAN_HARBOUR.md',
];

const modified = (path: string): TreeChange => ({ path, kind: 'modified', mode: '100644' });

const backOf = (changes: readonly TreeChange[], more: Partial<TakenBackInput> = {}): readonly string[] =>
  takenBack({
    plan: { name: 'STATION', file: `${folder}/PLAN_STATION.md` },
    prefix: '',
    node: id('1.2'),
    ids: [id('1.1'), id('1.2'), id('1.11')],
    basePaths,
    changes,
    ...more,
  });

test.each([
  ['an approval of its own', `${folder}/execution/feedbacks/APPROVED_12.md`],
  ['an approval of another achievement', `${folder}/execution/feedbacks/APPROVED_11.md`],
  ['an approval that carries the name of the plan', `${folder}/execution/feedbacks/APPROVED_STATION_12.md`],
  ['an approval outside the usual folder', `${folder}/anywhere/APPROVED_12.md`],
  ['an approval in letters of another case', `${folder}/EXECUTION/Feedbacks/approved_12.MD`],
  ['an approval of an id that nobody has', `${folder}/execution/feedbacks/APPROVED_99.md`],
  ['an approval in a flat folder', 'work-space/execution/feedbacks/APPROVED_12.md'],
  ['an approval of another plan', 'work-space/plans/HARBOUR/execution/feedbacks/APPROVED_11.md'],
  ['a FIX', `${folder}/execution/feedbacks/FIX_12.md`],
  ['the resolution of its own FIX', `${folder}/execution/feedbacks/FIX_12_RESOLUTION.md`],
  ['a SKIPPED file', `${folder}/execution/SKIPPED_1-11.md`],
  ['the PLAN', `${folder}/PLAN_STATION.md`],
  ['the PLAN in letters of another case', `${folder}/plan_station.md`],
  ['parallel.json', `${folder}/parallel.json`],
  ['parallel.json under another name', `${folder}/parallel-execution.json`],
  ['the pieces of an achievement', `${folder}/parallel_12.json`],
  ['the configuration', 'planloom.config.json'],
  ['a configuration between the root and the plan', `work-space/planloom.config.json`],
  ['the SUBPLAN of another achievement', `${folder}/subplans/SUBPLAN_STATION_11.md`],
  ['the SUBPLAN of another achievement in a flat folder', 'work-space/subplans/SUBPLAN_STATION_1-11.md'],
  ['a SUBPLAN without a name in the plan folder', `${folder}/subplans/SUBPLAN_11.md`],
  ['the EXECUTION_TASK of another achievement', `${folder}/execution/deep/EXECUTION_TASK_STATION_1-11_01.md`],
])('%s is taken back', (_, path) => {
  expect(backOf([modified('src/a.ts'), modified(path)])).toEqual([path]);
});

test.each([
  ['its own SUBPLAN', `${folder}/subplans/SUBPLAN_STATION_12.md`],
  ['its own EXECUTION_TASK', `${folder}/execution/EXECUTION_TASK_STATION_12_01.md`],
  ['a file that is only named like feedback', `${folder}/execution/feedbacks/FIX_notes.md`],
  ['a file with such a name away from every plan', 'docs/FIX_12.md'],
  ['a parallel.json that is no plan’s', 'config/parallel.json'],
  ['a configuration away from the plan', 'examples/planloom.config.json'],
  ['the SUBPLAN of another plan', 'work-space/plans/HARBOUR/subplans/SUBPLAN_HARBOUR_11.md'],
  ['what dependencies are installed to', `${folder}/node_modules.md`],
])('%s stays', (_, path) => {
  expect(backOf([modified(path)])).toEqual([]);
});

test('where a legacy name may mean two achievements, it stays if one of them is the own', () => {
  const ids = [id('1.11'), id('11.1'), id('2.1')];
  const changes = [modified(`${folder}/subplans/SUBPLAN_STATION_111.md`)];
  expect(backOf(changes, { ids, node: id('11.1') })).toEqual([]);
  expect(backOf(changes, { ids, node: id('2.1') })).toHaveLength(1);
});

test('a workspace below the top of the repository is found by its prefix', () => {
  const prefix = 'services/weather';
  const changes = [
    `${prefix}/${folder}/execution/feedbacks/APPROVED_12.md`,
    `${prefix}/planloom.config.json`,
    'planloom.config.json',
    `${prefix}/src/a.ts`,
  ].map(modified);
  const inside = basePaths.map((path) => `${prefix}/${path}`);
  expect(backOf(changes, { prefix, basePaths: inside })).toEqual(changes.slice(0, 3).map(({ path }) => path));
});

describe('tricks with folders do not help', () => {
  test('a link in the place of the plan folder goes back with the plan', () => {
    const changes: TreeChange[] = [
      { path: folder, kind: 'added', mode: '120000' },
      { path: `${folder}/PLAN_STATION.md`, kind: 'deleted', mode: '000000' },
      { path: 'elsewhere/PLAN_STATION.md', kind: 'added', mode: '100644' },
    ];
    expect(backOf(changes)).toEqual([folder, `${folder}/PLAN_STATION.md`]);
  });

  test('a link in the place of a flat folder goes back', () => {
    const link: TreeChange = { path: 'work-space/execution', kind: 'added', mode: '120000' };
    expect(backOf([link, modified('notes/APPROVED_12.md')])).toEqual(['work-space/execution']);
  });

  test('a folder in the place of parallel.json goes back', () => {
    const inside = `${folder}/parallel.json/a.txt`;
    const changes: TreeChange[] = [
      { path: `${folder}/parallel.json`, kind: 'deleted', mode: '000000' },
      { path: inside, kind: 'added', mode: '100644' },
    ];
    expect(backOf(changes)).toEqual(changes.map(({ path }) => path));
  });
});
