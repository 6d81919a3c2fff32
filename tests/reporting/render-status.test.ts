import { describe, expect, test } from 'vitest';
import type { Condition, Status } from '../../src/domain/status.ts';
import { displayWidth } from '../../src/reporting/display-width.ts';
import { renderNext } from '../../src/reporting/render-next.ts';
import { renderStatus } from '../../src/reporting/render-status.ts';
import { renderStatusMarkdown } from '../../src/reporting/render-status-markdown.ts';
import type { AchievementStatus, StatusView } from '../../src/app/status-view.ts';
import { id, plain } from './sample-plan.ts';

const row = (
  text: string,
  status: Status,
  condition: Condition | null = null,
  blockedBy: readonly string[] = [],
  more: Partial<AchievementStatus> = {},
): AchievementStatus => ({
  id: id(text),
  title: `Title of ${text}`,
  level: 0,
  status,
  condition,
  blockedBy: blockedBy.map(id),
  hours: 4,
  ...more,
});

const report = (achievements: readonly AchievementStatus[], more: Partial<StatusView> = {}): StatusView => ({
  plan: { name: 'WEATHER', title: 'PLAN: A weather station' },
  achievements,
  hours: { total: 20, done: 5, left: 15 },
  saved: { hours: 2, percent: 40 },
  problems: [],
  next: [{ say: 'Create the SUBPLANs.', command: 'planloom subplan --batch @WEATHER' }],
  ...more,
});

const some = report([
  row('1.10', 'not_started', 'waiting', ['1.1', '1.2'], { level: 1 }),
  row('1.2', 'failed'),
  row('1.1', 'complete', null, [], { title: '屋根の温度計' }),
  row('2.1', 'not_started', 'blocked', ['1.2'], { level: 1, hours: null }),
  row('1.3', 'subplan_created', 'ready', [], { level: 0, hours: 12.5 }),
]);

describe('renderStatus', () => {
  test('tells the whole story without colour', () => {
    expect(renderStatus(some, plain)).toBe(
      [
        'WEATHER  A weather station',
        '',
        'Achievements  █████░░░░░░░░░░░░░░░░░░░  1 of 5',
        'Hours         ██████░░░░░░░░░░░░░░░░░░  5 of 20 h',
        '              1 complete, 1 failed, 1 subplan created, 2 not started',
        '',
        'Level 0  ████░░░░░░░░  1 of 3  1 complete, 1 failed, 1 subplan created; 1 ready',
        '  ✓  1.1   屋根の温度計   complete                                  4 h',
        '  ✗  1.2   Title of 1.2   failed                                    4 h',
        '  ◔  1.3   Title of 1.3   subplan created  ready                 12.5 h',
        '',
        'Level 1  ░░░░░░░░░░░░  0 of 2  2 not started; 1 blocked, 1 waiting',
        '  ○  1.10  Title of 1.10  not started      waiting for 1.1, 1.2     4 h',
        '  ○  2.1   Title of 2.1   not started      blocked by 1.2             –',
        '',
        '5 h done, 15 h left, 2 h saved by working in parallel (40 %), by the estimates',
        '',
        'Next',
        '  → Create the SUBPLANs.',
        '    planloom subplan --batch @WEATHER',
        '',
      ].join('\n'),
    );
  });

  test('stays within the width with a hundred achievements, long titles and long lists', () => {
    const many = Array.from({ length: 100 }, (_, i) =>
      row(`${Math.floor(i / 12)}.${(i % 12) + 1}`, 'execution_created', 'waiting', ['1.1', '1.2', '10.11', '10.12'], {
        level: Math.floor(i / 12),
        title: '屋根 with `code` and a title that goes on and on and on 🌧️'.repeat(2),
      }),
    );
    for (const width of [60, 80, 120]) {
      const lines = renderStatus(report(many), { ...plain, width }).split('\n');
      expect(Math.max(...lines.map(displayWidth))).toBeLessThanOrEqual(width);
      expect(new Set(lines.filter((l) => l.startsWith('  ◑')).map(displayWidth))).toEqual(new Set([width]));
    }
  });

  test('keeps the counts whole on forty columns', () => {
    const lines = renderStatus(report(some.achievements, { hours: { total: 1234.5, done: 1000.5, left: 234 } }), {
      ...plain,
      width: 40,
    }).split('\n');
    expect(lines[2]).toMatch(/^Achievements {2}[█░]{6} {2}1 of 5$/);
    expect(lines[3]).toMatch(/^Hours {9}[█░]{6} {2}1000\.5 of 1234\.5 h$/);
    expect(lines.find((line) => line.startsWith('Level 0'))).toMatch(/^Level 0 {2}[█░]{8} {2}1 of 3/);
  });

  test('adds nothing but colour when there is colour', () => {
    const colored = renderStatus(some, { ...plain, color: true });
    expect(colored.replace(/\u001b\[\d+m/g, '')).toBe(renderStatus(some, plain));
  });

  test('draws in ASCII where the terminal has no more', () => {
    const ascii = report([row('1.1', 'complete'), row('1.2', 'failed')]);
    expect(renderStatus(ascii, { ...plain, unicode: false })).toMatch(/^[\n -~]*$/);
  });

  test('shows where text and files disagree, ten of them', () => {
    const problems = Array.from({ length: 12 }, (_, i) => ({
      rule: 'status-differs',
      severity: 'warning' as const,
      at: { file: 'plans/PLAN_WEATHER.md', line: i + 1 },
      message: `The plan ticks 1.${i + 1}, no file approves it.`,
    }));
    const text = renderStatus(report([row('1.1', 'complete')], { problems }), plain);
    expect(text).toContain('  ! The plan ticks 1.1, no file approves it. PLAN_WEATHER.md:1\n');
    expect(text).toContain('and 2 more; planloom check shows them all');
  });
});

describe('renderStatusMarkdown', () => {
  test('has a table a level, its ids in natural order and its cells escaped', () => {
    const text = renderStatusMarkdown(
      report([row('1.10', 'complete'), row('1.2', 'in_progress', 'ready', [], { title: 'Use <b> | `a|b`' })]),
    );
    expect(text).toContain('## Level 0: 1 of 2');
    expect(text).toContain(
      '| 1.2 | Use &lt;b> \\| `a\\|b` | 🟡 in progress | ready | 4 |\n| 1.10 | Title of 1.10 | ✅ complete |  | 4 |',
    );
    expect(text).toContain('## Next\n\n- Create the SUBPLANs. `planloom subplan --batch @WEATHER`\n');
  });
});

describe('renderNext', () => {
  const ready = {
    id: id('1.1'),
    title: 'Read the wind',
    level: 0,
    status: 'not_started' as const,
    hours: 4,
    critical: true,
  };

  test('shows what is ready, what it opens, and what to do', () => {
    const text = renderNext(
      {
        plan: some.plan,
        ready: [{ ...ready, dependents: [id('2.1')], conflictsWith: [id('1.2')] }],
        isFinished: false,
        waiting: 3,
        blocked: 1,
        advice: [{ say: 'Create the SUBPLANs.', command: 'planloom subplan --batch @WEATHER' }],
      },
      plain,
    );
    expect(text).toContain('1 achievement ready, 3 waiting, 1 blocked\n');
    expect(text).toContain('  ◆  1.1  Read the wind  not started  4 h  then 2.1\n');
    expect(text).toContain('! 1.1 touches the same paths as 1.2: not both at once.');
    expect(text).toContain('→ Create the SUBPLANs.\n    planloom subplan --batch @WEATHER\n');
  });

  test('says plainly that nothing is ready', () => {
    const nothing = { plan: some.plan, ready: [], isFinished: false, waiting: 0, blocked: 0, advice: [] };
    const view = { ...nothing, blocked: 2, advice: [{ say: 'Resolve the FIX of 1.1.' }] };
    expect(renderNext(view, plain)).toContain('Nothing is ready, 2 blocked\n\n  → Resolve the FIX of 1.1.\n');
    expect(renderNext({ ...nothing, isFinished: true }, plain)).toContain('The plan is finished\n');
  });
});
