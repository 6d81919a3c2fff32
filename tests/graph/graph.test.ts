import { describe, expect, test } from 'vitest';
import { achievementId, compareIds } from '../../src/domain/ids.ts';
import { buildGraph, dependenciesOf, dependentsOf } from '../../src/graph/graph.ts';
import { byText } from './random-graphs.ts';

const node = (id: string, hours = 1) => ({ id, hours, priority: null });

describe('a graph', () => {
  test('lists ids, dependencies and dependents in id order, whatever order they come in', () => {
    const ids = ['1.10', '1.2', '1.1', '2.1'].map((text) => achievementId(text)!);
    const [ten, two, one, last] = ids as [(typeof ids)[0], (typeof ids)[0], (typeof ids)[0], (typeof ids)[0]];
    const graph = buildGraph(
      ids.map((id) => ({ id, hours: 2, priority: 1 })),
      [
        { from: last, on: ten },
        { from: two, on: one },
        { from: last, on: two },
        { from: ten, on: one },
      ],
      compareIds,
    );
    expect(graph.ids).toEqual(['1.1', '1.2', '1.10', '2.1']);
    expect(dependenciesOf(graph, last)).toEqual(['1.2', '1.10']);
    expect(dependentsOf(graph, one)).toEqual(['1.2', '1.10']);
    expect(dependentsOf(graph, last)).toEqual([]);
  });

  test('may be empty', () => {
    expect(buildGraph([], [], byText).ids).toEqual([]);
  });

  test.each([
    ['an id given twice', () => buildGraph([node('a'), node('b'), node('a')], [], byText), 'given a twice'],
    ['a dependency on nothing', () => buildGraph([node('a')], [{ from: 'a', on: 'x' }], byText), 'does not have x'],
    ['an edge from nothing', () => buildGraph([node('a')], [{ from: 'x', on: 'a' }], byText), 'does not have x'],
    [
      'an edge given twice',
      () =>
        buildGraph(
          [node('a'), node('b')],
          [1, 2].map(() => ({ from: 'b', on: 'a' })),
          byText,
        ),
      'edge from b on a was given twice',
    ],
    ['hours below nothing', () => buildGraph([node('a', -1)], [], byText), 'a has -1 hours'],
    ['hours that are no number', () => buildGraph([node('a', NaN)], [], byText), 'a has NaN hours'],
  ])('refuses %s, which its caller has to check', (_, build, message) => {
    expect(build).toThrow(`Internal error:`);
    expect(build).toThrow(message);
  });
});
