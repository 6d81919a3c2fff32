import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { conflictBoundHours } from '../../src/graph/conflict-bound.ts';
import { buildGraph } from '../../src/graph/graph.ts';
import { levels } from '../../src/graph/levels.ts';
import { lowerBoundHours, totalHours } from '../../src/graph/lower-bound.ts';
import type { SimulationOptions } from '../../src/graph/simulate.ts';
import { simulate } from '../../src/graph/simulate.ts';
import { processorSeconds } from '../support/processor-seconds.ts';
import { byText, conflictSamples, graphOf, seeded } from './random-graphs.ts';

const diamond = { a: [], b: ['a'], c: ['a'], d: ['b', 'c'] };
const twoChains = { a: [], b: ['a'], c: [], d: ['c'] };

describe('a simulated run', () => {
  test('says who does what, and when', () => {
    expect(simulate(graphOf(diamond, { b: 2, c: 3 }), { executors: 2 })).toEqual({
      assignments: [
        { id: 'a', executor: 1, startHours: 0, endHours: 1 },
        { id: 'c', executor: 1, startHours: 1, endHours: 4 },
        { id: 'b', executor: 2, startHours: 1, endHours: 3 },
        { id: 'd', executor: 1, startHours: 4, endHours: 5 },
      ],
      makespanHours: 5,
    });
  });

  test.each<{ name: string; needs: Record<string, string[]>; options: SimulationOptions<string>; hours: number }>([
    { name: 'nothing takes no time', needs: {}, options: { executors: 1 }, hours: 0 },
    { name: 'a chain takes its sum', needs: { a: [], b: ['a'], c: ['b'] }, options: { executors: 9 }, hours: 3 },
    { name: 'two chains side by side take half', needs: twoChains, options: { executors: Infinity }, hours: 2 },
    { name: 'one executor takes all the hours', needs: twoChains, options: { executors: 1 }, hours: 4 },
    {
      name: 'a conflict keeps two apart',
      needs: twoChains,
      options: { executors: 2, conflicts: [{ a: 'a', b: 'c' }] },
      hours: 3,
    },
    { name: 'a pool is a limit', needs: twoChains, options: { executors: 2, pools: { default: 1 } }, hours: 4 },
  ])('$name', ({ needs, options, hours }) => {
    expect(simulate(graphOf(needs), options).makespanHours).toBe(hours);
  });

  test('a barrier waits for the whole level', () => {
    const graph = graphOf(twoChains, { a: 3, b: 1, c: 1, d: 3 });
    expect(simulate(graph, { executors: 2 }).makespanHours).toBe(4);
    expect(simulate(graph, { executors: 2, barrier: true }).makespanHours).toBe(6);
  });

  test('nodes without hours keep their order and take no time', () => {
    const graph = graphOf({ a: [], b: ['a'], c: ['b'] }, { a: 0, b: 0, c: 0 });
    for (const barrier of [false, true]) {
      const { assignments, makespanHours } = simulate(graph, { executors: 1, barrier });
      expect(assignments.map(({ id }) => id)).toEqual(['a', 'b', 'c']);
      expect(makespanHours).toBe(0);
    }
  });

  test('tenths of hours add up without binary noise', () => {
    const graph = graphOf({ a: [], b: ['a'] }, { a: 0.1, b: 0.2 });
    expect(simulate(graph, { executors: 1 }).makespanHours).toBe(0.3);
  });

  test.each([0, -2, 1.5, NaN])('refuses %s executors', (executors) => {
    expect(() => simulate(graphOf(diamond), { executors })).toThrow('at least 1');
  });

  test('refuses a cycle instead of standing still', () => {
    expect(() => simulate(graphOf({ a: ['b'], b: ['a'] }), { executors: 1 })).toThrow('the graph has a cycle');
  });
});

const options = fc.record({
  executors: fc.oneof(fc.integer({ min: 1, max: 6 }), fc.constant(Infinity)),
  pools: fc.dictionary(fc.constantFrom('default', 'design', 'review'), fc.integer({ min: 1, max: 3 })),
  barrier: fc.boolean(),
});

describe('every simulated run', () => {
  test('does each node once, breaks no order, limit or conflict, and beats no bound', () => {
    fc.assert(
      fc.property(conflictSamples(), options, ({ graph, edges, hoursOf, poolOf, conflicts }, given) => {
        const { assignments, makespanHours } = simulate(graph, { ...given, conflicts });
        expect(assignments.map(({ id }) => id).sort()).toEqual(graph.ids);
        const of = new Map(assignments.map((one) => [one.id, one]));
        for (const { id, startHours, endHours } of assignments) {
          expect(endHours - startHours).toBeCloseTo(hoursOf.get(id)!, 6);
        }
        for (const { from, on } of edges) {
          expect(of.get(from)!.startHours).toBeGreaterThanOrEqual(of.get(on)!.endHours);
          expect(assignments.indexOf(of.get(from)!)).toBeGreaterThan(assignments.indexOf(of.get(on)!));
        }
        const overlap = (a: string, b: string) =>
          of.get(a)!.startHours < of.get(b)!.endHours && of.get(b)!.startHours < of.get(a)!.endHours;
        for (const { a, b } of conflicts) expect(overlap(a, b)).toBe(false);
        for (const { id, executor, startHours } of assignments) {
          const others = assignments.filter((one) => one.startHours <= startHours && startHours < one.endHours);
          expect(others.length).toBeLessThanOrEqual(given.executors);
          expect(others.filter((one) => one.executor === executor).length).toBeLessThanOrEqual(1);
          const pool = poolOf.get(id)!;
          const inPool = others.filter((one) => poolOf.get(one.id) === pool).length;
          expect(inPool).toBeLessThanOrEqual(given.pools[pool] ?? Infinity);
        }
        if (given.barrier) {
          levels(graph).reduce((before, level) => {
            for (const id of level) expect(of.get(id)!.startHours).toBeGreaterThanOrEqual(before);
            return Math.max(before, ...level.map((id) => of.get(id)!.endHours));
          }, 0);
        }
        expect(makespanHours).toBe(Math.max(0, ...assignments.map(({ endHours }) => endHours)));
        expect(makespanHours).toBeGreaterThanOrEqual(lowerBoundHours(graph, given.executors, given.pools) - 1e-6);
        expect(makespanHours).toBeGreaterThanOrEqual(conflictBoundHours(graph, conflicts) - 1e-6);
        expect(makespanHours).toBeLessThanOrEqual(totalHours(graph) + 1e-6);
      }),
      seeded,
    );
  });

  test('goes the same way for the same input', () => {
    fc.assert(
      fc.property(conflictSamples(), options, ({ graph, conflicts }, given) => {
        const again = simulate(graph, { ...given, conflicts: conflicts.toReversed() });
        expect(again).toEqual(simulate(graph, { ...given, conflicts }));
      }),
      seeded,
    );
  });

  test('with unlimited executors and no conflicts takes exactly the critical path', () => {
    fc.assert(
      fc.property(conflictSamples(), ({ graph }) => {
        const { makespanHours } = simulate(graph, { executors: Infinity });
        expect(makespanHours).toBeCloseTo(lowerBoundHours(graph, Infinity), 6);
      }),
      seeded,
    );
  });

  test('of equal independent nodes is never longer for one executor more', () => {
    const counts = [fc.integer({ min: 1, max: 40 }), fc.integer({ min: 1, max: 12 }), fc.integer({ min: 0, max: 8 })];
    fc.assert(
      fc.property(
        ...(counts as [fc.Arbitrary<number>, fc.Arbitrary<number>, fc.Arbitrary<number>]),
        (size, executors, hours) => {
          const nodes = Array.from({ length: size }, (_, at) => ({ id: `n${at}`, hours, priority: null }));
          const graph = buildGraph(nodes, [], byText);
          const makespan = (count: number) => simulate(graph, { executors: count }).makespanHours;
          expect(makespan(executors)).toBe(Math.ceil(size / executors) * hours);
          expect(makespan(executors + 1)).toBeLessThanOrEqual(makespan(executors));
        },
      ),
      seeded,
    );
  });
});

test('ten thousand nodes behind one small pool and many conflicts are simulated in less than a second', () => {
  const ids = Array.from({ length: 10_000 }, (_, at) => `n${String(at).padStart(5, '0')}`);
  const nodes = ids.map((id, at) => ({
    id,
    hours: 1 + (at % 7),
    priority: null,
    pool: at % 2 === 0 ? 'small' : 'large',
  }));
  const conflicts = ids.slice(1).map((id, at) => ({ a: id, b: ids[(at * 31) % 9_000]! }));
  const seconds = processorSeconds();
  const { assignments } = simulate(buildGraph(nodes, [], byText), {
    executors: Infinity,
    pools: { small: 2 },
    conflicts: conflicts.filter(({ a, b }) => a !== b),
  });
  expect(assignments).toHaveLength(10_000);
  expect(seconds()).toBeLessThan(1);
});
