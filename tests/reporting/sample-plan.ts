import type { Conflict, Dependency, Strength } from '../../src/domain/evidence.ts';
import type { AchievementId } from '../../src/domain/ids.ts';
import { achievementId } from '../../src/domain/ids.ts';
import type { Plan, PlannedAchievement } from '../../src/domain/plan.ts';
import type { GraphView } from '../../src/reporting/graph-view.ts';
import type { Look } from '../../src/reporting/look.ts';

export const plain: Look = { color: false, width: 80, unicode: true };

export const id = (text: string): AchievementId => {
  const found = achievementId(text);
  if (found === undefined) throw new Error(`${text} is no id`);
  return found;
};

const file = 'plans/WEATHER/PLAN_WEATHER.md';

const dependency = (on: string, strength: Strength): Dependency => ({
  on: id(on),
  strength,
  evidence: [
    {
      kind: strength === 'assumed' ? 'assumption' : 'field',
      file,
      line: 41,
      column: 3,
      text: `- **Depends on**: ${on}`,
    },
  ],
});

export const achievement = (
  text: string,
  title: string,
  hours: number | null = 4,
  needs: readonly (readonly [string, Strength])[] = [],
): PlannedAchievement => ({
  id: id(text),
  title,
  severity: null,
  priority: { number: Number(text.split('.')[0]), label: 'Readings' },
  goal: null,
  estimate: hours === null ? null : { minHours: hours - 1, maxHours: hours + 1 },
  documentStatus: null,
  deliverables: [],
  successCriteria: [],
  tests: [],
  validationScript: null,
  position: { line: 1, column: 1 },
  indexPosition: null,
  section: null,
  dependencies: needs.map(([on, strength]) => dependency(on, strength)),
});

export const planOf = (achievements: readonly PlannedAchievement[], conflicts: readonly Conflict[] = []): Plan => ({
  file,
  name: 'WEATHER',
  title: 'A weather station for the roof',
  metadata: { Status: 'active' },
  scope: 2,
  achievements,
  conflicts,
  contradictions: [],
  groupStatements: [],
  notes: [],
  problems: [],
});

/** A graph whose levels are the first parts of the ids, one group a level. */
export const graphOf = (plan: Plan): GraphView => {
  const numbers = [...new Set(plan.achievements.map((a) => Number(a.id.split('.')[0])))];
  const levels = numbers.map((level) => {
    const achievements = plan.achievements.filter((a) => Number(a.id.split('.')[0]) === level).map((a) => a.id);
    return { level, achievements, groups: [achievements] };
  });
  return {
    plan,
    levels,
    criticalPath: { achievements: levels.flatMap((l) => l.achievements.slice(0, 1)), hours: 4 * levels.length },
    savings: { sequentialHours: 4 * plan.achievements.length, parallelHours: 4 * levels.length, reductionPercent: 50 },
    drawn: plan.achievements.flatMap((a) => a.dependencies.map((d) => ({ from: a.id, on: d.on }))),
  };
};

const titles = [
  'Read the wind sensor',
  '屋根の温度計を読み取る',
  'Publish `readings.json` with a very long title that no terminal has room for, and then some 🌧️',
  'Draw the map',
];

/** `count` achievements, ten a level, each needing two of the level before it. */
export const largePlan = (count: number): Plan =>
  planOf(
    Array.from({ length: count }, (_, index) => {
      const level = Math.floor(index / 10);
      const place = index % 10;
      const needs: readonly (readonly [string, Strength])[] =
        level === 0
          ? []
          : [
              [`${level - 1}.${place + 1}`, 'stated'],
              [`${level - 1}.${((place + 3) % 10) + 1}`, 'assumed'],
            ];
      return achievement(
        `${level}.${place + 1}`,
        titles[index % titles.length] ?? '',
        index % 7 === 0 ? null : 4,
        needs,
      );
    }),
    [{ a: id('0.1'), b: id('0.2'), paths: ['src/readings/store.ts', `src/${'deep/'.repeat(30)}file.ts`] }],
  );
