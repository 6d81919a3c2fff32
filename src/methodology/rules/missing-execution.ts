import { executionNumber, plannedExecutions } from '../planned-executions.ts';
import type { Finding, Rule } from '../rule.ts';
import { followers } from '../subject.ts';

export const missingExecution: Rule = {
  id: 'missing-execution',
  name: 'Planned execution that was never begun',
  severity: 'warning',
  counts: 'followed',
  means:
    'An achievement is complete, and its SUBPLAN plans an execution that has no EXECUTION_TASK, though others have one.',
  why: 'Either the work was not done, or the SUBPLAN does not say what was.',
  mend: 'Take the row out of the table if it was not needed, or look whether something is left to do.',
  find: (subject) =>
    followers(subject).flatMap((document) => {
      const { plan } = subject;
      const id = document.achievement;
      if (document.tier !== 'subplan' || plan === null || id === null) return [];
      if (plan.statuses?.get(id) !== 'complete') return [];
      const there = new Set(plan.documents.byAchievement.get(id)?.executionTasks.map(executionNumber));
      // Without any, its log may be that of a run.
      if (there.size === 0) return [];
      return plannedExecutions(document)
        .filter(({ number }) => !there.has(number))
        .map(({ number, line, column }): Finding => ({
          at: { file: document.file, line, column },
          message: `${id} is complete, and its planned execution ${String(number).padStart(2, '0')} has no EXECUTION_TASK.`,
          advice: 'Take the row out if it was not needed.',
        }));
    }),
};
