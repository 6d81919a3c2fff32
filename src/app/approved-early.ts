import type { AchievementId } from '../domain/ids.ts';
import type { Problem } from '../domain/problem.ts';
import { listInWords } from '../text/list-in-words.ts';
import type { StatusReport } from '../workspace/status-report.ts';
import type { PlanState } from './plan-state.ts';

/** A warning for each of the achievements that is approved while something that it needs is not done, and named. */
export const approvedEarly = (
  { graph }: Pick<PlanState, 'graph'>,
  { achievements }: StatusReport,
  approved: ReadonlySet<AchievementId>,
): readonly Problem[] => {
  const done = new Set<AchievementId>(approved);
  for (const { id, status } of achievements) if (status === 'complete' || status === 'skipped') done.add(id);
  return graph.plan.achievements.flatMap(({ id, dependencies }): Problem[] => {
    const open = dependencies.map(({ on }) => on).filter((on) => !done.has(on));
    if (!approved.has(id) || open.length === 0) return [];
    const are = open.length === 1 ? 'is' : 'are';
    const they = open.length === 1 ? 'it is' : 'they are';
    return [
      {
        rule: 'approved-early',
        severity: 'warning',
        at: { file: '.' },
        message: `${id} needs ${listInWords(open)}, which ${are} not done, and is approved all the same.`,
        advice: `Look at ${id} again when ${they}: what it rests on may still change.`,
      },
    ];
  });
};
