import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { cleanText } from '../../src/documents/fenced-text.ts';
import { frame, readFrames } from '../../src/documents/prompts/fill-frame.ts';
import { fillParts, withFilledParts } from '../../src/documents/prompts/fill-part.ts';
import { tidyFilling, wrongWithFilling } from '../../src/documents/prompts/wrong-with-filling.ts';
import { openPart } from '../../src/documents/open-parts.ts';
import { hostileText } from '../documents/hostile.ts';

const seeded = { seed: 1, numRuns: 200 };
const id = '1.1/S/0123abcd';

/** Text that is made of what frames are made of, too. */
const anyText = fc
  .array(
    fc.oneof(
      fc.constantFrom(
        `=== part ${id} ===`,
        `=== end ${id} ===`,
        `==== end ${id} ====`,
        `  === end ${id}`,
        '=== part 2.2/T1/ffffffff ===',
        '=== end 2.2/T1/ffffffff ===',
        '=== part',
        '```',
        '```markdown',
        '',
      ),
      hostileText.map((text) => text.replace(/\r\n?/g, '\n')),
      fc.string().map((text) => text.replace(/[\r\n]/g, ' ')),
    ),
    { maxLength: 12 },
  )
  .map((lines) => lines.join('\n'));

describe('a frame', () => {
  test('gives any text back, whatever stands around it', () => {
    fc.assert(
      fc.property(
        fc.array(anyText, { maxLength: 4 }),
        fc.constantFrom('', 'Here you are:\n', '```\n'),
        (texts, before) => {
          const answer = texts.map((text, index) => `${before}${frame(`1.${index + 1}/S/0123abcd`, text)}`).join('\n');
          const { frames, broken } = readFrames('answer.md', answer);
          expect(broken).toEqual([]);
          expect(frames.map(({ text }) => text)).toEqual(texts);
        },
      ),
      seeded,
    );
  });

  test('is read with any line ends, and without the marks behind the id', () => {
    for (const end of ['\n', '\r\n', '\r']) {
      const answer = ['\ufeff=== part 1.1/S/0123abcd', 'one', 'two', '=== end 1.1/S/0123abcd', ''].join(end);
      expect(readFrames('answer.md', answer).frames).toEqual([{ id, line: 1, text: 'one\ntwo' }]);
    }
  });

  test.each([
    ['has no end', `words\n=== part ${id} ===\ntext`, 2, 'The part 1.1/S/0123abcd has no end.'],
    ['has another end', `=== part ${id} ===\ntext\n=== end 1.2/S/0 ===`, 1, 'has no end'],
    ['has no begin', `\n=== end ${id} ===`, 2, 'has not begun'],
    ['names nothing', '=== part ===\ntext', 1, 'names none'],
    ['names a path', '=== part ../../etc/pass wd ===\ntext', 1, 'names none'],
  ])('that %s is said, with its line', (_, answer, line, message) => {
    const [{ problem } = { problem: undefined }] = readFrames('answer.md', answer).broken;
    expect(problem?.at).toMatchObject({ file: 'answer.md', line, column: 1 });
    expect(problem?.message).toContain(message);
  });

  test('that has no end does not hide the one after it', () => {
    const answer = `=== part ${id} ===\ntext\n${frame('1.2/S/0123abcd', 'more')}`;
    expect(readFrames('answer.md', answer).frames.map((one) => one.text)).toEqual(['more']);
  });

  test('is found in time in an answer of nothing but begins', () => {
    const answer = `=== part ${id} ===\n`.repeat(60_000);
    expect(readFrames('answer.md', answer).broken).toHaveLength(60_000);
  });
});

describe('the parts of a document', () => {
  const document = `# A\n\n${openPart('the way.')}\n\n### B\n\n${openPart('the tests.')}\n${openPart('the way.')}\n`;
  const parts = fillParts('1.1/S', 'subplans/A.md', document);

  test('have ids of their own, their heading and its depth', () => {
    expect(new Set(parts.map((one) => one.id)).size).toBe(3);
    expect(parts.map(({ heading, depth }) => [heading, depth])).toEqual([
      ['A', 1],
      ['B', 3],
      ['B', 3],
    ]);
  });

  test('keep their ids while others are filled, but for those with the same words', () => {
    const [first, second] = parts;
    const filled = withFilledParts(document, new Map([[first!.line, 'Done.']]));
    const after = fillParts('1.1/S', 'subplans/A.md', filled).map((one) => one.id);
    expect(after[0]).toBe(second?.id);
    expect(parts.map((one) => one.id)).not.toContain(after[1]);
  });

  test('are filled without another byte of the document changing', () => {
    fc.assert(
      fc.property(
        fc.array(fc.oneof(hostileText, fc.constant(openPart('a wish.')), fc.constant('\r\n'), fc.constant('\n')), {
          maxLength: 12,
        }),
        fc.constantFrom('\n', '\r\n', '\r'),
        (pieces, end) => {
          const text = pieces.join(end);
          const open = fillParts('1.1/S', 'x.md', text);
          const filled = withFilledParts(text, new Map(open.map((one) => [one.line, 'FILLED'])));
          let next = 0;
          const expected = text
            .split(/(\r\n|\n|\r)/)
            .map((piece, index) => {
              const isOpen = index % 2 === 0 && open[next]?.line === index / 2 + 1;
              if (isOpen) next++;
              return isOpen ? 'FILLED' : piece;
            })
            .join('');
          expect(filled).toBe(expected);
        },
      ),
      seeded,
    );
  });
});

describe('a text for a part', () => {
  test.each([
    ['a heading that ends the section', 'ok\n\n## Next', 3, 'end the section'],
    ['an underlined heading', 'Next\n---', 2, 'end the section'],
    ['the mark of an open part', `ok\n${openPart('more')}`, 2, 'mark of an open part'],
    ['a begin of a part', 'ok\n=== part 1.1/S/0123abcd ===', 2, 'begins or ends a part'],
    ['a comment of planloom', 'ok <!-- planloom:derived -->', 1, "planloom's own"],
    ['a comment without end', 'ok\n<!-- and', 2, 'has no end'],
    ['a code fence without end', 'ok\n\n```js\ncode', 3, 'has no end'],
    ['HTML that swallows the rest', '<script>', 1, 'swallow'],
    ['a <details> without end', 'ok\n<details>\n<details open>\n\nmore\n\n</details>', 2, 'has no end'],
    ['a control character', 'a\u001b[2J', 1, 'control character'],
    ['letters that turn the order around', 'a\u202eb', 1, 'control character'],
    ['nothing', 'TBD', 1, 'says nothing'],
    ['too many lines', 'x\n'.repeat(400), 1, 'too long'],
    ['too many characters', 'x'.repeat(30_000), 1, 'too long'],
  ])('may not hold %s', (_, text, line, message) => {
    const [fault] = wrongWithFilling(text, 2);
    expect(fault).toMatchObject({ line });
    expect(fault?.message).toContain(message);
  });

  test.each([
    ['headings below the section', '### Phase 1\n\nwords\n\n#### More'],
    ['a fence with all of it', '```md\n## Next\n> **To be written by the designer:** x\n<!-- a\n```'],
    ['lists, tables and rules', '- a\n- b\n\n| a | b |\n|---|---|\n| 1 | 2 |\n\n---\n\nend'],
    ['a whole <details> and code with one', '<DETAILS>\n\na\n\n</details>\n\n`<details>`'],
    ['a whole comment and code with one', 'a <!-- b --> and `<!--`'],
  ])('may hold %s', (_, text) => {
    expect(wrongWithFilling(text, 2)).toEqual([]);
  });

  test('loses the fence that is around all of it, and empty lines', () => {
    expect(tidyFilling('\n\n```markdown\n\n- a\n```\n\n')).toEqual({ text: '- a', skipped: 4 });
    expect(tidyFilling('```js\ncode\n```').text).toBe('```js\ncode\n```');
    expect(tidyFilling('```md\na\n```\n\nb\n\n```\nc\n```').text).toBe('```md\na\n```\n\nb\n\n```\nc\n```');
    expect(tidyFilling(' \n ').text).toBe('');
  });
});

test('a line with blanks without end in it is read once', () => {
  const gap = ' '.repeat(300_000);
  const [part] = fillParts('1.1/S', 'S.md', `## Tests${gap}of it\n\n${openPart('The tests')}\n`);
  expect(part).toMatchObject({ heading: `Tests${gap}of it`, depth: 2 });
  expect(cleanText(`\n${gap}\na${gap}b${gap}\n`)).toBe(`a${gap}b`);
});
