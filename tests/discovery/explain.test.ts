import { expect, test } from 'vitest';
import { discover } from '../../src/discovery/discover.ts';
import { explain } from '../../src/discovery/explain.ts';
import { id, museum, planOf, subplanOf } from './documents.ts';

const found = discover({
  plan: planOf(
    museum(
      { '1.1': '- **Dependencies**: 0.1' },
      '2.1 needs 1.1.\n\n1.2 and 1.3 can run in parallel.\n\n1.2 does not depend on 0.2.',
    ),
    { '1.2': { deliverables: [{ text: 'a', path: 'a.ts' }] }, '1.3': { deliverables: [{ text: 'a', path: 'a.ts' }] } },
  ),
  subplans: [subplanOf('2.3', 'This builds on Achievement 2.2.')],
  scope: 3,
});

test('an edge is explained by its lines, whichever way round it is asked', () => {
  for (const [a, b] of [
    ['2.1', '1.1'],
    ['1.1', '2.1'],
  ] as const) {
    expect(explain(found, id(a), id(b)).way).toMatchObject([
      { from: '2.1', dependency: { on: '1.1', evidence: [{ kind: 'prose', text: '2.1 needs 1.1.' }] } },
    ]);
  }
});

test('an indirect order is explained by a shortest way', () => {
  expect(explain(found, id('2.1'), id('0.1')).way.map(({ from, dependency }) => [from, dependency.on])).toEqual([
    ['2.1', '1.1'],
    ['1.1', '0.1'],
  ]);
});

test('no order comes with what else is known of the pair', () => {
  const beside = explain(found, id('1.3'), id('1.2'));
  expect(beside).toMatchObject({ way: [], conflict: { a: '1.2', b: '1.3', paths: ['a.ts'] }, independence: [{}] });
  expect(explain(found, id('2.2'), id('2.3')).notes).toMatchObject([{ from: '2.3', on: '2.2' }]);
  expect(explain(found, id('1.2'), id('0.2')).denials).toHaveLength(1);
});

test('an id that the plan does not have is named', () => {
  expect(explain(found, id('2.1'), id('8.8')).unknown).toEqual(['8.8']);
});
