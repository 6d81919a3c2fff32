import { describe, expect, test } from 'vitest';
import { schedule } from '../../src/app/schedule.ts';
import type { ScheduleOptions } from '../../src/app/schedule.ts';
import { achievementId } from '../../src/domain/ids.ts';
import type { AchievementId } from '../../src/domain/ids.ts';
import type { Plan, PlannedAchievement } from '../../src/domain/plan.ts';
import { renderGantt } from '../../src/reporting/gantt/render-gantt.ts';
import { renderGanttSvg } from '../../src/reporting/gantt/render-gantt-svg.ts';
import { axisHours } from '../../src/reporting/gantt/time-axis.ts';

const id = (text: string): AchievementId => achievementId(text)!;

const achievement = (
  text: string,
  title: string,
  hours: number | null,
  needs: readonly string[],
): PlannedAchievement => ({
  id: id(text),
  title,
  severity: null,
  priority: null,
  goal: null,
  estimate: hours === null ? null : { minHours: hours, maxHours: hours },
  documentStatus: null,
  deliverables: [],
  successCriteria: [],
  tests: [],
  validationScript: null,
  position: { line: 1, column: 1 },
  indexPosition: null,
  section: null,
  dependencies: needs.map((on) => ({ on: id(on), strength: 'stated', evidence: [] })),
});

const planOf = (achievements: readonly PlannedAchievement[], conflicts: Plan['conflicts'] = []): Plan => ({
  file: 'PLAN_LIGHTHOUSE.md',
  name: 'LIGHTHOUSE',
  title: 'Lighthouse',
  metadata: {},
  scope: 3,
  achievements,
  conflicts,
  contradictions: [],
  groupStatements: [],
  notes: [],
  problems: [],
});

const usual: ScheduleOptions = { executors: 2, improveRounds: 0, rounds: 20, seed: 1 };

/** Ten priorities of ten; each needs two of the priority before. */
const hundred = planOf(
  Array.from({ length: 100 }, (_, at) => {
    const [priority, number] = [Math.floor(at / 10), (at % 10) + 1];
    const needs = priority === 0 ? [] : [`${priority - 1}.${number}`, `${priority - 1}.${(number % 10) + 1}`];
    return achievement(
      `${priority}.${number}`,
      `A lamp that turns in the night, number ${at}`,
      1 + ((at * 7) % 9),
      needs,
    );
  }),
);
const small = planOf(
  [
    achievement('0.1', 'Foundation', 4, []),
    achievement('0.2', 'Lamp', 2, []),
    achievement('1.1', 'Tower <high> & "round"', 6, ['0.1']),
    achievement('1.2', 'Keeper', null, ['0.2']),
    achievement('1.3', 'Boat', 1, []),
  ],
  [{ a: id('0.1'), b: id('0.2'), paths: ['rock'] }],
);

describe('the chart on a terminal', () => {
  test.each([60, 80, 120])('keeps every line within %d columns, with a line an achievement', (width) => {
    for (const unicode of [true, false]) {
      const text = renderGantt(schedule(hundred, { ...usual, executors: 8 }), { color: false, width, unicode });
      for (const line of text.split('\n')) expect(line.length, line).toBeLessThanOrEqual(width);
      for (const { id: each } of hundred.achievements) expect(text).toMatch(new RegExp(`^ .. *${each} +A`, 'm'));
    }
  });

  test('shows lanes, levels, the critical path, waits, and what has no estimate', () => {
    const text = renderGantt(schedule(small, usual), { color: false, width: 80, unicode: true });
    expect(text).toMatch(/^ {2}1 {2}├0\.1─+├1\.1─+ 100 %$/m);
    expect(text).toMatch(/^ {2}◆ 0\.1 +Foundation +0 +1 +0–4 +█+$/m);
    expect(text).toMatch(/^ {4}0\.2 +Lamp +0 +2 +4–6 +×+▓+$/m);
    expect(text).toMatch(/^ {4}1\.2 +Keeper +1 +\d +6 +\?$/m);
    expect(text).toContain('Critical path    10 h: 0.1 → 1.1');
  });

  test('is plain ASCII where the terminal has no more', () => {
    const text = renderGantt(schedule(small, usual), { color: false, width: 80, unicode: false });
    expect(text).toMatch(/^[\n -~]*$/);
  });

  test.each([
    [10_001, 'less than 1 % longer'],
    [10_700, '7 % longer'],
  ])('says how far %d hours are from a bound of 10000', (makespanHours, words) => {
    const text = renderGantt(
      { ...schedule(small, usual), makespanHours, lowerBoundHours: 10_000 },
      { color: false, width: 120, unicode: true },
    );
    expect(text).toContain(`this schedule is ${words}`);
  });

  test('of a plan without any estimate says how to give some', () => {
    const plan = planOf([achievement('0.1', 'Lamp', null, []), achievement('0.2', 'Boat', null, ['0.1'])]);
    const text = renderGantt(schedule(plan, usual), { color: false, width: 80, unicode: true });
    expect(text).toContain('! No achievement has an estimate');
  });
});

describe('the picture', () => {
  const svg = renderGanttSvg(schedule(small, usual));

  test('holds every achievement with its times, and nothing that XML would misread', () => {
    expect(svg).toContain('1.1 Tower &lt;high&gt; &amp; &quot;round&quot;: executor 1, 4 to 10 h, level 1');
    expect(svg).toContain('0.2 does not run beside 0.1');
    expect(svg).not.toContain('<high>');
  });

  test('is the same for the same schedule', () => {
    expect(renderGanttSvg(schedule(small, usual))).toBe(svg);
  });
});

test.each([
  [10, 5, [0, 2, 4, 6, 8, 10]],
  [0.5, 5, [0, 0.1, 0.2, 0.3, 0.4, 0.5]],
  [61, 4, [0, 20, 40, 60]],
  [0, 4, [0]],
])('an axis of %s hours with room for %s marks has them at round numbers', (hours, room, marks) => {
  expect(axisHours(hours, room)).toEqual(marks);
});
