import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { idsOfStem } from '../../src/domain/ids.ts';
import { planDocuments } from '../../src/workspace/documents-on-disk.ts';
import { documentPaths } from '../../src/workspace/names.ts';
import { stemReader } from '../../src/workspace/stem-reader.ts';
import { processorSeconds } from '../support/processor-seconds.ts';
import { asId } from './report-of.ts';

const documentsOf = (ids: readonly string[], paths: readonly string[], name = 'STATION') =>
  planDocuments({ name, file: `PLAN_${name}.md` }, ids.map(asId), paths);

const rules = (ids: readonly string[], paths: readonly string[]) =>
  documentsOf(ids, paths).problems.map(({ rule, at }) => `${rule} ${at.file}`);

test('the documents of an achievement are found by their names', () => {
  const { byAchievement, problems } = documentsOf(
    ['1.1', '1.2'],
    [
      'PLAN_STATION.md',
      'parallel.json',
      'subplans/SUBPLAN_STATION_11.md',
      'execution/EXECUTION_TASK_STATION_11_02.md',
      'execution/EXECUTION_TASK_STATION_11_01.md',
      'execution/feedbacks/APPROVED_11.md',
      'execution/feedbacks/FIX_11.md',
      'execution/feedbacks/FIX_11_RESOLUTION.md',
      'execution/SKIPPED_12.md',
    ],
  );
  expect(byAchievement.get(asId('1.1'))).toEqual({
    subplan: 'subplans/SUBPLAN_STATION_11.md',
    executionTasks: ['execution/EXECUTION_TASK_STATION_11_01.md', 'execution/EXECUTION_TASK_STATION_11_02.md'],
    approved: 'execution/feedbacks/APPROVED_11.md',
    fix: 'execution/feedbacks/FIX_11.md',
    resolution: 'execution/feedbacks/FIX_11_RESOLUTION.md',
    skipped: null,
  });
  expect(byAchievement.get(asId('1.2'))?.skipped).toBe('execution/SKIPPED_12.md');
  expect(problems).toEqual([]);
});

test('nested folders and other cases of letters are read as well', () => {
  const { byAchievement } = documentsOf(
    ['1.1'],
    ['PLAN_STATION.md', 'subplans/level-0/subplan_station_11.md', 'execution/2026/feedbacks/Approved_11.md'],
  );
  expect(byAchievement.get(asId('1.1'))).toMatchObject({
    subplan: 'subplans/level-0/subplan_station_11.md',
    approved: 'execution/2026/feedbacks/Approved_11.md',
  });
});

test('hidden folders and node_modules hold no documents', () => {
  const paths = ['.git/SUBPLAN_STATION_11.md', 'node_modules/plans/APPROVED_11.md', 'a/.cache/FIX_11.md'];
  expect(documentsOf(['1.1'], paths).byAchievement.size).toBe(0);
});

test.each(['Weather Station 2', 'STATION_2', '2027', '気象台', 'Wetter–Größe', 'A.B (new)'])(
  'a plan may be named %s',
  (name) => {
    const id = asId('1.11');
    const { subplan, executionTask } = documentPaths(name, id);
    const documents = documentsOf(['1.11', '1.1'], [`PLAN_${name}.md`, subplan, executionTask], name);
    expect(documents.byAchievement.get(id)).toMatchObject({ subplan, executionTasks: [executionTask] });
    expect(documents.problems).toEqual([]);
  },
);

describe('a legacy name without dots', () => {
  test('is read when exactly one id fits it', () => {
    const { byAchievement, problems } = documentsOf(['1.1', '1.11'], ['execution/feedbacks/APPROVED_111.md']);
    expect(byAchievement.get(asId('1.11'))?.approved).toBe('execution/feedbacks/APPROVED_111.md');
    expect(problems).toEqual([]);
  });

  test('counts for none when several ids fit it', () => {
    const { byAchievement, problems } = documentsOf(['1.11', '11.1'], ['execution/feedbacks/APPROVED_111.md']);
    expect(byAchievement.size).toBe(0);
    expect(problems).toMatchObject([
      {
        rule: 'ambiguous-document',
        message: 'APPROVED_111.md may mean 1.11 or 11.1, so it counts for none.',
        advice: 'Rename it to APPROVED_1-11.md or APPROVED_11-1.md.',
      },
    ]);
  });

  test('means the same ids as the domain says, for any set of ids', () => {
    const id = fc
      .tuple(fc.nat(22), fc.nat(22), fc.option(fc.nat(12)))
      .map(([p, n, m]) => asId(m === null ? `${p}.${n}` : `${p}.${n}.${m}`));
    const stem = fc.stringMatching(/^\d{1,4}(-\d{1,2}){0,2}$/);
    fc.assert(
      fc.property(fc.uniqueArray(id, { maxLength: 40 }), stem, (ids, text) => {
        expect(stemReader(ids)(text)).toEqual(idsOfStem(text, ids));
      }),
      { seed: 1, numRuns: 200 },
    );
  });
});

describe('several plans', () => {
  test('documents of another plan in the same folder are left out', () => {
    const { byAchievement, problems, sharedWith } = documentsOf(
      ['1.1'],
      ['PLAN_STATION.md', 'PLAN_HARBOUR.md', 'subplans/SUBPLAN_HARBOUR_11.md', 'subplans/SUBPLAN_STATION_11.md'],
    );
    expect(byAchievement.get(asId('1.1'))?.subplan).toBe('subplans/SUBPLAN_STATION_11.md');
    expect(problems).toEqual([]);
    expect(sharedWith).toEqual(['HARBOUR']);
  });

  test('feedback without a name counts for none of the plans in a folder', () => {
    const { byAchievement, problems } = documentsOf(
      ['1.1'],
      ['PLAN_STATION.md', 'PLAN_HARBOUR.md', 'execution/feedbacks/APPROVED_11.md'],
    );
    expect(byAchievement.size).toBe(0);
    expect(problems).toMatchObject([
      {
        rule: 'ambiguous-document',
        message: 'APPROVED_11.md carries no plan name and may belong to STATION or HARBOUR, so it counts for none.',
        advice: 'Give each plan a folder of its own.',
      },
    ]);
  });

  test('feedback with a name counts all the same', () => {
    const paths = ['PLAN_STATION.md', 'PLAN_HARBOUR.md', 'execution/feedbacks/APPROVED_STATION_11.md'];
    expect(documentsOf(['1.1'], paths).byAchievement.get(asId('1.1'))?.approved).toBe(paths[2]);
  });

  test('a plan in a folder further down keeps its own feedback', () => {
    const paths = ['PLAN_STATION.md', 'harbour/PLAN_HARBOUR.md', 'harbour/execution/feedbacks/APPROVED_11.md'];
    const { byAchievement, problems } = documentsOf(['1.1'], paths);
    expect(byAchievement.size).toBe(0);
    expect(problems).toEqual([]);
  });

  test('a copy of the plan in an archive keeps its own documents', () => {
    const paths = ['PLAN_STATION.md', 'archive/PLAN_STATION.md', 'archive/subplans/SUBPLAN_STATION_11.md'];
    expect(documentsOf(['1.1'], paths).byAchievement.size).toBe(0);
  });

  test('a flat folder that serves several plans keeps named documents apart and drops nameless ones', () => {
    const paths = [
      'work-space/plans/STATION/PLAN_STATION.md',
      'work-space/plans/HARBOUR/PLAN_HARBOUR.md',
      'work-space/subplans/SUBPLAN_STATION_11.md',
      'work-space/subplans/SUBPLAN_HARBOUR_11.md',
      'work-space/execution/feedbacks/APPROVED_11.md',
    ];
    const plan = { name: 'STATION', file: 'work-space/plans/STATION/PLAN_STATION.md' };
    const shared = planDocuments(plan, [asId('1.1')], paths);
    expect(shared.byAchievement.get(asId('1.1'))).toMatchObject({ subplan: paths[2], approved: null });
    expect(shared.problems).toMatchObject([{ rule: 'ambiguous-document', at: { file: paths[4] } }]);
    expect(shared.sharedWith).toEqual([]);
    const alone = planDocuments(plan, [asId('1.1')], [paths[0] ?? '', paths[4] ?? '']);
    expect(alone.byAchievement.get(asId('1.1'))?.approved).toBe(paths[4]);
  });

  test('paths that climb out of the folder of the plan are flat folders too', () => {
    const paths = ['../../subplans/SUBPLAN_STATION_11.md', '../../execution/feedbacks/APPROVED_11.md'];
    expect(documentsOf(['1.1'], paths).byAchievement.get(asId('1.1'))).toMatchObject({
      subplan: paths[0],
      approved: paths[1],
    });
  });
});

test('a document that fits no achievement is reported', () => {
  expect(rules(['1.1'], ['subplans/SUBPLAN_STATION_99.md', 'execution/feedbacks/APPROVED_12.md'])).toEqual([
    'orphaned-document execution/feedbacks/APPROVED_12.md',
    'orphaned-document subplans/SUBPLAN_STATION_99.md',
  ]);
});

test('a SUBPLAN with a misspelt plan name is reported, other look-alikes are not', () => {
  expect(rules(['1.1'], ['subplans/SUBPLAN_STATOIN_11.md', 'FIX_the_roof.md'])).toEqual([
    'foreign-document subplans/SUBPLAN_STATOIN_11.md',
  ]);
});

test('an EXECUTION_TASK with a misspelt kind is reported, an analysis is not', () => {
  const paths = [
    'execution/EXECUTION_T_11_1.md',
    'execution/Execution-Tasks_11.md',
    'execution/EXECUTION_TRIAGE_11.md',
  ];
  expect(rules(['1.1'], [...paths, 'execution/EXECUTION_ANALYSIS_11.md', 'execution/EXECUTION_T_11.txt'])).toEqual([
    'foreign-document execution/EXECUTION_T_11_1.md',
    'foreign-document execution/Execution-Tasks_11.md',
  ]);
});

test('of two documents for the same thing the one named as we write it counts', () => {
  const paths = ['old/SUBPLAN_STATION_111.md', 'subplans/SUBPLAN_STATION_1-11.md'];
  const { byAchievement, problems } = documentsOf(['1.11'], paths);
  expect(byAchievement.get(asId('1.11'))?.subplan).toBe('subplans/SUBPLAN_STATION_1-11.md');
  expect(problems).toMatchObject([{ rule: 'duplicate-document', at: { file: 'old/SUBPLAN_STATION_111.md' } }]);
});

test('ten thousand achievements with all their documents are read in a moment', () => {
  const ids = Array.from({ length: 10_000 }, (_, n) => `${Math.floor(n / 100)}.${n % 100}`);
  const paths = ids.flatMap((id) => Object.values(documentPaths('STATION', asId(id))));
  const seconds = processorSeconds();
  const { byAchievement, problems } = documentsOf(ids, paths);
  expect(seconds()).toBeLessThan(3);
  expect(byAchievement.size).toBe(10_000);
  expect(problems).toEqual([]);
});
