import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { groups } from '../../src/graph/groups.ts';
import { conflictSamples, seeded } from './random-graphs.ts';

const pairs = (text: string) => text.split(' ').map((pair) => ({ a: pair[0]!, b: pair[1]! }));

describe('groups of a level', () => {
  test.each([
    { name: 'nothing', ids: '', conflicts: [], expected: [] },
    { name: 'no conflicts: one group', ids: 'abc', conflicts: [], expected: ['abc'] },
    { name: 'one pair: only that one is split', ids: 'abcd', conflicts: pairs('bc'), expected: ['abd', 'c'] },
    { name: 'a conflict with another level does not count', ids: 'ab', conflicts: pairs('ax xb'), expected: ['ab'] },
    { name: 'all against all', ids: 'abc', conflicts: pairs('ab bc ca'), expected: ['a', 'b', 'c'] },
    { name: 'a pair named twice', ids: 'ab', conflicts: pairs('ab ba'), expected: ['a', 'b'] },
    { name: 'a path needs two', ids: 'abcd', conflicts: pairs('ac cd db'), expected: ['ad', 'bc'] },
    { name: 'free ones join the first', ids: 'abcz', conflicts: pairs('ab'), expected: ['acz', 'b'] },
    {
      name: 'two sides whose members conflict crosswise, where first come takes three',
      ids: 'abcdef',
      conflicts: pairs('ad af cb cf eb ed'),
      expected: ['ace', 'bdf'],
    },
  ])('$name', ({ ids, conflicts, expected }) => {
    expect(groups(ids.split(''), conflicts)).toEqual(expected.map((group) => group.split('')));
  });

  test('hold every member once, none with a rival, and no more of them than the most rivals plus one', () => {
    fc.assert(
      fc.property(conflictSamples(), ({ graph: { ids }, conflicts }) => {
        const rounds = groups(ids, conflicts);
        expect(rounds.flat().sort()).toEqual([...ids]);
        for (const round of rounds) {
          expect(conflicts.some(({ a, b }) => round.includes(a) && round.includes(b))).toBe(false);
          expect(round).toEqual([...round].sort());
        }
        const rivals = (id: string) =>
          new Set(conflicts.flatMap(({ a, b }) => (a === id ? [b] : b === id ? [a] : []))).size;
        expect(rounds.length).toBeLessThanOrEqual(Math.max(-1, ...ids.map(rivals)) + 1);
        expect(groups(ids, conflicts.toReversed())).toEqual(rounds);
      }),
      seeded,
    );
  });
});
