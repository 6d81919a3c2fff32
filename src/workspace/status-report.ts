import { compareIds } from '../domain/ids.ts';
import type { AchievementId } from '../domain/ids.ts';
import type { Plan, PlannedAchievement } from '../domain/plan.ts';
import type { Problem } from '../domain/problem.ts';
import { statuses } from '../domain/status.ts';
import type { Condition, Status } from '../domain/status.ts';
import { conditions } from './conditions.ts';
import { noDocuments } from './documents-on-disk.ts';
import type { AchievementDocuments, PlanDocuments } from './documents-on-disk.ts';
import type { ExecutionTaskProgress } from './execution-task-progress.ts';
import type { OpenRun, RunFacts } from './run-facts.ts';
import { savingOf } from './saving.ts';
import type { Saving } from './saving.ts';
import { statusMismatches } from './status-mismatches.ts';
import { deriveStatus } from './status.ts';

export interface StatusInput {
  readonly plan: { readonly name: string; readonly title: string; readonly file: string };
  readonly achievements: readonly Pick<
    PlannedAchievement,
    'id' | 'title' | 'priority' | 'estimate' | 'documentStatus' | 'position' | 'dependencies'
  >[];
  /** Dependency level of each achievement, from 0. */
  readonly levels: ReadonlyMap<AchievementId, number>;
  /** Pairs that never run at the same time. */
  readonly conflicts: Plan['conflicts'];
  readonly documents: PlanDocuments;
  /** What the EXECUTION_TASKs say, by path. */
  readonly progress: ReadonlyMap<string, ExecutionTaskProgress>;
  readonly facts: RunFacts;
  /** Whether the configuration says who works in runs. */
  readonly hasExecutor: boolean;
}

export interface AchievementReport {
  readonly id: AchievementId;
  readonly title: string;
  readonly level: number;
  readonly status: Status;
  readonly condition: Condition | null;
  readonly blockedBy: readonly AchievementId[];
  /** The files that the status rests on. */
  readonly evidence: readonly string[];
  /** Middle of the estimate, null without one. */
  readonly hours: number | null;
  readonly documents: AchievementDocuments;
  /** A run has merged work for it. */
  readonly isMerged: boolean;
  /** It is in progress and every EXECUTION_TASK of it says that it is complete: somebody should look at it. */
  readonly awaitsReview: boolean;
  /** It awaits approval, and this run has mended what a FIX sent it back for; null where that is not so. */
  readonly mendedBy: string | null;
  /** It is ready, and this run, the newest, has failed at it; null where that is not so, or somebody has begun with it. */
  readonly failedIn: string | null;
}

/** Hours by the middle of the estimates; `total` is `done` + `left` + `skipped`. */
export interface Hours {
  readonly total: number;
  readonly done: number;
  readonly left: number;
  readonly skipped: number;
}

export interface LevelReport {
  readonly level: number;
  readonly total: number;
  readonly counts: Readonly<Record<Status, number>>;
  readonly hours: Hours;
  readonly achievements: readonly AchievementId[];
}

/** Where a plan stands. Achievements and levels in their natural order. */
export interface StatusReport {
  readonly plan: { readonly name: string; readonly title: string; readonly file: string };
  readonly achievements: readonly AchievementReport[];
  readonly levels: readonly LevelReport[];
  readonly hours: Hours;
  /** How many achievements have no estimate, and so are in no sum of hours. */
  readonly withoutEstimate: number;
  readonly saving: Saving;
  /** What can be done with the newest run, the recommended first. */
  readonly openRuns: readonly OpenRun[];
  readonly unaccepted: RunFacts['unaccepted'];
  readonly hasExecutor: boolean;
  /** Other PLANs in the same folder; while there are some, nothing may be written. */
  readonly sharedWith: readonly string[];
  /** Marks in the PLAN text that the files contradict. */
  readonly mismatches: readonly Problem[];
  /** What is wrong with the documents on disk. */
  readonly problems: readonly Problem[];
}

/** Sums of quarter hours and thirds stay readable. */
const rounded = (hours: number): number => Math.round(hours * 100) / 100;

const hoursOf = (achievements: readonly AchievementReport[]): Hours => {
  const sum = (counts: (status: Status) => boolean): number =>
    rounded(achievements.reduce((hours, a) => hours + (counts(a.status) ? (a.hours ?? 0) : 0), 0));
  const done = sum((status) => status === 'complete');
  const skipped = sum((status) => status === 'skipped');
  const left = sum((status) => status !== 'complete' && status !== 'skipped');
  return { total: rounded(done + skipped + left), done, left, skipped };
};

/** Puts together what the plan, the files on disk and the runs say. */
export const statusReport = (input: StatusInput): StatusReport => {
  const { plan, levels, documents, progress, facts } = input;
  const inOrder = [...input.achievements].sort((a, b) => compareIds(a.id, b.id));
  const documentsOf = (id: AchievementId): AchievementDocuments => documents.byAchievement.get(id) ?? noDocuments;
  const derived = new Map(inOrder.map(({ id }) => [id, deriveStatus(id, documentsOf(id), progress, facts)]));
  const statusOf = new Map([...derived].map(([id, { status }]) => [id, status]));
  const dependencies = new Map(inOrder.map(({ id, dependencies: on }) => [id, on.map((dependency) => dependency.on)]));
  const priorities = new Map(inOrder.map(({ id, priority }) => [id, priority?.number ?? null]));
  const conditionOf = conditions(dependencies, statusOf, facts);

  const achievements = inOrder.map(({ id, title, estimate }): AchievementReport => {
    const { status, evidence } = derived.get(id) ?? { status: 'not_started' as const, evidence: [] };
    const { condition, blockedBy } = conditionOf.get(id) ?? { condition: null, blockedBy: [] };
    const tasks = documentsOf(id).executionTasks;
    return {
      id,
      title,
      level: levels.get(id) ?? 0,
      status,
      condition,
      blockedBy,
      evidence,
      hours: estimate === null ? null : rounded((estimate.minHours + estimate.maxHours) / 2),
      documents: documentsOf(id),
      isMerged: facts.merged.has(id) || facts.awaitingApproval.has(id),
      awaitsReview:
        status === 'in_progress' && tasks.length > 0 && tasks.every((path) => progress.get(path)?.says === 'complete'),
      failedIn: condition === 'ready' && status !== 'in_progress' ? (facts.failed.get(id) ?? null) : null,
      mendedBy: condition === 'awaiting_approval' ? (facts.mended.get(id)?.runId ?? null) : null,
    };
  });

  const byLevel = new Map<number, AchievementReport[]>();
  for (const achievement of achievements) {
    const list = byLevel.get(achievement.level);
    if (list === undefined) byLevel.set(achievement.level, [achievement]);
    else list.push(achievement);
  }
  const countsOf = (list: readonly AchievementReport[]): Readonly<Record<Status, number>> => {
    const counts = Object.fromEntries(statuses.map((status) => [status, 0])) as Record<Status, number>;
    for (const { status } of list) counts[status]++;
    return counts;
  };
  return {
    plan,
    achievements,
    levels: [...byLevel]
      .sort(([a], [b]) => a - b)
      .map(([level, list]) => ({
        level,
        total: list.length,
        counts: countsOf(list),
        hours: hoursOf(list),
        achievements: list.map(({ id }) => id),
      })),
    hours: hoursOf(achievements),
    withoutEstimate: achievements.filter(({ hours }) => hours === null).length,
    saving: savingOf(
      achievements
        .filter(({ status }) => status === 'complete')
        .map(({ id, hours }) => ({
          id,
          hours,
          priority: priorities.get(id) ?? null,
          dependencies: dependencies.get(id) ?? [],
        })),
      input.conflicts,
    ),
    openRuns: facts.open,
    unaccepted: facts.unaccepted,
    hasExecutor: input.hasExecutor,
    sharedWith: documents.sharedWith,
    mismatches: statusMismatches(plan.file, inOrder, statusOf),
    problems: documents.problems,
  };
};
