import { expect, test } from 'vitest';
import { parsePlan } from '../../src/plan-document/parse-plan.ts';
import { scanBlocks } from '../../src/plan-document/scan-blocks.ts';
import { processorSeconds } from '../support/processor-seconds.ts';

const filled = (piece: string, size = 1 << 20): string => piece.repeat(Math.ceil(size / piece.length));
const below = (body: string): string => `## Achievements\n\n**Achievement 1.1**: T\n\n- **Deliverables**: ${body}`;

/** Each made when it is its turn: who keeps the results would keep the texts. */
const documents: readonly (readonly [string, () => string])[] = [
  ['nothing', () => ''],
  ['5 MB of lines', () => filled('words and words\n', 5 << 20)],
  ['5 MB of list', () => filled('- Achievement 1.1: x\n', 5 << 20)],
  ['a paragraph of 1 MB', () => filled('word ')],
  ['a thousand nested lists', () => Array.from({ length: 1_000 }, (_, depth) => `${'  '.repeat(depth)}- a`).join('\n')],
  ['1 MB of quote marks', () => filled('> ')],
  ['1 MB of bullets in a line', () => filled('- ')],
  ['an unclosed fence of 5 MB', () => '```\n' + filled('- Achievement 1.1: x\n', 5 << 20)],
  ['1 MB of blanks in a heading', () => `# a${filled(' ')}b`],
  ['1 MB of blanks in a title', () => `**Achievement 1.1**: a${filled(' ')}b`],
  ['1 MB of brackets in a title', () => `**Achievement 1.1**: ${filled('( ')}`],
  ['1 MB of stars', () => `- ${filled('**a ')}`],
  ['1 MB of cells', () => `${filled('| a ')}\n${filled('|---')}\n${filled('| a ')}`],
  ['1 MB of link definitions', () => filled('[a]: b\n')],
  ['1 MB of HTML', () => filled('<div\n')],
  ['1 MB of path', () => below(filled('a/'))],
  ['1 MB of dots', () => below(filled('a.'))],
  [
    'binary',
    () => Array.from({ length: 1 << 18 }, (_, i) => String.fromCharCode((i * 7919 + ((i * i) >> 3)) & 255)).join(''),
  ],
];

// The bounds leave room for a slow machine; anything that grew with the square of these would miss them by far.
test.each(documents)('%s is read in good time', async (_, textOf) => {
  const text = textOf();
  const seconds = processorSeconds();
  scanBlocks(text);
  expect(seconds()).toBeLessThan(3);
  await parsePlan('PLAN_X.md', text);
  expect(seconds()).toBeLessThan(8);
});

test('a piece that remark is kept from is named', async () => {
  const nested = Array.from({ length: 200 }, (_, depth) => `${'  '.repeat(depth)}- a`).join('\n');
  const plan = await parsePlan('PLAN_X.md', `### Achievement 1.1: T\n\nEffort: 1h\n\n${nested}\n`, {
    reader: 'remark',
  });
  expect(plan.achievements).toHaveLength(1);
  expect(plan.problems).toEqual([expect.objectContaining({ rule: 'read-line-by-line', severity: 'info' })]);
});
