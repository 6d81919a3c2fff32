import type { AchievementId } from '../domain/ids.ts';
import type { Status } from '../domain/status.ts';
import { dependentsOf } from '../graph/graph.ts';
import { isFinished } from '../workspace/batch.ts';
import type { StatusReport } from '../workspace/status-report.ts';
import type { PlanState } from './plan-state.ts';
import { nextSteps } from './status-view.ts';
import type { NextStep } from './status-view.ts';

/** What can be worked on now, the most useful first. */
export interface NextView {
  readonly plan: { readonly name: string; readonly title: string };
  readonly ready: readonly {
    readonly id: AchievementId;
    readonly title: string;
    readonly level: number;
    readonly status: Status;
    /** The run that has failed at it, until somebody begins with it. */
    readonly failedIn?: string;
    readonly hours: number | null;
    readonly critical: boolean;
    readonly dependents: readonly AchievementId[];
    readonly conflictsWith: readonly AchievementId[];
  }[];
  /** Nothing is left to do in the whole plan. */
  readonly isFinished: boolean;
  readonly waiting: number;
  readonly blocked: number;
  readonly advice: readonly NextStep[];
}

/** The ready achievements in the order in which a run would start them: longest way to the end first. */
export const nextView = (state: PlanState, report: StatusReport): NextView => {
  const { graph } = state;
  const ready = report.achievements.filter(({ condition }) => condition === 'ready');
  const ids = new Set(ready.map(({ id }) => id));
  const critical = new Set(graph.criticalPath.achievements);
  const rank = new Map(graph.order.map((id, index) => [id, index]));
  const conflictsOf = (id: AchievementId): readonly AchievementId[] =>
    graph.plan.conflicts
      .flatMap(({ a, b }) => (a === id ? [b] : b === id ? [a] : []))
      .filter((other) => ids.has(other));
  return {
    plan: report.plan,
    ready: [...ready]
      .sort((a, b) => (rank.get(a.id) ?? 0) - (rank.get(b.id) ?? 0))
      .map(({ id, title, level, status, failedIn, hours }) => ({
        id,
        title,
        level,
        status,
        ...(failedIn === null ? {} : { failedIn }),
        hours,
        critical: critical.has(id),
        dependents: dependentsOf(graph.graph, id),
        conflictsWith: conflictsOf(id),
      })),
    isFinished: report.achievements.length > 0 && report.achievements.every(isFinished),
    waiting: report.achievements.filter(({ condition }) => condition === 'waiting').length,
    blocked: report.achievements.filter(({ condition }) => condition === 'blocked').length,
    advice: nextSteps(state, report),
  };
};
