import { expect, test } from 'vitest';
import { derivedBlock, readDerivedBlocks, staleDerivedBlocks } from '../../src/documents/derived-block.ts';

const opening = '<!-- planloom:derived -->';
const closing = '<!-- /planloom:derived -->';
const places = (text: string) => readDerivedBlocks(text).map(({ from, to, closed }) => ({ from, to, closed }));

test('what is written as a derived block is read as one', () => {
  const text = `# A\n\n${derivedBlock(['- one', '- two'])}\n\nafter`;
  expect(readDerivedBlocks(text)).toEqual([{ from: 3, to: 6, closed: true, content: ['- one', '- two'] }]);
});

test('line ends and spaces around a marker do not matter', () => {
  expect(places(`a\r\n ${opening}  \r\n- b\r\n${closing}\r\n`)).toEqual([{ from: 2, to: 4, closed: true }]);
});

test('a marker in a code fence, or inside a sentence, is none', () => {
  expect(places(`\`\`\`\n${opening}\n${closing}\n\`\`\`\nwe write ${opening} here`)).toEqual([]);
});

test('a block without its end stops before the next heading, so that what a person wrote there counts', () => {
  expect(places(`${opening}\n- a\n\n## Mine\n- Depends on: 1.1`)).toEqual([{ from: 1, to: 3, closed: false }]);
});

test('a block without its end stops before the next block, or with the text', () => {
  expect(places(`${opening}\n- a\n${opening}\n- b`)).toEqual([
    { from: 1, to: 2, closed: false },
    { from: 3, to: 4, closed: false },
  ]);
});

test('an end without a beginning is nothing', () => {
  expect(places(`a\n${closing}`)).toEqual([]);
});

test.each([
  ['the same', ['- needs 1.1 `P.md:4`'], 0],
  ['a moved line', ['- needs 1.1 `P.md:90`'], 0],
  ['a moved section', ['- needs 1.1 `P.md:4-9`'], 0],
  ['other spaces and line ends', ['', '- needs 1.1 `P.md:4`\r'], 0],
  ['another id', ['- needs 1.2 `P.md:4`'], 1],
  ['a line more', ['- needs 1.1 `P.md:4`', '- and mine'], 1],
  ['a line less', [], 1],
])('a block with %s is stale as it should be', (_, lines, stale) => {
  const expected = derivedBlock(['- needs 1.1 `P.md:4`']);
  expect(staleDerivedBlocks(`# X\n${derivedBlock(lines)}\n`, expected)).toHaveLength(stale);
});

test('emphasis that a formatter spelled its own way is no difference', () => {
  expect(staleDerivedBlocks(derivedBlock(['_3 more._']), derivedBlock(['*3 more.*']))).toEqual([]);
});

test('a block whose end was deleted differs from what was derived', () => {
  expect(staleDerivedBlocks(`${opening}\n- a`, derivedBlock(['- a']))).toHaveLength(1);
});

test('a document from which a person took a block altogether has nothing stale', () => {
  expect(staleDerivedBlocks('# X', derivedBlock(['- a']))).toEqual([]);
});
