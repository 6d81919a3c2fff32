import { describe, expect, test } from 'vitest';
import { executionPlanJson } from '../../src/app/execution-plan-json.ts';
import { executionSummaryJson } from '../../src/app/execution-summary-json.ts';
import { runListEntry } from '../../src/app/run-list-entry.ts';
import { runSummaryJson } from '../../src/app/run-summary-json.ts';
import { runSummary } from '../../src/app/run-summary.ts';
import { node, openedAt, proof, RunJournal } from './run-journal.ts';
import { id } from './sample-plan.ts';

/** 1.1 and 1.2 at the same time; 2.1 needs 1.1, 2.2 needs 1.2, 3.1 needs 2.2. 1.2 fails twice, 2.1 is tried twice. */
const mixed = (): RunJournal =>
  new RunJournal(
    [node('1.1'), node('1.2'), node('2.1', ['1.1']), node('2.2', ['1.2']), node('3.1', ['2.2'], { hours: null })],
    {
      settled: [
        { id: id('0.1'), title: 'Title of 0.1', level: 0, why: 'merged' },
        { id: id('0.2'), title: 'Title of 0.2', level: 0, why: 'skipped' },
      ],
    },
  )
    .start(1, '1.1', 1, 1)
    .start(1, '1.2', 1, 2)
    .end(4, '1.2', {
      seconds: 3,
      outcome: 'failed',
      exitCode: 1,
      message: 'Exit code 1.',
      commit: null,
      evidence: null,
    })
    .at(4, { type: 'backing_off', node: id('1.2'), attempt: 1, untilMs: openedAt + 5000 })
    .at(5, { type: 'backed_off', node: id('1.2') })
    .start(5, '1.2', 2, 2)
    .end(11, '1.1', { seconds: 10, costUsd: 0.25, evidence: proof({ changed: ['a.ts', 'b.ts'], created: ['b.ts'] }) })
    .merge(12, '1.1')
    .end(9, '1.2', { seconds: 4, outcome: 'rejected', message: 'npm test failed.', costUsd: 0.5 }, 2)
    .fail(9, '1.2', 'npm test failed.', ['2.2', '3.1'])
    .start(12, '2.1')
    .end(15, '2.1', { seconds: 3 })
    .at(16, { type: 'merge_failed', node: id('2.1'), attempt: 1, reason: 'conflict', paths: ['a.ts'], message: 'a.ts' })
    .start(16, '2.1', 2)
    .end(21, '2.1', { seconds: 5, evidence: proof({ created: [], unverified: true }) }, 2)
    .merge(21, '2.1', 2, true)
    .at(22, { type: 'closed', outcome: 'partial' });

const summary = () => runSummary(mixed().state(), null);

describe('runSummary', () => {
  test('has every node in id order, with those settled before', () => {
    expect(summary().nodes.map(({ id: name, state, before }) => [name, state, before])).toEqual([
      ['0.1', 'succeeded', 'merged'],
      ['0.2', 'skipped', 'skipped'],
      ['1.1', 'succeeded', null],
      ['1.2', 'failed', null],
      ['2.1', 'succeeded', null],
      ['2.2', 'blocked', null],
      ['3.1', 'blocked', null],
    ]);
  });

  test('counts only what this run had to do', () => {
    const { counts, settledBefore, retries } = summary();
    expect(counts).toMatchObject({ succeeded: 2, failed: 1, blocked: 2, skipped: 0, pending: 0 });
    expect(settledBefore).toBe(2);
    expect(retries).toBe(2);
  });

  test('measures from the first attempt to the last end, and adds up the attempts that succeeded', () => {
    const { makespanSeconds, sequentialSeconds } = summary();
    expect(makespanSeconds).toBe(20);
    // 10 s of 1.1 and 5 s of the second attempt at 2.1: the first one was in conflict.
    expect(sequentialSeconds).toBe(15);
  });

  test('goes on counting while somebody works on it, and not when nobody does', () => {
    const open = new RunJournal([node('1.1'), node('1.2')]).succeed(1, 3, '1.1').start(3, '1.2');
    expect(runSummary(open.state(), openedAt + 9000)).toMatchObject({ makespanSeconds: 8, isLive: true });
    expect(runSummary(open.state(), null)).toMatchObject({ makespanSeconds: 2, isLive: false, outcome: null });
  });

  test('leaves out the time between a stop and the resume', () => {
    const resumed = new RunJournal([node('1.1'), node('1.2')])
      .succeed(0, 2, '1.1')
      .start(2, '1.2')
      .at(1000, { type: 'reopened', process: { bootId: 'boot', pid: 2, startTime: '2' } })
      .end(1000, '1.2', {
        seconds: 0,
        outcome: 'interrupted',
        message: 'The run was killed.',
        commit: null,
        evidence: null,
      })
      .start(1000, '1.2', 2)
      .end(1003, '1.2', { seconds: 3 }, 2)
      .merge(1003, '1.2', 2)
      .at(1003, { type: 'closed', outcome: 'succeeded' });
    expect(runSummary(resumed.state(), null).makespanSeconds).toBe(5);
  });

  test('knows what was forecast, and what has no estimate', () => {
    // 1.1 and 2.1 beside 1.2 and 2.2, two hours each.
    expect(summary().forecast).toEqual({
      sequentialHours: 8,
      parallelHours: 4,
      criticalPathHours: 4,
      withoutEstimate: 1,
    });
    expect(runSummary(new RunJournal([node('1.1', [], { hours: null })]).state(), null).forecast).toBeNull();
  });

  test('adds up money and tokens of those that said so', () => {
    const usage = { inputTokens: 10, outputTokens: 2, cacheReadTokens: 1, cacheWriteTokens: 0, model: 'm' };
    const paid = new RunJournal([node('1.1'), node('1.2')])
      .start(0, '1.1')
      .end(1, '1.1', { seconds: 1, usage, costUsd: 0.5 })
      .succeed(0, 1, '1.2');
    expect(runSummary(paid.state(), null).tokens).toEqual({
      inputTokens: 10,
      outputTokens: 2,
      cacheReadTokens: 1,
      cacheWriteTokens: 0,
    });
    expect(summary().costUsd).toBe(0.75);
    expect(runSummary(new RunJournal([node('1.1')]).succeed(0, 1, '1.1').state(), null)).toMatchObject({
      costUsd: null,
      tokens: null,
    });
  });

  test('names the ref of unfinished work, of nothing else', () => {
    const kept = summary().nodes.map(({ id: name, keptRef }) => [name, keptRef]);
    expect(kept.filter(([, ref]) => ref !== null)).toEqual([['1.2', 'refs/planloom/r1/1.2/2']]);
  });
});

describe('the JSON of a run', () => {
  test('is what programs were promised', () => {
    const json = JSON.parse(JSON.stringify(runSummaryJson(summary()))) as Record<string, unknown>;
    expect(json).toMatchObject({
      runId: 'r1',
      outcome: 'partial',
      integrationBranch: 'planloom/r1',
      makespanSeconds: 20,
      costUsd: 0.75,
      savedSeconds: -5,
    });
    expect(json.nodes).toMatchObject([
      { id: '0.1', state: 'succeeded', attempts: 0, before: true },
      { id: '0.2', state: 'skipped', attempts: 0, before: true },
      { id: '1.1', state: 'succeeded', attempts: 1 },
      { id: '1.2', state: 'failed', attempts: 2, branch: 'refs/planloom/r1/1.2/2', message: 'npm test failed.' },
      { id: '2.1', state: 'succeeded', attempts: 2, unverified: true },
      { id: '2.2', state: 'blocked', attempts: 0, blockedBy: '1.2' },
      { id: '3.1', state: 'blocked', attempts: 0, blockedBy: '1.2' },
    ]);
    expect((json.nodes as object[])[2]).not.toHaveProperty('before');
  });

  test('of execution_summary.json has the names that others use', () => {
    expect(executionSummaryJson(summary())).toMatchObject({
      total_tasks: 5,
      completed: 2,
      failed: 1,
      success_rate: 40,
      total_files_created: 1,
      total_files_changed: 3,
      total_lines_of_code: null,
      average_test_coverage: null,
      results: [
        { task_id: '1.1', status: 'succeeded', error: null, duration_seconds: 10 },
        { task_id: '1.2', status: 'failed', error: 'npm test failed.', attempts: 2 },
        { task_id: '2.1', status: 'succeeded' },
        { task_id: '2.2', status: 'blocked' },
        { task_id: '3.1', status: 'blocked' },
      ],
      nodes: { length: 7 },
    });
  });

  test('of execution_summary.json claims no rate where there was nothing to do', () => {
    expect(executionSummaryJson(runSummary(new RunJournal([]).state(), null))).toMatchObject({
      total_tasks: 0,
      success_rate: null,
    });
  });

  test('of execution_plan.json says what the run was about to do', () => {
    expect(executionPlanJson(mixed().state())).toMatchObject({
      runId: 'r1',
      startedAt: '2026-03-01T09:30:00.000Z',
      execution_model: 'task_queue',
      num_tasks: 5,
      executor_budget: 3,
      num_executors: 3,
      executors: ['worker'],
      levels: [
        { level: 1, nodes: ['1.1', '1.2'] },
        { level: 2, nodes: ['2.1', '2.2'] },
        { level: 3, nodes: ['3.1'] },
      ],
      dependencies: { '1.1': [], '2.1': ['1.1'], '3.1': ['2.2'] },
    });
  });
});

describe('runListEntry', () => {
  test('tells closed, live and interrupted runs apart', () => {
    const open = new RunJournal([node('1.1'), node('1.2')]).succeed(0, 2, '1.1');
    expect(runListEntry(open.state(), openedAt + 5000)).toMatchObject({
      outcome: 'live',
      done: 1,
      total: 2,
      seconds: 5,
    });
    expect(runListEntry(open.state(), null)).toMatchObject({ outcome: 'interrupted', seconds: 2 });
    const killed = new RunJournal([node('1.1')]).start(0, '1.1', 1, 1);
    expect(runListEntry(killed.state(), null)).toMatchObject({ outcome: 'interrupted', seconds: null });
    expect(runListEntry(mixed().state(), openedAt + 1e6)).toMatchObject({ outcome: 'partial', seconds: 20 });
  });
});
