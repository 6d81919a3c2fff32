import { executionNumber, plannedExecutions } from '../planned-executions.ts';
import type { Finding, Rule } from '../rule.ts';
import { followers } from '../subject.ts';

export const unplannedExecution: Rule = {
  id: 'unplanned-execution',
  name: 'EXECUTION_TASK that no SUBPLAN plans',
  severity: 'info',
  counts: 'followed',
  means: 'The SUBPLAN of an achievement has a table of its executions, and an EXECUTION_TASK is not in it.',
  why: 'The table is where a reviewer sees what belongs together, and in which order.',
  mend: 'Add a row to the table.',
  find: (subject) =>
    followers(subject).flatMap((document): readonly Finding[] => {
      const { plan } = subject;
      const id = document.achievement;
      if (document.tier !== 'subplan' || plan === null || id === null) return [];
      const planned = new Set(plannedExecutions(document).map(({ number }) => number));
      if (planned.size === 0) return [];
      return (plan.documents.byAchievement.get(id)?.executionTasks ?? [])
        .filter((path) => !planned.has(executionNumber(path)))
        .map((path) => ({
          at: { file: subject.label(path) },
          message: `The SUBPLAN of ${id} does not plan this EXECUTION_TASK.`,
          advice: `Add a row for it to the table in ${document.file}.`,
        }));
    }),
};
