import { statusOfWords } from '../../plan-document/status-words.ts';
import type { Finding, Rule } from '../rule.ts';
import { followingPlan, openOf } from '../subject.ts';

export const planStatus: Rule = {
  id: 'plan-status',
  name: 'Status of the plan that the files contradict',
  severity: 'warning',
  otherwise:
    'A remark where the plan is complete and its Status does not say so, and where it has no document at all: they may have been archived.',
  counts: 'followed',
  means:
    'The Status in the header of a PLAN says that it is complete while achievements are open, or the other way round.',
  why: 'A plan that calls itself complete is not opened again.',
  mend: 'Correct the Status, or approve what is done.',
  find: (subject) => {
    const plan = followingPlan(subject);
    const field = plan?.document.header.find(({ name }) => name === 'status');
    const known = plan === null ? null : openOf(plan);
    if (plan === null || known === null || field === undefined) return [];
    const { open, all } = known;
    const saysComplete = statusOfWords(field.value) === 'complete';
    const at = { file: plan.document.file, line: field.line, column: field.column };
    if (saysComplete && open > 0) {
      const finding: Finding = {
        ...(plan.documents.byAchievement.size === 0 ? { severity: 'info' as const } : {}),
        at,
        message: `The plan says that it is complete, and ${open} of ${all} achievements are not by their files.`,
        advice: 'Approve what is done, or correct the Status.',
      };
      return [finding];
    }
    if (saysComplete || open > 0 || all === 0 || /archived|abandoned/i.test(field.value)) return [];
    return [
      {
        severity: 'info',
        at,
        message: 'Every achievement is complete or skipped, and the Status of the plan does not say so.',
        advice: 'Write "Complete".',
      },
    ];
  },
};
