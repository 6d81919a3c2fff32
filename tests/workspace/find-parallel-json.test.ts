import { describe, expect, test } from 'vitest';
import { findParallelJson, foreignParallelJson } from '../../src/workspace/find-parallel-json.ts';

const names = [
  'parallel.json',
  'PARALLEL-EXECUTION-ANALYSIS.json',
  'parallel-execution.json',
  'parallel_analysis.json',
];
const plan = { name: 'TIDES', file: 'plans/TIDES/PLAN_TIDES.md' };

describe('the parallel.json of a plan', () => {
  test.each([...names, 'Parallel.JSON'])('is found as %s', (name) => {
    const path = `plans/TIDES/${name}`;
    expect(findParallelJson(plan, [path, `plans/TIDES/old/${name}`, 'parallel.json'], names)).toEqual({
      path,
      problems: [],
    });
  });

  test('is the one that we write when there are several, which is a problem', () => {
    const paths = ['plans/TIDES/parallel_analysis.json', 'plans/TIDES/parallel.json'];
    const found = findParallelJson(plan, paths, names);
    expect(found.path).toBe('plans/TIDES/parallel.json');
    expect(found.problems).toMatchObject([{ rule: 'duplicate-document' }]);
  });

  test('may be missing', () => {
    expect(findParallelJson(plan, ['plans/TIDES/parallel_11.json'], names)).toEqual({ path: null, problems: [] });
  });
});

describe('a parallel.json by its plan_name', () => {
  const rule = (name: string | null, sharedWith: string[] = []) =>
    foreignParallelJson(plan, 'parallel.json', name, sharedWith)?.rule;

  test.each(['TIDES', 'tides', 'PLAN_TIDES', 'PLAN_TIDES.md'])('is the own one when it says %s', (name) => {
    expect(rule(name, ['HARBOUR'])).toBeUndefined();
  });

  test('is that of another plan when it says so', () => {
    expect(rule('HARBOUR')).toBe('foreign-document');
    expect(rule('HARBOUR', ['HARBOUR'])).toBe('foreign-document');
  });

  test('without a name is the own one only where no other plan is', () => {
    expect(rule(null)).toBeUndefined();
    expect(rule(' ', ['HARBOUR'])).toBe('ambiguous-document');
  });
});
