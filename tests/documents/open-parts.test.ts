import { expect, test } from 'vitest';
import { openPart, openParts } from '../../src/documents/open-parts.ts';

test('an open part is found with its place', () => {
  expect(openParts(`# A\r\n\r\n  ${openPart('the way.')}\r\n`)).toEqual([{ line: 3, column: 3, text: 'the way.' }]);
});

test.each([
  ['in a fence', `\`\`\`md\n${openPart('x')}\n\`\`\``],
  ['in a fence inside a list', `- \`\`\`\n  ${openPart('x')}\n  \`\`\``],
  ['in a fence that nobody closed', `~~~\n${openPart('x')}`],
  ['in a fence that holds a shorter one', `\`\`\`\`\n\`\`\`\n${openPart('x')}\n\`\`\`\`\n`],
  ['inside a sentence', `Lines with ${openPart('x')} are open.`],
  ['as a list item', `- ${openPart('x')}`],
  ['without its quote mark', '**To be written by the designer:** x'],
])('the mark %s is no open part', (_, text) => {
  expect(openParts(text)).toEqual([]);
});

test('a fence that was closed hides nothing after it', () => {
  expect(openParts(`\`\`\`\na\n\`\`\`\n${openPart('x')}`)).toHaveLength(1);
});

test('a code span of three backticks is no fence', () => {
  expect(openParts(`\`\`\`a\`\`\` b\n${openPart('x')}`)).toHaveLength(1);
});
