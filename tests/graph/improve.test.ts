import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { conflictBoundHours } from '../../src/graph/conflict-bound.ts';
import { enoughExecutors } from '../../src/graph/enough-executors.ts';
import { buildGraph } from '../../src/graph/graph.ts';
import { improve } from '../../src/graph/improve.ts';
import { lowerBoundHours } from '../../src/graph/lower-bound.ts';
import { simulate } from '../../src/graph/simulate.ts';
import { withWrongEstimates } from '../../src/graph/wrong-estimates.ts';
import { conflictSamples, graphOf, seeded } from './random-graphs.ts';

const options = fc.record({
  executors: fc.integer({ min: 1, max: 6 }),
  pools: fc.dictionary(fc.constantFrom('default', 'design', 'review'), fc.integer({ min: 1, max: 3 })),
});

describe('improvement', () => {
  test('never makes a schedule longer, beats no bound, and its order gives it again', () => {
    fc.assert(
      fc.property(conflictSamples(), options, ({ graph, conflicts }, given) => {
        const all = { ...given, conflicts };
        const { simulation, order } = improve(graph, all, 4);
        expect(simulation.makespanHours).toBeLessThanOrEqual(simulate(graph, all).makespanHours);
        expect(simulation.makespanHours).toBeGreaterThanOrEqual(
          lowerBoundHours(graph, given.executors, given.pools) - 1e-6,
        );
        expect(simulate(graph, order === undefined ? all : { ...all, order })).toEqual(simulation);
      }),
      seeded,
    );
  });

  test('finds what longest path first misses', () => {
    // Longest first packs 5 beside 3, and then 2 and the chain of 1 and 1 no longer fit evenly.
    const graph = graphOf({ a: [], b: [], c: [], d: [], e: ['d'] }, { a: 2, b: 5, c: 3 });
    expect(simulate(graph, { executors: 2 }).makespanHours).toBe(7);
    expect(improve(graph, { executors: 2 }, 8).simulation.makespanHours).toBe(6);
  });

  test('leaves a schedule with a barrier as it is', () => {
    const graph = graphOf({ a: [], b: ['a'], c: [] }, { c: 4 });
    expect(improve(graph, { executors: 2, barrier: true }, 8).simulation).toEqual(
      simulate(graph, { executors: 2, barrier: true }),
    );
  });

  test('takes an order only if it names every node once', () => {
    const graph = graphOf({ a: [], b: [] });
    for (const order of [['a'], ['a', 'a'], ['a', 'b', 'b']]) {
      expect(() => simulate(graph, { executors: 1, order })).toThrow('names every id once');
    }
  });
});

describe('graphs whose optimum is proved', () => {
  interface Case {
    readonly id: string;
    readonly durations: readonly number[];
    readonly dependencies: readonly (readonly number[])[];
    readonly optimum: Readonly<Record<string, number | null>>;
  }
  const file = new URL('../../bench/data/own-dag-optima.json', import.meta.url);
  const cases = (JSON.parse(readFileSync(file, 'utf8')) as Case[]).flatMap((one) => {
    const graph = buildGraph(
      one.durations.map((hours, node) => ({ id: String(node), hours, priority: null })),
      one.dependencies.flatMap((ons, from) => ons.map((on) => ({ from: String(from), on: String(on) }))),
      (a, b) => Number(a) - Number(b),
    );
    return Object.entries(one.optimum).flatMap(([executors, optimum]) =>
      optimum === null ? [] : [{ graph, executors: Number(executors), optimum }],
    );
  });

  test.each([
    ['the simulation', 0],
    ['its improvement', 8],
  ])('%s is within half a percent of them on average, never 15 %% above, never below', (_, rounds) => {
    const ratios = cases.map(
      ({ graph, executors, optimum }) => improve(graph, { executors }, rounds).simulation.makespanHours / optimum,
    );
    expect(ratios.length).toBe(228);
    expect(Math.min(...ratios)).toBe(1);
    expect(Math.max(...ratios)).toBeLessThan(1.15);
    expect(ratios.reduce((sum, ratio) => sum + ratio, 0) / ratios.length).toBeLessThan(1.005);
  });
});

test('conflicts among all of a set bound a schedule by the sum of it, and the ways to it and on', () => {
  const graph = graphOf(
    { start: [], a: ['start'], b: ['start'], c: ['start'], end: ['a', 'b', 'c'] },
    { start: 1, a: 2, b: 3, c: 4, end: 5 },
  );
  const pairs = [
    { a: 'a', b: 'b' },
    { a: 'b', b: 'c' },
  ];
  expect(conflictBoundHours(graph, [])).toBe(0);
  expect(conflictBoundHours(graph, pairs)).toBe(13);
  expect(conflictBoundHours(graph, [...pairs, { a: 'a', b: 'c' }])).toBe(15);
});

describe('enough executors', () => {
  test.each([
    { name: 'three chains want three', needs: { a: [], b: ['a'], c: [], d: ['c'], e: [], f: ['e'] }, executors: 3 },
    { name: 'a chain wants one', needs: { a: [], b: ['a'], c: ['b'] }, executors: 1 },
    { name: 'nothing wants one', needs: {}, executors: 1 },
    {
      name: 'short ones share an executor beside a long one',
      needs: { a: [], b: [], c: [] },
      hours: { a: 2 },
      executors: 2,
    },
  ])('$name', ({ needs, hours, executors }) => {
    const graph = graphOf(needs, hours ?? {});
    expect(enoughExecutors(graph, (count) => simulate(graph, { executors: count })).executors).toBe(executors);
  });

  test('are as fast as any number, and one less is slower', () => {
    fc.assert(
      fc.property(conflictSamples(), ({ graph, conflicts }) => {
        const hours = (executors: number) => simulate(graph, { executors, conflicts }).makespanHours;
        const enough = enoughExecutors(graph, (executors) => simulate(graph, { executors, conflicts }));
        expect(enough.makespanHours).toBeLessThanOrEqual(hours(Infinity));
        expect(hours(enough.executors)).toBe(enough.makespanHours);
        if (enough.executors > 1) expect(hours(enough.executors - 1)).toBeGreaterThan(hours(Infinity));
      }),
      seeded,
    );
  });
});

describe('wrong estimates', () => {
  const graph = graphOf({ a: [], b: ['a'], c: [], d: ['b', 'c'] }, { a: 2, b: 3, c: 4, d: 1 });
  const order = graph.ids;
  const spread = (seed: number, deviation = 0.5) =>
    withWrongEstimates(graph, { executors: 2, order }, { rounds: 200, seed, deviation });

  test('are the same for the same seed, and others for another', () => {
    expect(spread(1)).toEqual(spread(1));
    expect(spread(1)).not.toEqual(spread(2));
  });

  test('change nothing where they are right', () => {
    const { makespanHours } = simulate(graph, { executors: 2, order });
    expect(spread(1, 0)).toEqual({ medianHours: makespanHours, ninetiethHours: makespanHours });
  });

  test('make most runs longer than planned', () => {
    const { medianHours, ninetiethHours } = spread(1);
    expect(medianHours).toBeGreaterThan(6);
    expect(ninetiethHours).toBeGreaterThan(medianHours);
  });
});
