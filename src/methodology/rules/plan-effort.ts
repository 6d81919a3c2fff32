import { exceededLimit, usualEffort } from '../../policy/document-limits.ts';
import type { Rule } from '../rule.ts';
import { followingPlan } from '../subject.ts';

export const planEffort: Rule = {
  id: 'plan-effort',
  name: 'Effort of a PLAN',
  severity: 'warning',
  otherwise: `A warning above ${usualEffort.warning} hours, an error above ${usualEffort.error} is usual.`,
  counts: 'followed',
  means:
    'The estimates of all achievements, by the middle of each, add up to more hours than `check.effort` of planloom.config.json allows. Achievements without an estimate count as nothing.',
  why: 'A plan of more than a week of work outlives what it was based on.',
  mend: 'Divide it into several PLANs; a GRAMMAPLAN coordinates them.',
  find: (subject) => {
    const plan = followingPlan(subject);
    if (plan === null) return [];
    const sum = plan.parsed.achievements.reduce(
      (hours, { estimate }) => hours + (estimate === null ? 0 : (estimate.minHours + estimate.maxHours) / 2),
      0,
    );
    const hours = Math.round(sum * 10) / 10;
    const exceeded = exceededLimit(hours, subject.config.effort);
    if (exceeded === null) return [];
    const { severity, limit } = exceeded;
    return [
      {
        severity,
        at: { file: plan.document.file },
        message: `The achievements of this plan are estimated at ${hours} hours; ${limit} are the limit.`,
        advice: 'Divide it into several PLANs; a GRAMMAPLAN coordinates them.',
      },
    ];
  },
};
