import type { AchievementInput } from '../../src/documents/achievement-view.ts';
import type { ExecutionTaskInput } from '../../src/documents/execution-task-view.ts';
import type { SubplanInput } from '../../src/documents/subplan-view.ts';
import type { Conflict, Dependency } from '../../src/domain/evidence.ts';
import { achievementId, type AchievementId } from '../../src/domain/ids.ts';
import type { Plan, PlannedAchievement } from '../../src/domain/plan.ts';

export const id = (text: string): AchievementId => {
  const known = achievementId(text);
  if (known === undefined) throw new Error(`${text} is no id`);
  return known;
};

/** An achievement of which the plan says nothing but its title. */
export const bareAchievement = (text: string, title: string): PlannedAchievement => ({
  id: id(text),
  title,
  severity: null,
  priority: null,
  goal: null,
  estimate: null,
  documentStatus: null,
  deliverables: [],
  successCriteria: [],
  tests: [],
  validationScript: null,
  position: { line: 12, column: 1 },
  indexPosition: null,
  section: null,
  dependencies: [],
});

export const statedBy = (on: string, line: number, text: string): Dependency => ({
  on: id(on),
  strength: 'stated',
  evidence: [{ kind: 'field', file: 'plans/STATION/PLAN_STATION.md', line, column: 1, text }],
});

/** An achievement of a weather station, with everything that a plan can say. */
export const fullAchievement: PlannedAchievement = {
  ...bareAchievement('2.1', 'Readings reach the archive'),
  severity: 'CRITICAL',
  priority: { number: 2, label: 'Archive' },
  goal: 'Every reading of a sensor is kept.\nA station without network loses none.',
  estimate: { minHours: 4, maxHours: 6 },
  deliverables: [
    { text: '`src/archive/writer.ts` - appends readings', path: 'src/archive/writer.ts' },
    { text: 'The import of old readings', path: 'scripts/import-readings.sh' },
    { text: 'A page about the format' },
  ],
  successCriteria: ['No reading is lost when the power fails', 'A month of readings is found in 50 ms'],
  tests: ['Kill the writer at every step', 'Import the same day twice'],
  validationScript: 'scripts/verify-archive.sh',
  section: { from: 40, to: 62 },
  dependencies: [
    statedBy('1.1', 44, '**Depends on**: 1.1'),
    {
      on: id('1.2'),
      strength: 'assumed',
      evidence: [{ kind: 'assumption', file: 'PLAN_STATION.md', line: 40, column: 1, text: '## Priority 2' }],
    },
  ],
};

const conflicts: readonly Conflict[] = [
  { a: id('2.1'), b: id('2.3'), paths: ['src/archive/writer.ts', 'src/archive/index.ts'] },
  { a: id('1.1'), b: id('1.2'), paths: ['README.md'] },
];

export const planWith = (achievement: PlannedAchievement, others: readonly PlannedAchievement[] = []): Plan => ({
  file: 'plans/STATION/PLAN_STATION.md',
  name: 'STATION',
  title: 'A weather station that forgets nothing',
  metadata: {},
  scope: 2,
  achievements: [
    bareAchievement('1.1', 'Sensors are read'),
    bareAchievement('1.2', 'Clock is set'),
    achievement,
    bareAchievement('2.2', 'Battery is watched'),
    bareAchievement('2.3', 'Archive is compressed'),
    bareAchievement('3.1', 'Week at a glance'),
    ...others,
  ],
  conflicts,
  contradictions: [],
  groupStatements: [],
  notes: [],
  problems: [],
});

const common = (achievement: PlannedAchievement): AchievementInput => ({
  plan: planWith(achievement),
  achievement,
  planFile: '../PLAN_STATION.md',
  created: '2031-04-05',
  level: 1,
  group: { number: 1, of: 2 },
  together: [id('2.2')],
  dependents: [id('3.1')],
  subplanFiles: new Map([[id('1.1'), 'SUBPLAN_STATION_11.md']]),
  approvalFile: '../execution/feedbacks/APPROVED_21.md',
});

export const subplanInput = (achievement = fullAchievement, changes: Partial<SubplanInput> = {}): SubplanInput => ({
  ...common(achievement),
  executionTaskFile: '../execution/EXECUTION_TASK_STATION_21_01.md',
  ...changes,
});

export const taskInput = (
  achievement = fullAchievement,
  changes: Partial<ExecutionTaskInput> = {},
): ExecutionTaskInput => ({
  ...common(achievement),
  approvalFile: 'feedbacks/APPROVED_21.md',
  subplanFile: '../subplans/SUBPLAN_STATION_21.md',
  subplan: { objective: [], approach: [], successCriteria: [] },
  taskNumber: 1,
  taskKind: 'single execution',
  ...changes,
});
