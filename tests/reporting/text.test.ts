import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { cutText } from '../../src/reporting/cut-text.ts';
import { displayWidth } from '../../src/reporting/display-width.ts';
import { progressBar } from '../../src/reporting/progress-bar.ts';
import { oneLine } from '../../src/reporting/safe-text.ts';
import { tableLines } from '../../src/reporting/table.ts';
import { countsInWords, estimateText, hoursText, idList, percentText } from '../../src/reporting/words.ts';
import { wrapText } from '../../src/reporting/wrap-text.ts';
import { id, plain } from './sample-plan.ts';

const anyText = fc.string({ unit: 'grapheme', maxLength: 40 });
const seeded = { seed: 1, numRuns: 200 };

describe('displayWidth', () => {
  test.each([
    ['plain', 5],
    ['屋根', 4],
    ['👩‍🔧', 2],
    ['🇩🇪', 2],
    ['⏭️', 2],
    ['✓ ○', 3],
    ['e\u0301', 1],
    ['\u200b', 0],
    ['\u001b[31mred\u001b[39m', 3],
  ])('%j takes %i columns', (text, width) => {
    expect(displayWidth(text)).toBe(width);
  });
});

describe('cutText', () => {
  test('never cuts through a character and never gets wider than asked', () => {
    const whole = (text: string): string[] => Array.from(new Intl.Segmenter().segment(text), (s) => s.segment);
    fc.assert(
      fc.property(anyText, fc.integer({ min: 0, max: 30 }), (text, width) => {
        const cut = cutText(text, width, '…');
        expect(displayWidth(cut)).toBeLessThanOrEqual(width);
        if (cut !== text && cut !== '') {
          const kept = whole(cut.slice(0, -1));
          expect(whole(text).slice(0, kept.length)).toEqual(kept);
        }
      }),
      seeded,
    );
  });

  test('closes the colours that it opened', () => {
    expect(cutText('\u001b[31mlong words\u001b[39m', 5, '…')).toBe('\u001b[31mlong…\u001b[39m');
  });
});

describe('wrapText', () => {
  test('keeps every line in its width and loses no word', () => {
    fc.assert(
      fc.property(anyText, fc.integer({ min: 2, max: 30 }), (text, width) => {
        const lines = wrapText(text, width);
        for (const line of lines) expect(displayWidth(line)).toBeLessThanOrEqual(width);
        expect(lines.join('').replace(/\s/g, '')).toBe(text.replace(/\s/g, ''));
      }),
      seeded,
    );
  });
});

describe('tableLines', () => {
  test('lets the column that may shrink give way, and aligns the others', () => {
    const rows = [
      ['1.1', 'a title '.repeat(20), '4 h'],
      ['1.10', '屋根', '12 h'],
    ];
    const lines = tableLines(rows, [{}, { least: 10 }, { align: 'right' }], plain);
    expect(lines.map(displayWidth)).toEqual([80, 80]);
    expect(lines[0]).toMatch(/^ {2}1\.1 {3}a title .*… {3}4 h$/);
    expect(lines[1]).toMatch(/^ {2}1\.10 {2}屋根 +12 h$/);
  });
});

describe('progressBar', () => {
  test.each([
    [0, 10, '░░░░'],
    [1, 1000, '█░░░'],
    [5, 10, '██░░'],
    [999, 1000, '███░'],
    [10, 10, '████'],
    [0, 0, '░░░░'],
  ])('%i of %i is %s', (done, total, bar) => {
    expect(progressBar(done, total, 4, plain)).toBe(bar);
  });
});

describe('words', () => {
  test('hours are written as a person writes them', () => {
    expect([4, 2.5, 0.1 + 0.2, 12.345].map(hoursText)).toEqual(['4 h', '2.5 h', '0.3 h', '12.3 h']);
    expect(estimateText({ minHours: 3, maxHours: 5 }, '-', '?')).toBe('3-5 h');
    expect(estimateText({ minHours: 3, maxHours: 3 }, '-', '?')).toBe('3 h');
    expect(estimateText(null, '-', '?')).toBe('?');
  });

  test('a share is never rounded to nothing or to all', () => {
    expect([0, 0.2, 31.3, 99.8, 100].map(percentText)).toEqual(['0 %', '1 %', '31 %', '99 %', '100 %']);
  });

  test('ids that do not fit are counted', () => {
    const ids = ['1.1', '1.2', '1.3'].map(id);
    expect([idList(ids), idList(ids, 9), idList(ids, 2)]).toEqual(['1.1, 1.2, 1.3', '1.1 +2', '3 of them']);
  });

  test('counts leave out what is zero', () => {
    expect(countsInWords({ not_started: 2, complete: 1, failed: 0 })).toBe('1 complete, 2 not started');
  });

  test('a document cannot act on the terminal', () => {
    expect(oneLine('a\u001b]0;title\u0007\n\u202eb\u009b')).toBe('a␛]0;title␇ �b�');
  });
});
