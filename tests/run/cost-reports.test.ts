import { describe, expect, test } from 'vitest';
import { runCosts } from '../../src/app/run-costs.ts';
import { runCostsJson } from '../../src/app/run-costs-json.ts';
import { runStats } from '../../src/app/run-stats.ts';
import type { RunState } from '../../src/journal/run-state.ts';
import { tokenText } from '../../src/text/token-text.ts';
import { usdText } from '../../src/text/usd-text.ts';
import { renderCosts } from '../../src/reporting/costs/render-costs.ts';
import { renderStats } from '../../src/reporting/costs/render-stats.ts';
import { displayWidth } from '../../src/reporting/display-width.ts';
import { node, proof, RunJournal } from '../reporting/run-journal.ts';
import { id, plain } from '../reporting/sample-plan.ts';

const usage = (model: string | null) => ({
  inputTokens: 1000,
  outputTokens: 200,
  cacheReadTokens: 4000,
  cacheWriteTokens: 0,
  model,
});

const check = (name: string, outcome: 'passed' | 'failed') => ({ name, outcome, detail: '', seconds: 1 });

/** 0.1 succeeds at the second attempt, 0.2 at once and is then in conflict, 1.1 fails twice. */
const busy = (): RunJournal =>
  new RunJournal([node('0.1'), node('0.2'), node('1.1', ['0.1'])], { runId: 'r2' })
    .start(0, '0.1', 1, 1)
    .start(0, '0.2', 1, 2)
    .end(10, '0.1', {
      seconds: 10,
      outcome: 'rejected',
      message: 'The check npm test failed.',
      costUsd: 0.5,
      usage: usage('big'),
      evidence: proof({ checks: [check('npm test', 'failed')] }),
    })
    .start(10, '0.1', 2, 1)
    .end(
      30,
      '0.1',
      { seconds: 20, costUsd: 0.25, usage: usage('small'), evidence: proof({ checks: [check('npm test', 'passed')] }) },
      2,
    )
    .merge(30, '0.1', 2)
    .end(30, '0.2', { seconds: 30, costUsd: 1, usage: usage('big') })
    .at(31, { type: 'merge_failed', node: id('0.2'), attempt: 1, reason: 'conflict', paths: ['a.ts'], message: 'a.ts' })
    .start(32, '0.2', 2, 2)
    .end(42, '0.2', { seconds: 10 }, 2)
    .merge(42, '0.2', 2)
    .start(42, '1.1', 1, 1)
    .end(50, '1.1', { seconds: 8, outcome: 'timed_out', message: 'It took too long.' })
    .start(50, '1.1', 2, 1)
    .end(58, '1.1', { seconds: 8, outcome: 'timed_out', message: 'It took too long.' }, 2)
    .fail(58, '1.1', 'It took too long.')
    .at(58, { type: 'closed', outcome: 'partial' });

/** Attempts of 0.1, 0.2 and so on: a program each, with what it told. */
const told = (...each: readonly { costUsd?: number; usage?: ReturnType<typeof usage> }[]): RunState =>
  each
    .reduce(
      (journal, one, index) => {
        const name = `0.${index + 1}`;
        return journal
          .start(index, name, 1, 1)
          .at(index, { type: 'attempt_spawned', node: id(name), attempt: 1, group: 7 })
          .end(index + 1, name, { seconds: 1, ...one });
      },
      new RunJournal(each.map((_, index) => node(`0.${index + 1}`))),
    )
    .state();

test('a price that is not known is not taken for silence', () => {
  const text = renderCosts(runCosts([told({ costUsd: 1, usage: usage('big') }, { usage: usage('new') }, {})]), plain);
  expect(text).toContain('! 1 attempt of 3 told tokens and no price, 1 did not say;');
  const only = renderCosts(runCosts([told({ usage: usage('new') })]), plain);
  expect(only).toContain('In money it is not known: no attempt told its price.');
  expect(only).not.toContain('did not say');
});

const calm = (): RunJournal =>
  new RunJournal([node('0.1'), node('0.2')], { runId: 'r1' })
    .succeed(0, 60, '0.1')
    .succeed(0, 60, '0.2')
    .at(60, { type: 'closed', outcome: 'succeeded' });

const found = (state: RunState, isLive = false) => ({ state, tornAt: null, isLive });

describe('costs', () => {
  test('of a run are added up by level, achievement, model and executor, each attempt once', () => {
    const costs = runCosts([busy().state()]);
    expect(costs.total).toMatchObject({ usd: 1.75, attempts: 6 });
    for (const parts of [costs.levels, costs.nodes, costs.models, costs.executors]) {
      expect(parts.reduce((sum, { spent }) => sum + spent.attempts, 0)).toBe(6);
      expect(parts.reduce((sum, { spent }) => sum + (spent.usd ?? 0), 0)).toBe(1.75);
    }
    expect(costs.models.map(({ model, spent }) => [model, spent.usd])).toEqual([
      ['big', 1.5],
      ['small', 0.25],
      [null, null],
    ]);
    expect(renderCosts(costs, plain)).toMatchInlineSnapshot(`
      "WEATHER  A weather station
      run r2

      $1.75, tokens 15 k in (12 k from a cache), 600 out

      By level
                  cost  tokens in  from cache  out  attempts
        Level 0  $1.75       15 k        12 k  600         4
        Level 1      –          –           –    –         2

      By achievement
                            cost  tokens in  from cache  out  attempts
        0.1  Title of 0.1  $0.75       10 k         8 k  400         2
        0.2  Title of 0.2  $1.00        5 k         4 k  200         2
        1.1  Title of 1.1      –          –           –    –         2

      By model
                   cost  tokens in  from cache  out  attempts
        big       $1.50       10 k         8 k  400         2
        small     $0.25        5 k         4 k  200         1
        not said      –          –           –    –         3
      "
    `);
  });

  test('of all runs are added up by run', () => {
    const costs = runCosts([busy().state(), calm().state()]);
    expect(costs.levels).toEqual([]);
    const text = renderCosts(costs, plain);
    expect(text).toMatch(/^2 runs\n/);
    expect(text).toMatch(/r2 {2}WEATHER {2}\$1\.75/);
    expect(text).toMatch(/r1 {2}WEATHER {2,}–/);
  });

  test('that nobody reported are not zero', () => {
    const costs = runCosts([calm().state()]);
    expect(costs.total.usd).toBeNull();
    expect(renderCosts(costs, plain)).toContain('No attempt said what it cost');
    expect(JSON.parse(JSON.stringify(runCostsJson(costs)))).toMatchObject({
      total: { attempts: 2, running: 0, costUsd: null, tokens: null },
    });
  });

  test('that are still to come go by earlier runs of the same plan alone', () => {
    const open = new RunJournal([node('0.1')], { runId: 'r3' }).state();
    expect(runCosts([open], [busy().state()]).rest?.basedOn).toBe(2);
    const other = new RunJournal([node('0.1')], {
      runId: 'r4',
      plan: { name: 'OTHER', title: 'Another', file: 'PLAN_OTHER.md' },
    });
    expect(runCosts([other.state()], [busy().state()]).rest?.basedOn).toBe(0);
    expect(runCosts([busy().state()]).rest).toBeNull();
  });

  test.each([
    [0, '0'],
    [999, '999'],
    [1000, '1 k'],
    [12_449, '12.4 k'],
    [999_999, '1 M'],
    [3_081_000, '3.08 M'],
  ])('%i tokens: %s', (count, text) => {
    expect(tokenText(count)).toBe(text);
  });

  test.each([
    [0, '$0.00'],
    [0.0042, '$0.0042'],
    [0.1, '$0.10'],
    [12.345, '$12.35'],
  ])('%f dollars: %s', (usd, text) => {
    expect(usdText(usd)).toBe(text);
  });
});

describe('stats', () => {
  test('count runs, attempts, retries, conflicts, checks, time and failures', () => {
    const stats = runStats([found(busy().state()), found(calm().state())]);
    expect(stats).toMatchObject({
      runs: 2,
      plans: 1,
      outcomes: { partial: 1, succeeded: 1 },
      nodes: 3,
      nodesDone: 2,
      attempts: { succeeded: 4, rejected: 1, timed_out: 2, conflicted: 1 },
      attemptsOpen: 0,
      retries: 3,
      successRate: 0.5,
      makespanSeconds: 118,
      sequentialSeconds: 206,
      conflicts: 1,
      failedAfterMerge: 0,
      checksPassed: 1,
      checksFailed: [{ name: 'npm test', failures: 1 }],
    });
    expect(stats.failedMost.map((one) => [one.id, one.failures, one.attempts])).toEqual([
      ['1.1', 2, 2],
      ['0.1', 1, 3],
      ['0.2', 1, 3],
    ]);
    expect(stats.executors).toEqual([
      { executor: 'worker', attempts: 8, succeeded: 4, medianSeconds: 15, p90Seconds: 60 },
    ]);
    expect(renderStats(stats, plain)).toMatchInlineSnapshot(`
      "2 runs of 1 plan
        Outcomes  1 succeeded, 1 partial
        Done      2 of 3 achievements
        Attempts  4 succeeded, 2 timed out, 1 rejected, 1 conflicted; 50 % of those
                  that ended by themselves succeeded
        Retries   3
        Time      1 min 58 s in all; attempts at work for 1 min 56 s instead of 3 min
                  26 s one after the other (44 % saved)
        Merges    1 merge in conflict
        Checks    1 passed, 1 failed: npm test (1)
        Cost      $1.75, tokens 15 k in (12 k from a cache), 600 out

      By executor
                attempts  succeeded  median  9 of 10 within
        worker         8       50 %    15 s      1 min 00 s

      Failed most
        ✗  1.1  Title of 1.1  2 of 2 attempts
           → It took too long.
        ✗  0.1  Title of 0.1  1 of 3 attempts
           → The check npm test failed.
        ✗  0.2  Title of 0.2  1 of 3 attempts
           → a.ts
      "
    `);
  });

  test('leave out of the success rate what a person or a crash has ended', () => {
    const journal = new RunJournal([node('0.1'), node('0.2')])
      .start(0, '0.1')
      .end(5, '0.1', { seconds: 5, outcome: 'cancelled', message: 'It was cancelled.' })
      .start(0, '0.2', 1, 2)
      .end(5, '0.2', { seconds: 5, outcome: 'interrupted', message: 'It ended with planloom.' });
    const stats = runStats([found(journal.state(), true)]);
    expect(stats.successRate).toBeNull();
    expect(stats.outcomes).toEqual({ live: 1 });
    expect(renderStats(stats, plain)).toContain('1 cancelled, 1 interrupted\n');
  });

  test('of nothing say so', () => {
    expect(renderStats(runStats([]), plain)).toBe('Nothing was run here yet.\n');
  });

  test('and costs fit the terminal, whatever the names are', () => {
    const title = 'A very long title \u001b[31m'.repeat(20);
    const journal = new RunJournal([node('0.1', [], { title })], {
      plan: { name: 'N'.repeat(90), title, file: 'PLAN_N.md' },
    })
      .start(0, '0.1')
      .end(5, '0.1', { seconds: 5, outcome: 'failed', message: title, costUsd: 1, usage: usage('m'.repeat(200)) });
    const text =
      renderCosts(runCosts([journal.state()]), plain) + renderStats(runStats([found(journal.state())]), plain);
    expect(text).not.toContain('\u001b');
    for (const line of text.split('\n')) expect(displayWidth(line)).toBeLessThanOrEqual(80);
  });
});
