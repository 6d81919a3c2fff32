import fc from 'fast-check';
import { expect, test } from 'vitest';
import { dependenciesOf } from '../../src/graph/graph.ts';
import { levels, width } from '../../src/graph/levels.ts';
import { graphOf, samples, seeded } from './random-graphs.ts';

test.each([
  { name: 'nothing', needs: {}, expected: [] },
  { name: 'one node', needs: { a: [] }, expected: [['a']] },
  { name: 'a chain', needs: { a: [], b: ['a'], c: ['b'] }, expected: [['a'], ['b'], ['c']] },
  { name: 'a diamond', needs: { a: [], b: ['a'], c: ['a'], d: ['b', 'c'] }, expected: [['a'], ['b', 'c'], ['d']] },
  {
    name: 'two chains side by side',
    needs: { a: [], b: ['a'], c: [], d: ['c'] },
    expected: [
      ['a', 'c'],
      ['b', 'd'],
    ],
  },
  { name: 'a short cut', needs: { a: [], b: ['a'], c: ['a', 'b'] }, expected: [['a'], ['b'], ['c']] },
  { name: 'a chain against id order', needs: { a: ['b'], b: ['c'], c: [] }, expected: [['c'], ['b'], ['a']] },
])('$name falls into its levels', ({ needs, expected }) => {
  expect(levels(graphOf(needs))).toEqual(expected);
});

test('the width is that of the largest level', () => {
  expect(width(graphOf({ a: [], b: ['a'], c: ['a'], d: ['a'] }))).toBe(3);
  expect(width(graphOf({}))).toBe(0);
});

test('a cycle has no levels', () => {
  expect(() => levels(graphOf({ a: ['b'], b: ['a'] }))).toThrow('Internal error: the graph has a cycle.');
});

test('levels are those of the recursive definition', () => {
  fc.assert(
    fc.property(samples(), ({ graph }) => {
      const levelOf = (id: string): number =>
        Math.max(0, ...dependenciesOf(graph, id).map((dependency) => levelOf(dependency) + 1));
      const found = levels(graph).flatMap((ids, level) => ids.map((id) => [id, level] as const));
      expect(new Map(found)).toEqual(new Map(graph.ids.map((id) => [id, levelOf(id)])));
      for (const ids of levels(graph)) expect(ids).toEqual([...ids].sort());
    }),
    seeded,
  );
});

test('a chain of a hundred thousand nodes needs no recursion', () => {
  const ids = Array.from({ length: 100_000 }, (_, at) => `n${String(at).padStart(6, '0')}`);
  const chain = graphOf(Object.fromEntries(ids.map((id, at) => [id, ids.slice(Math.max(0, at - 1), at)])));
  expect(levels(chain)).toHaveLength(100_000);
});
