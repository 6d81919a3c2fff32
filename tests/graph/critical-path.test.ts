import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { criticalPath } from '../../src/graph/critical-path.ts';
import { dependenciesOf } from '../../src/graph/graph.ts';
import { lowerBoundHours, totalHours } from '../../src/graph/lower-bound.ts';
import { pathHours } from '../../src/graph/path-hours.ts';
import { graphOf, samples, seeded } from './random-graphs.ts';

const diamond = { a: [], b: ['a'], c: ['a'], d: ['b', 'c'] };

describe('the critical path', () => {
  test.each([
    { name: 'of nothing is empty', needs: {}, hours: {}, ids: [], total: 0 },
    { name: 'of a chain is all of it', needs: { a: [], b: ['a'] }, hours: { a: 2, b: 3 }, ids: ['a', 'b'], total: 5 },
    { name: 'takes the longer way', needs: diamond, hours: { b: 1, c: 4 }, ids: ['a', 'c', 'd'], total: 6 },
    { name: 'takes the first of equal ways', needs: diamond, hours: {}, ids: ['a', 'b', 'd'], total: 3 },
    { name: 'counts hours, not nodes', needs: { a: [], b: ['a'], c: [] }, hours: { c: 3 }, ids: ['c'], total: 3 },
    {
      name: 'is not decided by binary noise',
      needs: { a: [], b: [], c: ['b'] },
      hours: { a: 0.3, b: 0.1, c: 0.2 },
      ids: ['a'],
      total: 0.3,
    },
  ])('$name', ({ needs, hours, ids, total }) => {
    expect(criticalPath(graphOf(needs, hours))).toEqual({ ids, hours: total });
  });

  test('is a path, as long as the longest way found by recursion', () => {
    fc.assert(
      fc.property(samples(), ({ graph, hoursOf }) => {
        const longestTo = (id: string): number =>
          hoursOf.get(id)! + Math.max(0, ...dependenciesOf(graph, id).map(longestTo));
        const { ids, hours } = criticalPath(graph);
        expect(hours).toBeCloseTo(Math.max(0, ...graph.ids.map(longestTo)), 6);
        expect(ids.reduce((sum, id) => sum + hoursOf.get(id)!, 0)).toBeCloseTo(hours, 6);
        ids.slice(1).forEach((id, at) => expect(dependenciesOf(graph, id)).toContain(ids[at]));
      }),
      seeded,
    );
  });
});

test('path hours count from the start of a node to the end of all behind it', () => {
  expect([...pathHours(graphOf(diamond, { a: 1, b: 2, c: 5, d: 0.5 }))]).toEqual([6.5, 2.5, 5.5, 0.5]);
});

describe('the lower bound', () => {
  const graph = graphOf(diamond, { b: 4, c: 4 });
  test('is all the work on one executor', () => {
    expect(totalHours(graph)).toBe(10);
    expect(lowerBoundHours(graph, 1)).toBe(10);
  });
  test('is the critical path on many', () => {
    expect(lowerBoundHours(graph, 2)).toBe(6);
    expect(lowerBoundHours(graph, Infinity)).toBe(6);
  });
  test('is nothing for nothing', () => {
    expect(lowerBoundHours(graphOf({}), Infinity)).toBe(0);
  });
  test.each([0, -1, 1.5, NaN])('refuses %s executors', (executors) => {
    expect(() => lowerBoundHours(graph, executors)).toThrow('at least 1');
  });
});
