import type { AchievementId } from '../domain/ids.ts';
import type { Problem } from '../domain/problem.ts';
import { fail, ok } from '../domain/result.ts';
import type { Result } from '../domain/result.ts';
import { existingDocument, isFinished, lacksDocument } from './batch.ts';
import type { BatchKind, BatchSelection } from './batch.ts';
import { emptySelectionReason } from './empty-selection-reason.ts';
import { findAchievement } from './find-achievement.ts';
import { documentPaths } from './names.ts';
import { refusalToWrite } from './refusal-to-write.ts';
import type { AchievementReport, StatusReport } from './status-report.ts';

/** At most one of them. None: the lowest level with a ready achievement that lacks the document. */
export interface BatchChoice {
  readonly level?: number;
  readonly achievement?: string;
  readonly all?: boolean;
}

const missingSubplan = (report: StatusReport, id: AchievementId): Problem => ({
  rule: 'missing-subplan',
  severity: 'error',
  at: { file: report.plan.file },
  message: `The EXECUTION_TASK of ${id} needs the SUBPLAN of ${id}, which does not exist.`,
  advice: `Create ${documentPaths(report.plan.name, id).subplan} first.`,
});

interface Chosen {
  readonly level: number | null;
  readonly achievements: readonly AchievementReport[];
  /** Made whether they are ready or not. */
  readonly evenWaiting: boolean;
}

const choose = (kind: BatchKind, report: StatusReport, choice: BatchChoice): Result<Chosen> => {
  const { achievements, levels, plan } = report;
  const refuse = (rule: string, message: string, advice: string) =>
    fail<readonly Problem[]>([{ rule, severity: 'error', at: { file: plan.file }, message, advice }]);
  const given = [choice.level !== undefined, choice.achievement !== undefined, choice.all === true];
  if (given.filter(Boolean).length > 1) {
    return refuse(
      'option-conflict',
      'A level, an achievement and all of them cannot be asked for at the same time.',
      'Give one of --level, --achievement and --all.',
    );
  }
  if (choice.all === true) return ok({ level: null, achievements, evenWaiting: true });
  if (choice.achievement !== undefined) {
    const found = findAchievement(report, choice.achievement);
    return found.ok ? ok({ level: null, achievements: [found.value], evenWaiting: true }) : found;
  }
  const ofLevel = (level: number) => achievements.filter((a) => a.level === level);
  if (choice.level !== undefined) {
    if (levels.some(({ level }) => level === choice.level)) {
      return ok({ level: choice.level, achievements: ofLevel(choice.level), evenWaiting: true });
    }
    const last = levels.at(-1)?.level;
    return refuse(
      'unknown-level',
      `${plan.name} has no level ${choice.level}.`,
      last === undefined ? 'It has no achievement yet.' : `Its levels are 0 to ${last}.`,
    );
  }
  const startable = achievements.filter((a) => a.condition === 'ready' && lacksDocument(kind, a));
  if (startable.length === 0) return ok({ level: null, achievements, evenWaiting: false });
  const level = startable.reduce((lowest, a) => Math.min(lowest, a.level), Infinity);
  return ok({ level, achievements: ofLevel(level), evenWaiting: false });
};

/**
 * Which documents a batch makes. Fails for an unknown level or achievement, for choices that exclude each other, and
 * where several PLANs share the folder.
 */
export const batchSelection = (
  kind: BatchKind,
  report: StatusReport,
  choice: BatchChoice = {},
): Result<BatchSelection> => {
  const refusal = refusalToWrite(report);
  if (refusal !== undefined) return fail([refusal]);
  const chosen = choose(kind, report, choice);
  if (!chosen.ok) return chosen;
  const { level, achievements, evenWaiting } = chosen.value;
  const isNamed = choice.achievement !== undefined;

  const make: { id: AchievementId; path: string }[] = [];
  const waiting: { id: AchievementId; blockedBy: readonly AchievementId[] }[] = [];
  const exists: { id: AchievementId; path: string }[] = [];
  const failed: { id: AchievementId; problem: Problem }[] = [];
  const finished: AchievementId[] = [];
  for (const achievement of achievements) {
    const { id, condition, blockedBy } = achievement;
    const existing = existingDocument(kind, achievement);
    if (existing !== null) exists.push({ id, path: existing });
    else if (isFinished(achievement) && !isNamed) finished.push(id);
    else if (!evenWaiting && (condition === 'waiting' || condition === 'blocked')) waiting.push({ id, blockedBy });
    else if (!evenWaiting && (condition !== 'ready' || !lacksDocument(kind, achievement))) continue;
    else if (kind === 'execution' && achievement.documents.subplan === null) {
      failed.push({ id, problem: missingSubplan(report, id) });
    } else {
      const paths = documentPaths(report.plan.name, id);
      make.push({ id, path: kind === 'subplan' ? paths.subplan : paths.executionTask });
    }
  }
  const selection = { kind, level, make, waiting, exists, failed, finished };
  return ok({ ...selection, reason: make.length > 0 ? null : emptySelectionReason(report, selection) });
};
