import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { marked } from './marked.ts';
import { readParallelJson } from '../../src/parallel-json/read-parallel-json.ts';

const problemsOf = (text: string) => {
  const read = readParallelJson('parallel.json', text);
  return read.ok ? read.value.problems : read.error;
};

const unclosed = 'The text that starts here has no closing quote on its line.';
const broken: readonly (readonly [name: string, text: string, message: string])[] = [
  ['an empty file', '«»', 'The file is empty.'],
  ['a blank file', '«» \n\n', 'The file is empty.'],
  ['a comma before a brace', '{\n  "a": 1«,»\n}', 'A comma stands before "}", with nothing after it.'],
  ['a comma before a bracket', '[1,\r\n2«,»\r\n]', 'A comma stands before "]", with nothing after it.'],
  ['a missing colon', '{"a" «"b"»}', 'A colon is missing before "b".'],
  ['a missing comma', '{"a": 1\n «"b"»: 2}', 'A comma is missing before "b".'],
  ['a missing comma in a list', '["1.1" «"1.2"»]', 'A comma is missing before "1.2".'],
  ['single quotes', "{«'»a': 1}", 'A text stands in single quotes.'],
  ['a bare key', '{«plan_name»: "X"}', '"plan_name" stands without quotes.'],
  ['a bare word', '{"a": «tru»}', '"tru" stands without quotes.'],
  ['a comment', '{«/»/ hours\n}', 'JSON has no comments.'],
  ['an id without quotes', '{"on": «1.2.3»}', '"1.2.3" is no number that JSON knows.'],
  ['a leading zero', '[«01»]', '"01" is no number that JSON knows.'],
  ['a number that breaks off', '[«1.»]', '"1." is no number that JSON knows.'],
  ['a wrong escape', '["a «\\x» b"]', '"\\x" is no escape that JSON knows.'],
  ['half an escape', '["«\\u12»"]', '"\\u12" is no escape that JSON knows.'],
  ['a line end in a text', '{"a": «"b,»\n"c": "d"}', unclosed],
  ['a missing last quote', '["a", «"b]»', unclosed],
  ['a tab in a text', '["a«\t»b"]', 'A tab stands inside a text.'],
  ['a control character in a text', '["a«\u0001»b"]', 'The control character U+0001 stands inside a text.'],
  ['a missing end', '{"a": [\n  {"b": 1}«»', 'The file ends, and the "[" of line 1, column 7 is not closed.'],
  ['a missing value', '{"a":«»\n', 'The file ends, and the "{" of line 1, column 1 is not closed.'],
  ['the wrong bracket', '{"a": [1«}»', '"}" does not close the "[" of line 1, column 7.'],
  ['a bracket too many', '{}«}»', '"}" does not belong here.'],
  ['a second document', '{}\n«{»}', 'Something stands after the end of the JSON.'],
  ['a comma too many', '[1,«,»2]', '"," does not belong here.'],
  ['a fault behind a byte order mark', '\uFEFF{"a" «1»}', 'A colon is missing before "1".'],
];

describe('a text that is no JSON', () => {
  test.each(broken)('%s is shown at its place', (_, textWithMarks, message) => {
    const { text, place } = marked(textWithMarks.replace('\uFEFF', ''));
    const problems = problemsOf(textWithMarks.startsWith('\uFEFF') ? `\uFEFF${text}` : text);
    expect(problems.map(({ rule, at }) => `${rule} ${at.line}:${at.column}+${at.length}`)).toEqual([
      `json-syntax ${place}`,
    ]);
    expect(problems[0]!.message).toBe(message);
    expect(problems[0]!.advice).toMatch(/\.$/);
  });

  test('brackets beyond all measure are refused, not run into', () => {
    expect(problemsOf('['.repeat(100_000))).toMatchObject([{ rule: 'json-nesting', at: { line: 1, column: 501 } }]);
  });

  test('whatever JSON.parse refuses is refused, with a place inside the file, and nothing else is', () => {
    const pieces = [
      '{',
      '}',
      '[',
      ']',
      ',',
      ':',
      '"a"',
      '"',
      '1',
      '-',
      '0',
      '.',
      'e',
      'true',
      'nul',
      ' ',
      '\n',
      '\\',
      '\t',
    ];
    fc.assert(
      fc.property(fc.array(fc.constantFrom(...pieces), { maxLength: 12 }), (words) => {
        const text = words.join('');
        const problems = problemsOf(text);
        const refused = problems.find(({ rule }) => rule === 'json-syntax');
        expect(refused !== undefined).toBe(isRefused(text));
        if (!refused) return;
        const line = text.split('\n')[refused.at.line! - 1];
        expect(refused.at.column! - 1).toBeLessThanOrEqual(line!.length);
      }),
      { seed: 1, numRuns: 3000 },
    );
  });
});

describe('a key that stands twice', () => {
  test('is an error when the graph hangs on it', () => {
    const { text, place } = marked('{"achievements": [],\n «"achievements"»: []}');
    const problem = problemsOf(text).find(({ rule }) => rule === 'duplicate-key')!;
    expect(`${problem.at.line}:${problem.at.column}+${problem.at.length}`).toBe(place);
    expect(problem).toMatchObject({
      severity: 'error',
      message: 'The key "achievements" stands twice in the same object; only the last one would count.',
      related: [{ at: { line: 1, column: 2, length: 14 } }],
    });
  });

  test('is a warning otherwise', () => {
    const text = '{"plan_name": "X", "parallelization_level": "level_3", "achievements": [], "owner": 1, "owner": 2}';
    expect(problemsOf(text)).toMatchObject([
      { rule: 'no-achievements' },
      { rule: 'duplicate-key', severity: 'warning' },
    ]);
  });
});

const isRefused = (text: string): boolean => {
  try {
    JSON.parse(text);
    return false;
  } catch {
    return true;
  }
};
