import type { Finding, Rule } from '../rule.ts';
import { statisticsOf } from '../statistics.ts';
import type { Statistic } from '../statistics.ts';
import { followingPlan } from '../subject.ts';
import type { SubjectPlan } from '../subject.ts';

const numbers = (text: string): string => text.replace(/\s+(?:achievements?|completed?|done)\b/gi, '');

/** Whether the plan has no document, so that they may have been archived, and the number may have been right. */
export const mayBeArchived = ({ documents }: SubjectPlan, { isOfPlan }: Statistic): boolean =>
  documents.byAchievement.size === 0 && !isOfPlan;

/** Whether `--fix` puts the number right. */
export const isMended = (plan: SubjectPlan, statistic: Statistic): boolean =>
  statistic.splice !== null && !mayBeArchived(plan, statistic);

export const statisticsDiffer: Rule = {
  id: 'statistics-differ',
  name: 'Statistics that the files contradict',
  severity: 'warning',
  otherwise:
    'A remark where the plan has no document at all: they may have been archived, and `--fix` leaves it alone.',
  counts: 'followed',
  means:
    'The plan counts its SUBPLANs, EXECUTION_TASKs, achievements or complete achievements in its header or in a section about status, tracking or progress, and the files on disk give other numbers.',
  why: 'A summary is read before anything else. The files decide; a number that nobody keeps up to date misleads.',
  mend: 'Correct the numbers; `--fix` does where the line gives no other figures. Or take them out and let `planloom status` tell.',
  find: (subject) => {
    const plan = followingPlan(subject);
    if (plan === null) return [];
    return statisticsOf(plan)
      .filter(({ stated, actual }) => stated !== actual)
      .map((statistic): Finding => {
        const { what, stated, actual, line, column, isOfPlan } = statistic;
        const told =
          isOfPlan && what === 'achievements' ? `and has ${actual}` : `and the files show ${numbers(actual)}`;
        return {
          ...(mayBeArchived(plan, statistic) ? { severity: 'info' as const } : {}),
          at: { file: plan.document.file, line, column, length: stated.length },
          message: `The plan gives ${numbers(stated)} for its ${what}, ${told}.`,
          advice: isMended(plan, statistic)
            ? 'Correct the number; --fix does. The files decide.'
            : mayBeArchived(plan, statistic)
              ? 'Correct the number if its documents were not moved away.'
              : 'Correct the number and what the line says of it; the files decide.',
        };
      });
  },
  fix: (subject) => {
    const plan = followingPlan(subject);
    if (plan === null) return [];
    return statisticsOf(plan)
      .filter((one) => one.stated !== one.actual && isMended(plan, one))
      .flatMap(({ splice }) => (splice === null ? [] : [{ kind: 'edit' as const, path: plan.document.path, splice }]));
  },
};
