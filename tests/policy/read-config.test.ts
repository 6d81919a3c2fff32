import { readFileSync } from 'node:fs';
import { Ajv2020 } from 'ajv/dist/2020.js';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { parseJson } from '../../src/parallel-json/parse-json.ts';
import { readConfig } from '../../src/policy/read-config.ts';

const read = (text: string) => {
  const parsed = parseJson('planloom.config.json', text);
  if (!parsed.ok) throw new Error('no JSON');
  return readConfig(parsed.value.document);
};
const problemsOf = (text: string) => {
  const config = read(text);
  return config.ok ? config.value.problems : config.error;
};

describe('planloom.config.json', () => {
  test('says how many work at the same time, and the slots of pools', () => {
    const config = read('{ "maxExecutors": 4, "pools": { "default": { "slots": 3 }, "reviewers": { "slots": 1 } } }');
    expect(config).toEqual({
      ok: true,
      value: { maxExecutors: 4, pools: { default: 3, reviewers: 1 }, problems: [] },
    });
  });

  test('may say nothing', () => {
    expect(read('{}')).toEqual({ ok: true, value: { maxExecutors: null, pools: {}, problems: [] } });
  });

  test.each([
    ['{ "maxExecutors": 0 }', '«0»', '"maxExecutors" is 0, not a whole number of at least 1.'],
    ['{ "maxExecutors": "4" }', '«"4"»', '"maxExecutors" is the text "4", not a whole number of at least 1.'],
    ['{ "maxExecutors": 2.5 }', '«2.5»', '"maxExecutors" is 2.5, not a whole number of at least 1.'],
    ['{ "pools": [] }', '«[]»', '"pools" is a list, not an object.'],
    ['{ "pools": { "api": 3 } }', '«3»', 'The pool "api" is the number 3, not an object.'],
    ['{ "pools": { "api": {} } }', '«"api"»', 'The pool "api" has no "slots".'],
    [
      '{ "pools": { "api": { "slots": null } } }',
      '«null»',
      '"pools.api.slots" is null, not a whole number of at least 1.',
    ],
    ['{ "executors": [] }', '«[]»', '"executors" is a list, not an object.'],
    ['{ "preset": 3 }', '«3»', '"preset" is the number 3, not a text.'],
    ['[]', '«[]»', 'The file is a list, not an object.'],
  ])('%s is an error at its place', (text, marked, message) => {
    const config = read(text);
    expect(config.ok).toBe(false);
    const [problem, ...others] = problemsOf(text);
    expect(others).toEqual([]);
    const { column = 0, length = 0 } = problem!.at;
    expect(`«${text.slice(column - 1, column - 1 + length)}»`).toBe(marked);
    expect(problem).toMatchObject({ severity: 'error', message });
  });

  test.each([
    ['{ "maxExecuters": 3 }', 'unknown-key', 'Did you mean "maxExecutors"?'],
    ['{ "pools": { "api": { "slots": 1, "slot": 2 } } }', 'unknown-key', 'Did you mean "slots"?'],
    ['{ "quite another thing": 1 }', 'unknown-key', 'Known keys: maxExecutors, pools, executors, worktree'],
    ['{ "worktreeRoot": "/srv" }', 'misplaced-key', 'Remove it from this file.'],
  ])('%s is a warning, and the rest counts', (text, rule, advice) => {
    expect(read(text).ok).toBe(true);
    const [problem] = problemsOf(text);
    expect(problem).toMatchObject({ rule, severity: 'warning' });
    expect(problem?.advice).toContain(advice);
  });

  test('all its problems are told at once, in the order of the file', () => {
    const text = '{\n "pools": { "api": {} },\n "pool": 1,\n "maxExecutors": -1\n}';
    expect(problemsOf(text).map(({ at }) => at.line)).toEqual([2, 3, 4]);
  });

  test('is refused by the reader exactly where the published schema refuses it', () => {
    const schema = JSON.parse(
      readFileSync(new URL('../../schemas/config.schema.json', import.meta.url), 'utf8'),
    ) as object;
    const validate = new Ajv2020({ strict: false }).compile(schema);
    const value = fc.oneof(fc.integer({ min: -2, max: 5 }), fc.constantFrom(null, 'three', 1.5, [], {}, true));
    const pool = fc.oneof(value, fc.record({ slots: value }), fc.record({ slots: value, more: value }));
    const config = fc.oneof(
      value,
      fc.record(
        {
          maxExecutors: value,
          pools: fc.oneof(value, fc.dictionary(fc.constantFrom('default', 'api'), pool)),
          preset: value,
          executors: value,
          checks: value,
          unheard: value,
        },
        { requiredKeys: [] },
      ),
    );
    fc.assert(
      fc.property(config, (one) => {
        expect(read(JSON.stringify(one)).ok).toBe(validate(one));
      }),
      { seed: 1, numRuns: 500 },
    );
  });
});
