import { describe, expect, test } from 'vitest';
import { discover } from '../../src/discovery/discover.ts';
import { each, edgesOf, museum, planOf } from './documents.ts';

describe('assumptions give way to what is said to run side by side', () => {
  const assumed = (after: string): string =>
    edgesOf(
      discover({ plan: planOf(museum({}, after)) }).achievements.flatMap(({ id: from, dependencies }) =>
        dependencies.filter(({ strength }) => strength === 'assumed').map(({ on }) => ({ from, on })),
      ),
    );
  const ground = ['0.1', '0.2'];
  const pages = ['1.1', '1.2', '1.3'];
  const visitors = ['2.1', '2.2', '2.3', '2.10'];
  const sorted = (...edges: readonly string[]): string => edges.join(' ').split(' ').sort().join(' ');

  test.each([
    'Priorities 1 and 2 can run in parallel.',
    'Priority 2 can run in parallel with Priority 1.',
    '- Run Priorities 1 + 2 in parallel (different teams)',
  ])('two priorities, which both wait for the one below: %s', (text) => {
    expect(assumed(text)).toBe(sorted(each(pages, ground), each(visitors, ground)));
  });
  test('and what comes after waits for both', () => {
    expect(assumed('Priorities 0 and 1 can run in parallel.')).toBe(each(visitors, [...ground, ...pages]));
  });
  test('a pair, where only the later one waits for more', () => {
    expect(assumed('1.3 and 2.1 can run in parallel.')).toBe(
      sorted(each(pages, ground), each(['2.1'], [...ground, '1.1', '1.2']), each(['2.2', '2.3', '2.10'], pages)),
    );
  });
  test.each([
    'Within Priorities 1 and 2, achievements can run in parallel.',
    'Priorities 1 and 2 cannot run in parallel.',
  ])('but not to %s', (text) => {
    expect(assumed(text)).toBe(sorted(each(pages, ground), each(visitors, pages)));
  });
});
