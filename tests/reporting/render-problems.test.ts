import { describe, expect, test } from 'vitest';
import type { Problem } from '../../src/domain/problem.ts';
import { displayWidth } from '../../src/reporting/display-width.ts';
import { renderProblems } from '../../src/reporting/render-problems.ts';
import { plain } from './sample-plan.ts';

const file = 'PLAN_WEATHER.md';
const at = (source: string, wanted: string): Problem['at'] => {
  const before = source.slice(0, source.indexOf(wanted)).split('\n');
  return { file, line: before.length, column: (before.at(-1) ?? '').length + 1, length: wanted.length };
};
const problem = (source: string, wanted: string, more: Partial<Problem> = {}): Problem => ({
  rule: 'unknown-dependency',
  severity: 'error',
  at: at(source, wanted),
  message: 'Achievement 2.1 depends on 9.9, which this plan does not have.',
  ...more,
});
const render = (source: string, problems: readonly Problem[], width = 80): string =>
  renderProblems(problems, new Map([[file, source]]), { ...plain, width });

/** What stands above the marks, by columns of the terminal. */
const marked = (text: string): string => {
  const lines = text.split('\n');
  const marks = lines.findIndex((line) => /^\s+│ +\^+$/.test(line));
  const markLine = lines[marks] ?? '';
  const start = markLine.indexOf('^');
  const end = displayWidth(markLine);
  let column = 0;
  return [...new Intl.Segmenter().segment(lines[marks - 1] ?? '')]
    .filter(({ segment }) => {
      const from = column;
      column += displayWidth(segment);
      return from >= start && from < end;
    })
    .map(({ segment }) => segment)
    .join('');
};

describe('renderProblems', () => {
  test('shows place, severity, rule, message, the marked line and the advice', () => {
    const source = '# Plan\n\nDepends on: 9.9\n';
    expect(render(source, [problem(source, '9.9', { advice: 'Did you mean 1.9?' })])).toBe(
      [
        'PLAN_WEATHER.md:3:13  error  unknown-dependency',
        '  Achievement 2.1 depends on 9.9, which this plan does not have.',
        '  3 │ Depends on: 9.9',
        '    │             ^^^',
        '  → Did you mean 1.9?',
        '',
        '1 error in 1 file',
        '',
      ].join('\n'),
    );
  });

  test.each([
    ['tabs before it', '\t- Depends on:\t9.9 and more'],
    ['wide characters before it', '屋根の温度計 9.9 は'],
    ['emoji before it', '✅ 👩‍🔧 🇩🇪 done 9.9'],
    ['combining marks before it', 'cafe\u0301 u\u0308ber 9.9'],
    ['Windows line ends', 'one\r\nDepends on: 9.9\r\n'],
    ['control characters before it', 'a\u001b[31mred\u0007 9.9'],
    ['a very long line', `${'word '.repeat(5000)}9.9 ${'tail '.repeat(5000)}`],
    ['a very long wide line', `${'屋根'.repeat(300)}9.9${'屋根'.repeat(300)}`],
  ])('marks the very characters with %s', (_, source) => {
    const text = render(source, [problem(source, '9.9')]);
    expect(marked(text)).toBe('9.9');
    expect(Math.max(...text.split('\n').map(displayWidth))).toBeLessThanOrEqual(80);
    expect(text).not.toContain('\u001b');
    expect(text).not.toContain('\r');
  });

  test('marks a wide character below its whole width', () => {
    const source = 'needs 屋根 too';
    expect(marked(render(source, [problem(source, '屋根')]))).toBe('屋根');
  });

  test('marks the place behind a line that ends too early', () => {
    const place = { file, line: 1, column: 99, length: 4 };
    const text = render('short', [{ ...problem('short', 'short'), at: place }]);
    expect(text).toContain('  1 │ short\n    │      ^\n');
  });

  test('marks as much of a long place as there is room for', () => {
    const source = `${'x'.repeat(30)}${'y'.repeat(500)}`;
    const text = render(source, [problem(source, 'y'.repeat(500))]);
    expect(Math.max(...text.split('\n').map(displayWidth))).toBeLessThanOrEqual(80);
    expect(text).toMatch(/\^{20,}/);
  });

  test('shows each edge of a cycle at its place', () => {
    const source = '1.1 needs 2.1\n\n2.1 needs 1.1\n';
    const cycle = problem(source, '2.1', {
      rule: 'dependency-cycle',
      message: '1.1 and 2.1 need each other.',
      related: [{ at: at(source, '1.1\n'), message: '2.1 needs 1.1.' }],
    });
    const text = render(source, [cycle]);
    expect(text).toContain('PLAN_WEATHER.md:3:11\n  2.1 needs 1.1.\n  3 │ 2.1 needs 1.1\n');
  });

  test('keeps the files together and counts at the end', () => {
    const other = (line: number, severity: Problem['severity']): Problem => ({
      ...problem('', ''),
      severity,
      at: { file: 'b.md', line, column: 1 },
    });
    const text = render('9.9', [other(9, 'warning'), problem('9.9', '9.9'), other(2, 'error')]);
    expect(text.match(/^\S+\.md\S*/gm)).toEqual(['b.md:2:1', 'b.md:9:1', 'PLAN_WEATHER.md:1:1']);
    expect(text.endsWith('\n\n2 errors, 1 warning in 2 files\n')).toBe(true);
  });

  test('says what to do once for neighbours of one rule', () => {
    const source = '9.9 and 8.8';
    const advice = 'Take it out.';
    const text = render(source, [problem(source, '9.9', { advice }), problem(source, '8.8', { advice })]);
    expect(text).not.toContain('\n\nPLAN');
    expect(text.match(/→ Take it out\./g)).toHaveLength(1);
    const apart = render(source, [problem(source, '9.9', { advice }), problem(source, '8.8', { advice: 'Keep it.' })]);
    expect(apart.match(/→/g)).toHaveLength(2);
  });

  test('counts the remarks of a rule by file, and shows each when asked', () => {
    const source = 'a\nb\nc\nd\n';
    const remarks = ['a', 'b', 'c'].map((line) =>
      problem(source, line, { rule: 'open-part', severity: 'info', message: `Still to be written: ${line}` }),
    );
    const other = problem(source, 'd', { rule: 'other', severity: 'info', message: 'Look here.' });
    expect(render(source, [...remarks, other])).toBe(
      [
        'PLAN_WEATHER.md:1:1  open-part  3 parts to be written',
        'PLAN_WEATHER.md:4:1  other  Look here.',
        '--verbose shows each of them.',
        '',
        '4 notes in 1 file',
        '',
      ].join('\n'),
    );
    const all = renderProblems(remarks, new Map(), { ...plain, width: 80 }, true);
    expect(all.match(/Still to be written/g)).toHaveLength(3);
    expect(all).not.toContain('--verbose');
  });

  test('says nothing where there is nothing to say', () => {
    expect(render('', [])).toBe('');
  });
});
