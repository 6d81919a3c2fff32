import fc from 'fast-check';
import { expect, test } from 'vitest';
import { batchSelection } from '../../src/workspace/batch-selection.ts';
import { documentPaths } from '../../src/workspace/names.ts';
import type { DocumentKind } from '../../src/workspace/names.ts';
import { nextActions } from '../../src/workspace/next-action.ts';
import { asId, reportOf } from './report-of.ts';
import type { Situation } from './report-of.ts';

const needs = { '1.1': [], '1.2': [], '2.1': ['1.1', '1.2'] };
const file = (id: string, kind: DocumentKind) => documentPaths('HARBOUR', asId(id))[kind];
const actions = (situation: Partial<Situation>) =>
  nextActions(reportOf({ needs, ...situation })).map(({ kind, achievements }) => [kind, ...achievements].join(' '));
const prepared = ['1.1', '1.2'].flatMap((id) => [file(id, 'subplan'), file(id, 'executionTask')]);

test('SUBPLANs come first, for the lowest level that is ready and lacks them', () => {
  expect(actions({})).toEqual(['create_subplans 1.1 1.2']);
  expect(nextActions(reportOf({ needs }))[0]).toMatchObject({
    level: 0,
    message: 'Create the 2 SUBPLANs of level 0: 1.1 and 1.2.',
  });
});

test('then come EXECUTION_TASKs, then the work', () => {
  expect(actions({ files: [file('1.1', 'subplan'), file('1.2', 'subplan')] })).toEqual([
    'create_execution_tasks 1.1 1.2',
  ]);
  expect(actions({ files: prepared })).toEqual(['execute 1.1 1.2']);
});

test('all SUBPLANs existing is not the end', () => {
  const files = ['1.1', '1.2', '2.1'].map((id) => file(id, 'subplan'));
  expect(actions({ files })).toEqual(['create_execution_tasks 1.1 1.2']);
});

test('the next level follows when the one before is approved', () => {
  expect(actions({ files: ['1.1', '1.2'].map((id) => file(id, 'approved')) })).toEqual(['create_subplans 2.1']);
});

test('work that says it is complete is to be reviewed', () => {
  const files = {
    ...Object.fromEntries(prepared.map((path) => [path, ''])),
    [file('1.1', 'executionTask')]: 'Status: Complete\n',
  };
  expect(actions({ files })).toEqual(['review 1.1', 'execute 1.2']);
});

test('a merge that awaits approval is to be reviewed, and what follows it can be prepared', () => {
  const ids = new Set([asId('1.1'), asId('1.2')]);
  expect(actions({ facts: { merged: ids, awaitingApproval: ids } })).toEqual(['create_subplans 2.1', 'review 1.1 1.2']);
});

test('an open FIX is to be resolved, and blocks only what depends on it', () => {
  expect(actions({ files: [...prepared, file('1.1', 'fix')] })).toEqual(['execute 1.2', 'resolve_fix 1.1']);
  expect(actions({ files: [file('1.1', 'fix'), file('1.2', 'fix')] })).toEqual(['resolve_fix 1.1 1.2']);
});

test('where somebody is there to work in runs, a run is offered for what needs no more documents', () => {
  const situation = { hasExecutor: true };
  expect(actions(situation)).toEqual(['create_subplans 1.1 1.2', 'run_level 1.1 1.2']);
  expect(actions({ ...situation, files: [file('1.1', 'subplan')] })).not.toContain('run_level 1.1 1.2');
  expect(actions({ ...situation, files: prepared })).toEqual(['execute 1.1 1.2', 'run_level 1.1 1.2']);
  expect(actions({ ...situation, files: [...prepared, file('1.1', 'fix')] }).at(-1)).toBe('run_level 1.1 1.2');
  const open = [{ runId: 'x', step: 'retry' as const, nodes: [], command: '' }];
  expect(actions({ ...situation, files: prepared, facts: { open } })).not.toContain('run_level 1.1 1.2');
});

test('a live run is waited for', () => {
  expect(actions({ facts: { running: new Set([asId('1.1'), asId('1.2')]) } })).toEqual(['wait 1.1 1.2']);
});

test('the end is told with what was skipped', () => {
  const files = [file('1.1', 'approved'), file('1.2', 'skipped'), file('2.1', 'approved')];
  expect(nextActions(reportOf({ needs, files }))).toMatchObject([
    { kind: 'complete', message: 'Nothing is left to do: 2 of 3 achievements are complete, 1 skipped.' },
  ]);
});

test('a plan without achievements is not complete', () => {
  expect(nextActions(reportOf({ needs: {} })).map(({ kind }) => kind)).toEqual(['add_achievements']);
});

test('achievements that wait for each other are not called complete', () => {
  const report = reportOf({ needs: { '1.1': [] } });
  const stuck = report.achievements.map((a) => ({ ...a, condition: 'waiting' as const, blockedBy: [asId('9.9')] }));
  expect(nextActions({ ...report, achievements: stuck })).toMatchObject([{ kind: 'wait', achievements: ['1.1'] }]);
});

test('what is recommended to create is what a batch makes', () => {
  const files = [file('1.1', 'approved'), file('1.2', 'skipped')];
  const report = reportOf({ needs, files });
  const selection = batchSelection('subplan', report);
  expect(selection.ok && selection.value.make.map(({ id }) => id)).toEqual(nextActions(report)[0]?.achievements);
});

test('there is always an action, and never the end before it is reached', () => {
  const ids = ['1.1', '1.2', '2.1', '2.2', '3.1'];
  const graph = { '1.1': [], '1.2': [], '2.1': ['1.1'], '2.2': ['1.1', '1.2'], '3.1': ['2.1', '2.2'] };
  const kinds: DocumentKind[] = ['subplan', 'executionTask', 'approved', 'fix', 'resolution', 'skipped'];
  const anyFile = fc.tuple(fc.constantFrom(...ids), fc.constantFrom(...kinds)).map(([id, kind]) => file(id, kind));
  fc.assert(
    fc.property(fc.array(anyFile, { maxLength: 25 }), (files) => {
      const report = reportOf({ needs: graph, files });
      const isOver = report.achievements.every(({ status }) => status === 'complete' || status === 'skipped');
      const found = nextActions(report).map(({ kind }) => kind);
      expect(found.length).toBeGreaterThan(0);
      expect(found.includes('complete')).toBe(isOver);
    }),
    { seed: 1, numRuns: 200 },
  );
});
