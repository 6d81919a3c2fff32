import type { Finding, Rule } from '../rule.ts';
import { statisticsOf } from '../statistics.ts';
import { followingPlan } from '../subject.ts';

const numbers = (text: string): string => text.replace(/ achievements?/i, '');

export const statisticsDiffer: Rule = {
  id: 'statistics-differ',
  name: 'Statistics that the files contradict',
  severity: 'warning',
  otherwise: 'A remark where the plan has no document at all: they may have been archived.',
  counts: 'followed',
  means:
    'The plan counts its SUBPLANs, EXECUTION_TASKs, achievements or complete achievements in its header or in a section about status, tracking or progress, and the files on disk count otherwise.',
  why: 'A summary is read before anything else. The files decide; a number that nobody keeps up misleads.',
  mend: 'Correct the numbers; `--fix` does. Or take them out and let `planloom status` tell.',
  find: (subject) => {
    const plan = followingPlan(subject);
    if (plan === null) return [];
    return statisticsOf(plan)
      .filter(({ stated, actual }) => stated !== actual)
      .map(({ what, stated, actual, line, column }): Finding => ({
        at: { file: plan.document.file, line, column, length: stated.length },
        message: `The plan gives ${numbers(stated)} for its ${what}, and the files show ${numbers(actual)}.`,
        advice: 'Correct the number; the files decide.',
      }));
  },
  fix: (subject) => {
    const plan = followingPlan(subject);
    if (plan === null) return [];
    // Without a single document the files may have been archived: the plan may be right.
    if (plan.documents.byAchievement.size === 0) return [];
    return statisticsOf(plan)
      .filter(({ stated, actual }) => stated !== actual)
      .map(({ splice }) => ({ kind: 'edit' as const, path: plan.document.path, splice }));
  },
};
