import { describe, expect, test } from 'vitest';
import { readAnswer } from '../../src/parallel-json/read-answer.ts';
import { answerOf, pagesNeedPictures } from './museum.ts';

const problemsOf = (text: string) => {
  const read = readAnswer('answer.json', text);
  return read.ok
    ? []
    : read.error.map(({ rule, message, at }) => `${at.line ?? 0}:${at.column ?? 0} ${rule} ${message}`);
};

describe('an answer is read', () => {
  test.each([
    ['bare', (json: string) => json],
    ['fenced', (json: string) => `Sure!\n\n\`\`\`json\n${json}\n\`\`\`\n\nGood luck {with} it.`],
    ['after a false start', (json: string) => `{"dependencies": []}\nNo, wait:\n${json}`],
    ['with line ends of Windows', (json: string) => json.replaceAll('\n', '\r\n')],
  ])('%s', (_name, dress) => {
    const read = readAnswer('answer.json', dress(answerOf([pagesNeedPictures], [], { notes: ['a', ' '] })));
    expect(read).toMatchObject({
      ok: true,
      value: { dependencies: [{ from: '2.1', on: '1.2', reason: 'The page shows the scaled picture.' }], notes: ['a'] },
    });
  });

  test('and each proposal knows its place in the whole text', () => {
    const read = readAnswer('answer.json', `Well:\n\n${answerOf([pagesNeedPictures, pagesNeedPictures])}`);
    expect(read.ok && read.value.dependencies.map(({ at }) => [at.line, at.column])).toEqual([
      [5, 5],
      [13, 5],
    ]);
  });

  test('of several the last one counts, and that is said', () => {
    const read = readAnswer('a', `${answerOf([pagesNeedPictures])} ${answerOf([])}`);
    expect(read).toMatchObject({
      ok: true,
      value: {
        dependencies: [],
        problems: [{ rule: 'several-answers', message: expect.stringContaining('2 answers') as string }],
      },
    });
  });

  test('keys that nobody knows, those of prototypes too, are passed over', () => {
    const text = '{"__proto__": {"independent": [{}]}, "constructor": 1, "toString": [], "dependencies": []}';
    expect(readAnswer('a', text)).toMatchObject({ ok: true, value: { dependencies: [], independent: [] } });
    expect(problemsOf('{"__proto__": {"dependencies": []}}')).toEqual([
      '1:1 missing-key The answer has no "dependencies".',
    ]);
  });
});

describe('what is no answer is located', () => {
  const item = JSON.stringify(pagesNeedPictures);
  test.each([
    ['nothing', '', '0:0 no-answer The answer is empty.'],
    ['only words', 'I cannot do that.', '0:0 no-answer There is no JSON object in the answer.'],
    ['a list', `\n[${item}]`, '2:1 wrong-type The answer is a list, not an object.'],
    ['a comma too much', `So:\n{\n "dependencies": [\n ${item},\n ]\n}`, '4:'],
    ['an answer that breaks off', `\`\`\`\n{"dependencies": [\n${item}\n\`\`\``, '3:'],
    ['no dependencies', '{"deps": []}', '1:1 missing-key The answer has no "dependencies".'],
    [
      'a number as id',
      '{"dependencies": [\n{"achievement": 2.1, "needs": "1.2", "file": "a", "line": 1, "text": "b"}]}',
      '2:17 wrong-type "achievement" of entry 1 of "dependencies" is 2.1, not text.',
    ],
    [
      'a text as line',
      '{"dependencies": [{"achievement": "2.1", "needs": "1.2", "file": "a", "line": "1", "text": "b"}]}',
      '1:79 wrong-type "line" of entry 1 of "dependencies" is "1", not a whole number.',
    ],
    [
      'line 0',
      '{"dependencies": [{"achievement": "2.1", "needs": "1.2", "file": "a", "line": 0, "text": "b"}]}',
      '1:79 wrong-value "line" of entry 1 of "dependencies" cannot be 0.',
    ],
    [
      'an empty quote',
      '{"dependencies": [{"achievement": "2.1", "needs": "1.2", "file": "a", "line": 1, "text": " "}]}',
      '1:90 wrong-value',
    ],
    [
      'no quote',
      '{"dependencies": [{"achievement": "2.1", "needs": "1.2", "file": "a", "line": 1}]}',
      '1:19 missing-key Entry 1 of "dependencies" has no "text".',
    ],
    [
      'a word as decision',
      '{"dependencies": [], "decision": "yes"}',
      '1:34 wrong-type "decision" is "yes", not an object.',
    ],
    ['a key twice', '{"dependencies": [],\n"dependencies": []}', '2:1 duplicate-key'],
    ['a key twice where it matters little', '{"dependencies": [], "notes": [],\n"notes": []}', '2:1 duplicate-key'],
    ['brackets a thousand deep', `{"dependencies": ${'['.repeat(1000)}${']'.repeat(1000)}}`, '1:517 json-nesting'],
    [
      'more proposals than anybody reads',
      JSON.stringify({ dependencies: Array(5001).fill(pagesNeedPictures) }),
      '1:17 too-many "dependencies" has more than 5000 entries.',
    ],
  ])('%s', (_name, text, start) => {
    const [first] = problemsOf(text);
    expect(first?.slice(0, start.length)).toBe(start);
  });
});
