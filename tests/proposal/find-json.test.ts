import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { findJson } from '../../src/parallel-json/find-json.ts';
import { processorSeconds } from '../support/processor-seconds.ts';

const found = (text: string): readonly unknown[] => findJson(text).spans.map(({ value }) => value);

test('any object or list is found in any words without brackets, fenced or not', () => {
  const words = fc.string({ unit: 'binary', maxLength: 80 }).map((text) => text.replace(/[{}[\]]/g, ''));
  const value = fc.jsonValue().filter((one) => typeof one === 'object' && one !== null);
  const fence = fc.constantFrom('', '\n```json\n', '\n~~~\n', '`');
  fc.assert(
    fc.property(words, value, words, fence, fc.constantFrom(0, 2), (before, one, after, mark, indent) => {
      const json = JSON.stringify(one, null, indent);
      expect(found(`${before}${mark}${json}${mark}${after}`)).toEqual([JSON.parse(json)]);
    }),
    { seed: 1, numRuns: 300 },
  );
});

describe('brackets that are prose', () => {
  test.each([
    ['a stray brace before', 'Use { as you like: {"a": 1}', [{ a: 1 }]],
    ['a stray brace after', '{"a": 1} and } or {', [{ a: 1 }]],
    ['an object in braces', '{ the answer is {"a": {"b": "}"}} }', [{ a: { b: '}' } }]],
    ['an object that breaks off before', '{"a": "never\nclosed {"b": 2}', [{ b: 2 }]],
    ['quotes and fences inside a text', '{"a": "\\"```}\\\\"}', [{ a: '"```}\\' }]],
    ['two objects', '{"a": 1} then {"b": 2}', [{ a: 1 }, { b: 2 }]],
    ['a link and a footnote', 'See [the plan](x) [1]: {"a": 1}', [[1], { a: 1 }]],
    ['nothing at all', 'No JSON here, (sorry).', []],
  ])('%s', (_name, text, values) => {
    expect(found(text)).toEqual(values);
  });
});

test.each(['{', '[', '{"', '{"a":', '[{"a":[', '"}{"'])('a million times %j takes no time worth noticing', (piece) => {
  const seconds = processorSeconds();
  findJson(piece.repeat(1_000_000 / piece.length));
  expect(seconds()).toBeLessThan(5);
});
