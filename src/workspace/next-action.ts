import { compareIds } from '../domain/ids.ts';
import type { AchievementId } from '../domain/ids.ts';
import { isFinished, lacksDocument } from './batch.ts';
import { listInWords } from '../text/list-in-words.ts';
import type { AchievementReport, StatusReport } from './status-report.ts';

export interface NextAction {
  readonly kind:
    | 'resume_run'
    | 'retry_run'
    | 'accept_run'
    | 'create_subplans'
    | 'create_execution_tasks'
    | 'execute'
    | 'review'
    | 'resolve_fix'
    | 'run_level'
    | 'wait'
    | 'complete'
    | 'add_achievements';
  readonly achievements: readonly AchievementId[];
  /** The level it is about, where it is about one. */
  readonly level: number | null;
  /** The run it is about, where it is about one, and the command that does it. */
  readonly runId?: string;
  readonly command?: string;
  /** What to do, as one sentence. */
  readonly message: string;
}

/** The documents to make for the lowest level that has a ready achievement without them. */
const creation = (
  achievements: readonly AchievementReport[],
  kind: 'create_subplans' | 'create_execution_tasks',
  noun: string,
): readonly NextAction[] => {
  if (achievements.length === 0) return [];
  const level = Math.min(...achievements.map((a) => a.level));
  const ids = achievements.filter((a) => a.level === level).map(({ id }) => id);
  const nouns = ids.length === 1 ? `the ${noun}` : `the ${ids.length} ${noun}s`;
  return [{ kind, achievements: ids, level, message: `Create ${nouns} of level ${level}: ${listInWords(ids)}.` }];
};

const about = (
  kind: NextAction['kind'],
  achievements: readonly AchievementReport[],
  say: (ids: string) => string,
): readonly NextAction[] => {
  const ids = achievements.map(({ id }) => id);
  return ids.length === 0 ? [] : [{ kind, achievements: ids, level: null, message: say(listInWords(ids)) }];
};

/** ` 2.3 was sent back, and mended by run X.` */
const mendedWords = (achievements: readonly AchievementReport[]): string => {
  const mended = achievements.filter(({ mendedBy }) => mendedBy !== null);
  const runs = [...new Set(mended.map(({ mendedBy }) => mendedBy ?? ''))];
  return runs
    .map((run) => {
      const ids = mended.filter(({ mendedBy }) => mendedBy === run).map(({ id }) => id);
      return ` ${listInWords(ids)} ${ids.length === 1 ? 'was' : 'were'} sent back, and mended by run ${run}.`;
    })
    .join('');
};

/** The lowest level that a run could take as it stands: its documents are there, or the plan does without. */
const runOfLevel = (
  { achievements, openRuns, hasExecutor }: StatusReport,
  startable: readonly AchievementReport[],
  isPrepared: (achievement: AchievementReport) => boolean,
): readonly NextAction[] => {
  const isUnderway = achievements.some(({ condition }) => condition === 'running');
  if (!hasExecutor || isUnderway || openRuns.some(({ step }) => step !== 'accept') || startable.length === 0) return [];
  const level = Math.min(...startable.map((a) => a.level));
  const ofLevel = startable.filter((a) => a.level === level);
  const doesWithout = achievements.every(({ documents }) => documents.subplan === null);
  if (!doesWithout && !ofLevel.every((a) => a.status === 'failed' || isPrepared(a))) return [];
  const ids = ofLevel.map(({ id }) => id).sort(compareIds);
  return [{ kind: 'run_level', achievements: ids, level, message: `Or have a run work on ${listInWords(ids)}.` }];
};

const aboutRun = ({ openRuns }: StatusReport): readonly NextAction[] =>
  openRuns.map(({ runId, step, nodes, command }) => {
    const message = {
      resume: `Go on with the run ${runId} where it was left.`,
      retry: `Try ${listInWords(nodes, 'and', 3)} again, at which the run ${runId} failed.`,
      accept: `Take over what the run ${runId} has done${openRuns.length > 1 ? ', without the rest' : ''}.`,
    }[step];
    return { kind: `${step}_run`, achievements: nodes, level: null, runId, command, message };
  });

/**
 * What can be done now, the recommended action first; there is always one. `complete` comes last, and only when every
 * achievement is complete or skipped.
 */
export const nextActions = (report: StatusReport): readonly NextAction[] => {
  const { achievements } = report;
  if (achievements.length === 0) {
    const message = `${report.plan.name} has no achievement yet; write some into the plan.`;
    return [{ kind: 'add_achievements', achievements: [], level: null, message }];
  }
  const unfinished = achievements.filter((a) => !isFinished(a));
  if (unfinished.length === 0) {
    const skipped = achievements.filter(({ status }) => status === 'skipped').length;
    const complete = achievements.length - skipped;
    const message =
      skipped === 0
        ? `All ${complete} achievements are complete.`
        : `Nothing is left to do: ${complete} of ${achievements.length} achievements are complete, ${skipped} skipped.`;
    return [...aboutRun(report), { kind: 'complete', achievements: [], level: null, message }];
  }
  const ready = unfinished.filter(({ condition }) => condition === 'ready');
  const toReview = unfinished.filter((a) => a.condition === 'awaiting_approval' || a.awaitsReview);
  const failed = unfinished.filter((a) => a.status === 'failed' && a.condition === null);
  const isPrepared = (a: AchievementReport): boolean =>
    !toReview.includes(a) && !lacksDocument('subplan', a) && !lacksDocument('execution', a);
  const actions = [
    ...aboutRun(report),
    ...creation(
      ready.filter((a) => lacksDocument('subplan', a)),
      'create_subplans',
      'SUBPLAN',
    ),
    ...creation(
      ready.filter((a) => !lacksDocument('subplan', a) && lacksDocument('execution', a)),
      'create_execution_tasks',
      'EXECUTION_TASK',
    ),
    ...about(
      'review',
      toReview,
      (ids) => `Review ${ids}: approve what is done, or write down what is to fix.${mendedWords(toReview)}`,
    ),
    ...about('execute', ready.filter(isPrepared), (ids) => `Work on ${ids}.`),
    ...about('resolve_fix', failed, (ids) => `Resolve the open FIX of ${ids}.`),
    ...runOfLevel(report, [...ready.filter((a) => !toReview.includes(a)), ...failed], isPrepared),
    ...about(
      'wait',
      unfinished.filter(({ condition }) => condition === 'running'),
      (ids) => `Wait for the run that works on ${ids}.`,
    ),
  ];
  if (actions.length > 0) return actions;
  return about(
    'wait',
    unfinished,
    (ids) => `${ids} cannot start: what they depend on is not done and cannot start either; check the plan.`,
  );
};
