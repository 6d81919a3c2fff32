import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { blocksWithRemark } from '../../src/plan-document/blocks-with-remark.ts';
import { parsePlan } from '../../src/plan-document/parse-plan.ts';
import { cutPieces } from '../../src/plan-document/pieces.ts';
import { scanBlocks } from '../../src/plan-document/scan-blocks.ts';

/** Each form once, and every document on which the two readers once differed. */
const forms: readonly (readonly [string, string])[] = [
  ['headings with and without closing hashes', '# A\n\n## B ##\n### C #\n####### no\n#no\n#\n'],
  ['an underlined heading of two lines', 'Pumps\nand valves\n---\ntext\n===\n'],
  ['nested lists with wrapped lines', '- a\n  b\n  - c\n    d\n\n      e\n- f\ng\n'],
  ['numbered lists that begin anywhere', '3. a\n4. b\n\ntext\n5. not a list\n1. a list\n'],
  ['tasks', '- [x] done\n- [ ] open\n- [X]\n  alone\n* [x] **1.1** title\n'],
  ['an item that begins with an empty line', '-\n  a\n\n- \n\n    code\n'],
  ['fences of both kinds, nested, unclosed', '```ts\n# no\n```\n- a\n  ~~~\n  x\n  ~~~\n````\n```\n\n'],
  ['a fence that its list closes', '- ```\n- b\n'],
  ['indented code', '    a\n\n    b\n\ntext\n    no code\n'],
  ['a table with escaped pipes and one that is none', '| a | b |\n|---|:-:|\n| `x\\|y` | 2 | 3 |\n\na | b\n---\n'],
  ['a table inside an item', '- x\n\n  | a | b |\n  |---|---|\n  | 1 | 2 |\n'],
  ['quotes with lists in them', '> a\n> - b\n>   c\nlazy\n\n> > d\n'],
  ['HTML of several kinds', '<!-- a\n# no\n-->\n<div>\n- no\n\n- yes\n</div>\n<b>x</b> y\n'],
  ['link definitions', '[a]: http://x.org\n---\ntext [a]\n[b]: c\n'],
  ['tabs', '-\ta\n\n\t\tcode\n\tb\n'],
  ['carriage returns', '# A\r\n\r\n- a\r\n  b\r\n\r\n| a | b |\r\n|---|---|\r\n| 1 | 2 |\r\n'],
  ['rules that look like items', '- a\n- ---\n* * *\n- - b\n'],
  ['a byte order mark', '\ufeff# A\n\ntext\n'],
];

test.each(forms)('the scanner finds the blocks that remark finds: %s', (_, text) => {
  expect(scanBlocks(text).blocks).toEqual(blocksWithRemark(text));
});

const line = fc.constantFrom(
  ...[
    '',
    '',
    '',
    '# Wells',
    '## Pipes ##',
    '### Achievement 1.1: Well dug',
    '**Achievement 1.2**: Pump set',
    '- a',
    '- [x] b',
  ],
  ...[
    '- [ ] c',
    '* d',
    '1. e',
    '2. f',
    '3) g',
    '  - h',
    '   - i',
    '    - j',
    '      k',
    '  l',
    '```',
    '```ts',
    '~~~',
    '  ```',
  ],
  ...[
    '| a | b |',
    '|---|---|',
    '| 1 | 2 |',
    'a | b',
    '--|--',
    '---',
    '===',
    '***',
    'text',
    '**Effort**: 3h',
    '- **Effort**: 3h',
  ],
  ...[
    '  - x: `y`',
    '- - z',
    '- # n',
    '- ```',
    '* * *',
    '#no',
    '\\# no',
    '* [x]',
    '+ p',
    '  | a | b |',
    '  |---|---|',
    '|x|y|z|',
  ],
);
const intricate = fc.constantFrom(
  '> q',
  '> - r',
  '  > s',
  '<div>',
  '</div>',
  '<!-- t',
  '-->',
  '[u]: v',
  '-',
  '\tw',
  '-\tx',
  '    m',
);
const documentOf = (lines: fc.Arbitrary<string>): fc.Arbitrary<string> =>
  fc.array(lines, { maxLength: 12 }).map((all) => all.join('\n'));

describe('on generated documents', () => {
  test('the scanner finds what remark finds', () => {
    fc.assert(
      fc.property(documentOf(line), (text) => {
        expect(scanBlocks(text).blocks).toEqual(blocksWithRemark(text));
      }),
      { seed: 1, numRuns: 1_500 },
    );
  });

  test('wherever the scanner is not sure, it says so', () => {
    fc.assert(
      fc.property(documentOf(fc.oneof({ weight: 4, arbitrary: line }, { weight: 1, arbitrary: intricate })), (text) => {
        const scanned = scanBlocks(text);
        if (scanned.intricate.length === 0) expect(scanned.blocks).toEqual(blocksWithRemark(text));
      }),
      { seed: 2, numRuns: 1_500 },
    );
  });

  test('pieces read one by one hold the blocks of the whole', () => {
    fc.assert(
      fc.property(documentOf(line), (text) => {
        const pieces = cutPieces(text, scanBlocks(text).blocks);
        expect(pieces.flatMap((piece) => blocksWithRemark(piece.text, piece.from))).toEqual(blocksWithRemark(text));
        expect(pieces.map((piece) => piece.text).join('\n')).toBe(text);
      }),
      { seed: 3, numRuns: 500 },
    );
  });

  test('a plan reads the same with remark, with the scanner and with both', async () => {
    await fc.assert(
      fc.asyncProperty(documentOf(line), async (lines) => {
        const text = `# PLAN: Wells\n\n## Achievements\n\n${lines}`;
        const whole = await parsePlan('PLAN_WELLS.md', text, { reader: 'remark' });
        expect(await parsePlan('PLAN_WELLS.md', text, { reader: 'scanner' })).toEqual(whole);
        expect(await parsePlan('PLAN_WELLS.md', text)).toEqual(whole);
      }),
      { seed: 4, numRuns: 300 },
    );
  });
});

test.each([
  ['an empty fence', '```\n```\n\n# PLAN: W\n'],
  ['a footnote', '# PLAN: W\n\n## Achievements\n\n### Achievement 1.1: Dug\n\n**Effort**: 2h\n[^deep]: Mud\n'],
])('a plan with %s reads the same whoever reads the doubtful part', async (_, text) => {
  expect(await parsePlan('PLAN_W.md', text)).toEqual(await parsePlan('PLAN_W.md', text, { reader: 'remark' }));
});

test('remark decides in a section where the scanner meets an intricate form', async () => {
  const text = '# PLAN: W\n\n## Achievements\n\n### Achievement 1.1: Dug\n\n>\n      a\n    b\n\n**Effort**: 2h\n';
  const [asked, whole] = await Promise.all([
    parsePlan('PLAN_W.md', text),
    parsePlan('PLAN_W.md', text, { reader: 'remark' }),
  ]);
  expect(asked).toEqual(whole);
  expect(asked.achievements[0]?.estimate).toEqual({ minHours: 2, maxHours: 2 });
});
