import { expect, test } from 'vitest';
import { asSentence, asSentences } from '../../src/text/as-sentence.ts';

test.each([
  ['no such file', 'no such file.'],
  ['It failed.', 'It failed.'],
  ['It says "no."', 'It says "no."'],
  ['Really?  ', 'Really?'],
  ['', ''],
])('%j becomes %j', (words, sentence) => {
  expect(asSentence(words)).toBe(sentence);
});

test('several are told apart, one alone stays as it is', () => {
  expect(asSentences(['exit code 3', 'It is late.'])).toBe('exit code 3. It is late.');
  expect(asSentences(['exit code 3'])).toBe('exit code 3');
  expect(asSentences([])).toBe('');
});
