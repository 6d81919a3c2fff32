import type { AchievementId } from '../domain/ids.ts';
import type { Problem } from '../domain/problem.ts';
import type { Condition, Status } from '../domain/status.ts';
import { nextActions } from '../workspace/next-action.ts';
import type { NextAction } from '../workspace/next-action.ts';
import type { StatusReport } from '../workspace/status-report.ts';
import { idsOnOneLine } from './ids-on-one-line.ts';
import { hasPrompt } from './prompts/next-prompt.ts';
import { planArgument } from './plan-argument.ts';
import type { PlanState } from './plan-state.ts';

/** Something to do next, and the command that does it. */
export interface NextStep {
  readonly say: string;
  readonly command?: string;
}

/** Where an achievement stands. */
export interface AchievementStatus {
  readonly id: AchievementId;
  readonly title: string;
  readonly level: number;
  readonly status: Status;
  readonly condition: Condition | null;
  /** In id order: the failed ones it is blocked by, or the direct dependencies it waits for. */
  readonly blockedBy: readonly AchievementId[];
  /** The run that has mended what a FIX sent back, until that is approved. */
  readonly mendedBy?: string | null;
  /** The run that has failed at it, until somebody begins with it. */
  readonly failedIn?: string | null;
  /** Middle of the estimate; null where the plan gives none. */
  readonly hours: number | null;
}

/** The status of a plan as a person sees it: what the files show, and what follows from it. */
export interface StatusView {
  readonly plan: { readonly name: string; readonly title: string };
  readonly achievements: readonly AchievementStatus[];
  readonly hours: { readonly total: number; readonly done: number; readonly left: number };
  /** Hours that working in parallel has saved so far on what is done, and their share of the hours done. */
  readonly saved: { readonly hours: number; readonly percent: number } | null;
  /** Where the text of the plan and the files do not agree, and whatever else is worth knowing. */
  readonly problems: readonly Problem[];
  readonly next: readonly NextStep[];
}

/** The command that does an action, where one does. */
const commandOf = (
  plan: string,
  { kind, achievements, level, command }: NextAction,
  isFirst: boolean,
): string | undefined => {
  if (command !== undefined) return command;
  const [first = ''] = achievements;
  switch (kind) {
    case 'create_subplans':
      return `planloom subplan ${plan} --batch`;
    case 'create_execution_tasks':
      return `planloom execution ${plan} --batch`;
    case 'review':
      return `planloom approve ${plan} ${idsOnOneLine(achievements).join(' ')}`;
    case 'execute':
      // Which prompt it is depends on what is written in the SUBPLAN.
      return isFirst ? `planloom prompt next ${plan}` : `planloom prompt continue-execution ${plan} ${first}`;
    case 'resolve_fix':
      return isFirst ? `planloom prompt next ${plan}` : `planloom prompt fix ${plan} ${first}`;
    case 'run_level':
      return `planloom run ${plan} --level ${level ?? 0}`;
    default:
      return undefined;
  }
};

/** What to do next, the recommended step first. */
export const nextSteps = (state: PlanState, report: StatusReport): readonly NextStep[] => {
  const actions = nextActions(report);
  const first = actions.find(({ kind }) => hasPrompt(kind));
  return actions.map((action) => {
    const command = commandOf(planArgument(state.graph.plan), action, action === first);
    return { say: action.message, ...(command === undefined ? {} : { command }) };
  });
};

/** A status report in the form of the JSON contract, and in the form that is drawn. */
export const statusView = (
  state: PlanState,
  report: StatusReport,
): { readonly json: Readonly<Record<string, unknown>>; readonly view: StatusView } => {
  const { root } = state.place;
  const { plan, achievements, levels, hours, saving } = report;
  const diagnostics = [...report.mismatches, ...report.problems];
  const json = {
    plan: { name: plan.name, title: plan.title, path: plan.file },
    achievements: achievements.map(
      ({ id, title, level, status, condition, blockedBy, mendedBy, failedIn, evidence, hours: each }) => ({
        id,
        title,
        level,
        status,
        condition,
        blockedBy,
        ...(mendedBy === null ? {} : { mendedBy }),
        ...(failedIn === null ? {} : { failedIn }),
        evidence: evidence.map((file) => root.label(file)),
        hours: each,
      }),
    ),
    levels: levels.map(({ level, total, counts, hours: each, achievements: ids }) => ({
      level,
      total,
      counts,
      hours: each,
      achievements: ids,
    })),
    hours,
    saving,
    next: nextActions(report),
    diagnostics,
  };
  const percent = saving.sequentialHours === 0 ? 0 : (saving.savedHours / saving.sequentialHours) * 100;
  const view = {
    plan,
    achievements,
    hours,
    saved: saving.savedHours > 0 ? { hours: saving.savedHours, percent } : null,
    problems: diagnostics,
    next: nextSteps(state, report),
  };
  return { json, view };
};
