import { describe, expect, test } from 'vitest';
import type { Status } from '../../src/domain/status.ts';
import { documentPaths } from '../../src/workspace/names.ts';
import { asId, reportOf } from './report-of.ts';
import type { Situation } from './report-of.ts';

const { subplan, executionTask, approved, fix, resolution, skipped } = documentPaths('HARBOUR', asId('1.1'));
const begunLog = '## Iteration Log\n\n### Iteration 1: 2026-01-02\n\n- Dredged the basin\n';

describe('the status of an achievement', () => {
  test.each<[string, Record<string, string>, Status, string[]]>([
    ['nothing', {}, 'not_started', []],
    ['a SUBPLAN', { [subplan]: '' }, 'subplan_created', [subplan]],
    ['an EXECUTION_TASK', { [subplan]: '', [executionTask]: '' }, 'execution_created', [executionTask]],
    ['a log that has begun', { [executionTask]: begunLog }, 'in_progress', [executionTask]],
    ['a Status that says so', { [executionTask]: '**Status**: In Progress\n' }, 'in_progress', [executionTask]],
    ['a SKIPPED file', { [executionTask]: begunLog, [skipped]: '' }, 'skipped', [skipped]],
    ['a FIX', { [executionTask]: begunLog, [fix]: '', [skipped]: '' }, 'failed', [fix]],
    [
      'a FIX with its RESOLUTION',
      { [executionTask]: '', [fix]: '', [resolution]: '' },
      'execution_created',
      [executionTask],
    ],
    ['a RESOLUTION alone', { [resolution]: '' }, 'not_started', []],
    ['an APPROVED beside a FIX', { [fix]: '', [approved]: '' }, 'complete', [approved]],
  ])('with %s', (_, files, status, evidence) => {
    expect(reportOf({ needs: { '1.1': [] }, files }).achievements).toMatchObject([{ status, evidence }]);
  });

  test('is in progress while a run works on it or its merge awaits approval', () => {
    const ids = new Set([asId('1.1')]);
    for (const facts of [{ running: ids }, { awaitingApproval: ids, merged: ids }]) {
      expect(reportOf({ needs: { '1.1': [] }, facts }).achievements[0]?.status).toBe('in_progress');
    }
  });

  test('is not that of a neighbour whose stem looks alike', () => {
    const files = [documentPaths('HARBOUR', asId('1.11')).approved];
    const report = reportOf({ needs: { '1.1': [], '1.11': [], '11.1': [] }, files });
    expect(report.achievements.map(({ id, status }) => `${id} ${status}`)).toEqual([
      '1.1 not_started',
      '1.11 complete',
      '11.1 not_started',
    ]);
  });
});

test('achievements and levels stand in their natural order', () => {
  const report = reportOf({ needs: { '2.1': ['1.10'], '1.10': [], '1.2': [] } });
  expect(report.achievements.map(({ id }) => id)).toEqual(['1.2', '1.10', '2.1']);
  expect(report.levels).toMatchObject([
    { level: 0, total: 2, achievements: ['1.2', '1.10'], counts: { not_started: 2, complete: 0 } },
    { level: 1, total: 1, achievements: ['2.1'], counts: { not_started: 1 } },
  ]);
});

test('hours are the middle of the estimates, and those done, left and skipped make the total', () => {
  const report = reportOf({
    needs: { '1.1': [], '1.2': [], '1.3': [], '1.4': [] },
    hours: { '1.1': [4, 6], '1.2': [1, 2], '1.3': [0.1, 0.1] },
    files: [approved, documentPaths('HARBOUR', asId('1.3')).skipped],
  });
  expect(report.hours).toEqual({ total: 6.6, done: 5, left: 1.5, skipped: 0.1 });
  expect(report.withoutEstimate).toBe(1);
});

test('the saving counts what is complete only, and not what must not run at the same time', () => {
  const situation: Situation = {
    needs: { '1.1': [], '1.2': [], '1.3': [], '2.1': ['1.1'] },
    hours: { '1.1': [4, 4], '1.2': [3, 3], '1.3': [8, 8], '2.1': [2, 2] },
    files: ['1.1', '1.2', '2.1'].map((id) => documentPaths('HARBOUR', asId(id)).approved),
  };
  expect(reportOf(situation).saving).toEqual({ sequentialHours: 9, parallelHours: 6, savedHours: 3 });
  expect(reportOf({ ...situation, conflicts: [['1.1', '1.2']] }).saving.savedHours).toBe(2);
});

describe('marks in the plan', () => {
  const mismatches = (mark: Status, files: readonly string[]) =>
    reportOf({ needs: { '1.1': [] }, marks: { '1.1': mark }, files }).mismatches;

  test('that the files contradict are reported with their place', () => {
    expect(mismatches('complete', [subplan])).toMatchObject([
      {
        rule: 'status-mismatch',
        severity: 'warning',
        at: { file: 'PLAN_HARBOUR.md', line: 10, column: 1 },
        message: 'The plan marks 1.1 as complete, and the files show subplan created.',
      },
    ]);
    expect(mismatches('not_started', [approved])).toHaveLength(1);
    expect(mismatches('in_progress', [])).toMatchObject([{ severity: 'info' }]);
  });

  test('that agree are not, nor are open marks of what is only prepared', () => {
    expect(mismatches('complete', [approved])).toEqual([]);
    expect(mismatches('not_started', [subplan])).toEqual([]);
    expect(reportOf({ needs: { '1.1': [] }, files: [approved] }).mismatches).toEqual([]);
  });
});

test('a plan without achievements has an empty report', () => {
  expect(reportOf({ needs: {} })).toMatchObject({ achievements: [], levels: [], hours: { total: 0, left: 0 } });
});
