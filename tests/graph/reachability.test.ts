import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { hasPath, reachability } from '../../src/graph/reachability.ts';
import { transitiveReduction } from '../../src/graph/reduction.ts';
import { graphOf, reaches, samples, seeded } from './random-graphs.ts';

describe('reachability', () => {
  const graph = graphOf({ a: [], b: ['a'], c: ['b'], d: ['a'], e: [] });

  test('follows dependencies, and only in their direction', () => {
    expect(hasPath(graph, 'c', 'a')).toBe(true);
    expect(hasPath(graph, 'a', 'c')).toBe(false);
    expect(hasPath(graph, 'c', 'd')).toBe(false);
    expect(hasPath(graph, 'a', 'a')).toBe(false);
  });

  test('independent nodes have no path either way', () => {
    expect(reachability(graph).independentOf('d')).toEqual(['b', 'c', 'e']);
    expect(reachability(graph).independentOf('a')).toEqual(['e']);
  });

  test('a cycle leads a node to itself', () => {
    expect(hasPath(graphOf({ a: ['b'], b: ['a'] }), 'a', 'a')).toBe(true);
  });

  test('all pairs at once say what single questions and the plainest search say', () => {
    fc.assert(
      fc.property(samples(), ({ graph: random, edges }) => {
        const all = reachability(random);
        for (const from of random.ids) {
          for (const to of random.ids) {
            const expected = reaches(edges, from, to);
            expect(all.hasPath(from, to)).toBe(expected);
            expect(hasPath(random, from, to)).toBe(expected);
          }
        }
      }),
      { ...seeded, numRuns: 50 },
    );
  });
});

describe('transitive reduction', () => {
  test('drops the edge that a longer way says already', () => {
    expect(transitiveReduction(graphOf({ a: [], b: ['a'], c: ['a', 'b'], d: ['a', 'c'] }))).toEqual([
      { from: 'b', on: 'a' },
      { from: 'c', on: 'b' },
      { from: 'd', on: 'c' },
    ]);
  });

  test('keeps reachability, and no edge that could go', () => {
    fc.assert(
      fc.property(samples(), ({ graph, edges }) => {
        const kept = transitiveReduction(graph);
        for (const { from, on } of edges) expect(reaches(kept, from, on)).toBe(true);
        for (const edge of kept) {
          expect(edges).toContainEqual(edge);
          expect(
            reaches(
              kept.filter((other) => other !== edge),
              edge.from,
              edge.on,
            ),
          ).toBe(false);
        }
      }),
      seeded,
    );
  });

  test('works across more nodes than it looks at at a time', () => {
    const ids = Array.from({ length: 2500 }, (_, at) => `n${String(at).padStart(4, '0')}`);
    const needs = Object.fromEntries(
      ids.map((id, at) => [id, [at - 1, at - 2, at - 1300].flatMap((on) => ids[on] ?? [])]),
    );
    expect(transitiveReduction(graphOf(needs))).toEqual(ids.slice(1).map((from, at) => ({ from, on: ids[at] })));
  });
});
