import fc from 'fast-check';
import { expect, test } from 'vitest';
import { findCycles } from '../../src/graph/cycles.ts';
import { graphOf, reaches, samples, seeded } from './random-graphs.ts';

const ring = (length: number) => {
  const ids = Array.from({ length }, (_, at) => `r${String(at).padStart(6, '0')}`);
  return { ids, needs: Object.fromEntries(ids.map((id, at) => [id, [ids[(at + 1) % length]!]])) };
};

test.each([
  { name: 'no cycle', needs: { a: [], b: ['a'] }, expected: [] },
  { name: 'a node that needs itself', needs: { a: [], b: ['b', 'a'] }, expected: [['b']] },
  { name: 'two that need each other', needs: { b: ['c'], c: ['b'] }, expected: [['b', 'c']] },
  {
    name: 'three, in the order of needing',
    needs: { '2.1': ['2.3'], '2.2': ['2.1'], '2.3': ['2.2'] },
    expected: [['2.1', '2.3', '2.2']],
  },
  { name: 'twenty', needs: ring(20).needs, expected: [ring(20).ids] },
  {
    name: 'the shortest of a knot, though a longer one starts earlier',
    needs: { a: ['b'], b: ['c'], c: ['a', 'd'], d: ['c'] },
    expected: [['c', 'd']],
  },
  {
    name: 'the first of equally short ones',
    needs: { a: ['b', 'c'], b: ['a'], c: ['a'] },
    expected: [['a', 'b']],
  },
  {
    name: 'one for each knot, without what only leads there',
    needs: { a: ['b'], b: ['a', 'x'], c: ['a', 'x'], x: ['y'], y: ['x'], z: [] },
    expected: [
      ['a', 'b'],
      ['x', 'y'],
    ],
  },
])('finds $name', ({ needs, expected }) => {
  expect(findCycles(graphOf(needs))).toEqual(expected);
});

test('a ring of a hundred thousand nodes is found whole', () => {
  const { ids, needs } = ring(100_000);
  expect(findCycles(graphOf(needs))).toEqual([ids]);
});

test('each cycle is real, simple, starts at its smallest id and is as short as any in its knot', () => {
  fc.assert(
    fc.property(samples({ cyclic: true }), ({ graph, edges }) => {
      const cycles = findCycles(graph);
      const needs = (from: string, on: string) => edges.some((edge) => edge.from === from && edge.on === on);
      const shortestThrough = (id: string) => {
        let steps = 1;
        let ends = new Set(edges.filter((edge) => edge.from === id).map((edge) => edge.on));
        for (; !ends.has(id); steps++) {
          ends = new Set(edges.filter((edge) => ends.has(edge.from)).map((edge) => edge.on));
        }
        return steps;
      };
      for (const cycle of cycles) {
        expect(new Set(cycle).size).toBe(cycle.length);
        expect(cycle[0]).toBe([...cycle].sort()[0]);
        expect(cycle.every((id, at) => needs(id, cycle[(at + 1) % cycle.length]!))).toBe(true);
        const knot = graph.ids.filter((id) => reaches(edges, id, cycle[0]!) && reaches(edges, cycle[0]!, id));
        expect(cycle.length).toBe(Math.min(...knot.map(shortestThrough)));
      }
      // Every node that needs itself, directly or through others, belongs to the knot of exactly one cycle.
      for (const id of graph.ids.filter((one) => reaches(edges, one, one))) {
        const knots = cycles.filter(([first]) => reaches(edges, id, first!) && reaches(edges, first!, id));
        expect(knots).toHaveLength(1);
      }
      expect(cycles.length > 0).toBe(graph.ids.some((id) => reaches(edges, id, id)));
    }),
    seeded,
  );
});
