import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { budgetState } from '../../src/app/run/budget.ts';
import { costForecast, nodesLeft } from '../../src/app/run/cost-forecast.ts';
import { runCosts } from '../../src/app/run-costs.ts';
import { liveView } from '../../src/app/run/live-view.ts';
import { likelyRange } from '../../src/app/run/likely-range.ts';
import { overLimit } from '../../src/journal/over-limit.ts';
import { reachedLimit } from '../../src/journal/reached-limit.ts';
import { noLimits } from '../../src/policy/run-budget.ts';
import { renderLive } from '../../src/reporting/live/render-live.ts';
import { node, openedAt, RunJournal } from '../reporting/run-journal.ts';
import { id, plain } from '../reporting/sample-plan.ts';

const tokens = (inputTokens: number) => ({
  inputTokens,
  outputTokens: 10,
  cacheReadTokens: 5,
  cacheWriteTokens: 1,
  model: null,
});

const spawned = (text: string, attempt: number) => ({
  type: 'attempt_spawned' as const,
  node: id(text),
  attempt,
  group: 1,
});

/** 0.1 cost 0.10 and 0.20, 0.2 said nothing, 1.1 is at work. */
const spending = (): RunJournal =>
  new RunJournal([node('0.1'), node('0.2'), node('1.1', ['0.1'])])
    .start(0, '0.1', 1, 1)
    .start(0, '0.2', 1, 2)
    .at(1, spawned('0.1', 1), spawned('0.2', 1))
    .end(5, '0.1', { seconds: 5, outcome: 'failed', message: 'no', costUsd: 0.1, usage: tokens(100) })
    .start(6, '0.1', 2, 1)
    .at(6, spawned('0.1', 2))
    .end(9, '0.1', { seconds: 3, costUsd: 0.2, usage: tokens(200) }, 2)
    .merge(9, '0.1', 2)
    .end(9, '0.2', { seconds: 9 })
    .merge(9, '0.2')
    .start(10, '1.1')
    .at(10, spawned('1.1', 1));

describe('what a run has cost', () => {
  test('is added up over attempts, by node, by level and in all, without noise', () => {
    const { total, levels, nodes } = runCosts([spending().state()]);
    expect(budgetState(spending().state(), noLimits).run).toEqual(total);
    expect(total).toEqual({
      attempts: 4,
      open: 1,
      usd: 0.3,
      tokens: { inputTokens: 300, outputTokens: 20, cacheReadTokens: 10, cacheWriteTokens: 2 },
      withoutUsd: 1,
      unpriced: 0,
      withoutTokens: 1,
    });
    expect(levels).toMatchObject([
      { level: 0, spent: { usd: 0.3 } },
      { level: 1, spent: { usd: null, open: 1 } },
    ]);
    const spentOn = (wanted: string) => nodes.find((one) => one.id === wanted)?.spent;
    expect(spentOn('0.1')).toMatchObject({ usd: 0.3, attempts: 2, withoutUsd: 0 });
    expect(spentOn('0.2')).toMatchObject({ usd: null, tokens: null, withoutUsd: 1 });
  });

  test('does not miss the costs of attempts that never ran a program', () => {
    const journal = new RunJournal([node('0.1')]).start(0, '0.1').end(1, '0.1', { seconds: 0, outcome: 'failed' });
    expect(budgetState(journal.state(), noLimits).run).toMatchObject({ usd: null, withoutUsd: 0 });
  });
});

describe('a budget', () => {
  const limited = (limits: Partial<typeof noLimits>) => budgetState(spending().state(), { ...noLimits, ...limits });

  test.each([
    [{ runUsd: 0.31 }, []],
    [{ runUsd: 0.3 }, [['usd', 0.3, 0.3]]],
    [{ runUsd: 0.2, onReached: 'stop' as const }, [['usd', 0.2, 0.3]]],
    [{ runTokens: 333 }, []],
    [{ runTokens: 332 }, [['tokens', 332, 332]]],
  ])('%o reaches %j', (limits, reached) => {
    const found = reachedLimit({ ...spending().state(), budget: { ...noLimits, ...limits } });
    expect(found === undefined ? [] : [[found.unit, found.limit, found.spent]]).toEqual(reached);
  });

  test('of an attempt is passed only by more than it', () => {
    const over = (attemptUsd: number) =>
      [...spending().state().nodes.values()].flatMap(({ node: { id: of }, attempts }) =>
        attempts.flatMap((attempt) => {
          const words = overLimit(attempt, { ...noLimits, attemptUsd });
          return words === null ? [] : [[of, attempt.number, words]];
        }),
      );
    expect(over(0.2)).toEqual([]);
    const words = 'It cost $0.20, more than the $0.15 that an attempt may cost, and is not repeated.';
    expect(over(0.15)).toEqual([['0.1', 2, words]]);
  });

  test('has so much left', () => {
    expect(limited({ runUsd: 1, runTokens: 100 })).toMatchObject({ leftUsd: 0.7, leftTokens: 0 });
    expect(limited({})).toMatchObject({ leftUsd: null, leftTokens: null });
  });

  test('is in the live view, with what is not known', () => {
    const view = (runUsd: number) => {
      const state = { ...spending().state(), budget: { ...noLimits, runUsd } };
      const budgetReached = reachedLimit(state) ?? null;
      return renderLive(liveView({ ...state, budgetReached }, openedAt + 20_000, new Map()), plain, 24).join('\n');
    };
    expect(view(5)).toContain('$0.30 of $5.00, 312 tokens in, 20 out so far; 1 attempt did not say');
    expect(view(0.25)).toContain('The budget is reached: what runs is finished first.');
  });
});

describe('the forecast of costs', () => {
  const done = (costs: readonly (number | null)[], hours: number | null = 2): RunJournal => {
    const journal = new RunJournal(costs.map((_, index) => node(`0.${index + 1}`, [], { hours })));
    for (const [index, costUsd] of costs.entries()) {
      const name = `0.${index + 1}`;
      journal
        .start(index, name)
        .at(index, spawned(name, 1))
        .end(index, name, { seconds: 1, costUsd })
        .merge(index, name);
    }
    return journal;
  };

  test('is unknown where nothing was reported', () => {
    const { usd, tokens: used, basedOn } = costForecast([node('1.1')], [done([null, null]).state()]);
    expect({ usd, used, basedOn }).toEqual({ usd: null, used: null, basedOn: 0 });
    expect(costForecast([node('1.1')], []).usd).toBeNull();
  });

  test('goes by the estimates, from half to twice as much after a single achievement', () => {
    const { usd, levels } = costForecast([node('1.1', [], { hours: 4 }), node('2.1')], [done([1]).state()]);
    expect(usd).toEqual({ low: 1.5, high: 6 });
    expect(levels).toEqual([
      { level: 1, usd: { low: 1, high: 4 }, tokens: null },
      { level: 2, usd: { low: 0.5, high: 2 }, tokens: null },
    ]);
  });

  test('goes by the achievement where there is no estimate', () => {
    const nodes = [node('1.1', [], { hours: null }), node('1.2', [], { hours: 4 })];
    expect(costForecast(nodes, [done([1], null).state()]).usd).toEqual({ low: 1, high: 4 });
    expect(costForecast(nodes, [done([1]).state()]).usd).toEqual({ low: 1.5, high: 6 });
  });

  test('leaves out achievements of which only a part is known', () => {
    expect(costForecast([node('1.1')], [done([1, null]).state()]).basedOn).toBe(1);
  });

  test('of a run is about what is not finished', () => {
    expect(nodesLeft(spending().state()).map((one) => one.id)).toEqual([id('1.1')]);
  });

  test('lies around the mean, and is narrower the more is known', () => {
    const cost = fc.double({ min: 0.01, max: 100, noNaN: true });
    fc.assert(
      fc.property(fc.array(cost, { minLength: 1, maxLength: 20 }), fc.integer({ min: 1, max: 50 }), (costs, count) => {
        const nodes = Array.from({ length: count }, (_, index) => node(`1.${index + 1}`));
        const once = costForecast(nodes, [done(costs).state()]).usd!;
        const mean = costs.reduce((sum, one) => sum + one, 0) / costs.length;
        expect(once.low).toBeLessThan(mean * count);
        expect(once.high).toBeGreaterThan(mean * count);
        const more = costForecast(nodes, [done(costs).state(), done(costs).state(), done(costs).state()]).usd!;
        expect(more.high - more.low).toBeLessThanOrEqual((once.high - once.low) * 1.0001);
      }),
      { seed: 1, numRuns: 200 },
    );
  });
});

describe('the likely range of values', () => {
  test.each([
    [[], null],
    [[10], { low: 5, high: 20 }],
    [[10, 10], { low: 20 / 3, high: 15 }],
    [Array.from({ length: 9 }, () => 10), { low: 9, high: 100 / 9 }],
    [[1, 10, 100], { low: 2.8, high: 82 }],
  ])('of %j', (seen, expected) => {
    const range = likelyRange(seen);
    if (expected === null) expect(range).toBeNull();
    else {
      expect(range!.low).toBeCloseTo(expected.low);
      expect(range!.high).toBeCloseTo(expected.high);
    }
  });
});
