import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import type { AchievementId } from '../../src/domain/ids.ts';
import { compareIds } from '../../src/domain/ids.ts';
import { entryId } from '../../src/parallel-json/entry-id.ts';
import { nearestIds } from '../../src/text/nearest-ids.ts';
import { parallelFileNames, pieceFileName } from '../../src/parallel-json/parallel-file-names.ts';
import { parseEstimate } from '../../src/parallel-json/parse-estimate.ts';

describe('an estimate', () => {
  test.each([
    [4, 4, 4],
    [0, 0, 0],
    ['4-6', 4, 6],
    ['4–6 hours', 4, 6],
    ['6 to 4h', 4, 6],
    ['3h', 3, 3],
    ['~1.5 hrs', 1.5, 1.5],
    ['1,5', 1.5, 1.5],
    ['90 min', 1.5, 1.5],
    ['30-45 minutes', 0.5, 0.75],
    ['30 min - 1 h', 0.5, 1],
    ['2 days', 16, 16],
    ['1 week', 40, 40],
    ['8+', 8, 8],
  ])('%j is %d to %d hours', (written, minHours, maxHours) => {
    expect(parseEstimate(written)).toEqual({ minHours, maxHours });
  });

  test.each([null, undefined, '', '  '])('%j says nothing', (written) => expect(parseEstimate(written)).toBeNull());

  test.each([-1, 'soon', '4-6-8', '3 apples', true, [], '9'.repeat(40)])('%j cannot be read', (written) => {
    expect(parseEstimate(written)).toBeUndefined();
  });
});

describe('an id', () => {
  test.each(['1.1', '10.12', '3.5.1', '2.1#1', '2.1.3#12'])('%s is one', (text) => expect(entryId(text)).toBe(text));

  test.each(['1', '01.1', '1.1.1.1', '#1', '2.1#', '2.1#0', '2.1#x', '2.1#1#1', ' 1.1'])('%j is none', (text) => {
    expect(entryId(text)).toBeUndefined();
  });

  test('pieces follow their achievement, in the order of their numbers', () => {
    const ids = ['1.10', '1.2#10', '1.2', '1.2.1', '1.2#9'] as AchievementId[];
    expect(ids.sort(compareIds)).toEqual(['1.2', '1.2#9', '1.2#10', '1.2.1', '1.10']);
  });
});

test.each([
  ['9.9', ['1.9', '2.2', '3.9'], ['3.9', '1.9']],
  ['1.11', ['1.1', '1.12', '2.11'], ['1.12', '1.1']],
  ['2.01', ['2.0', '2.1', '3.1'], ['2.1', '2.0']],
  ['17.30', ['1.1', '2.1'], []],
  ['1.1', [], []],
])('who wrote %s among %j may have meant %j', (wanted, among, nearest) => {
  expect(nearestIds(wanted, among as AchievementId[])).toEqual(nearest);
});

test('the file is called parallel.json, and three older names are known', () => {
  expect(parallelFileNames).toEqual([
    'parallel.json',
    'PARALLEL-EXECUTION-ANALYSIS.json',
    'parallel-execution.json',
    'parallel_analysis.json',
  ]);
  expect([pieceFileName('3.2' as AchievementId), pieceFileName('1.11' as AchievementId)]).toEqual([
    'parallel_32.json',
    'parallel_1-11.json',
  ]);
});

test('the schema says what every property is for', () => {
  const silent: string[] = [];
  const look = (node: unknown, path: string): void => {
    if (typeof node !== 'object' || node === null) return;
    for (const [key, value] of Object.entries(node)) {
      if (key === 'properties') {
        for (const [name, property] of Object.entries(value as Record<string, Record<string, unknown>>)) {
          if (typeof property.description !== 'string') silent.push(`${path}.${name}`);
          look(property, `${path}.${name}`);
        }
      } else look(value, `${path}.${key}`);
    }
  };
  look(JSON.parse(readFileSync(new URL('../../schemas/parallel.schema.json', import.meta.url), 'utf8')), '');
  expect(silent).toEqual([]);
});
