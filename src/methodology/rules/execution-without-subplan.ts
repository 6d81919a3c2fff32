import type { Finding, Rule } from '../rule.ts';
import { followingPlan } from '../subject.ts';

export const executionWithoutSubplan: Rule = {
  id: 'execution-without-subplan',
  name: 'EXECUTION_TASK without a SUBPLAN',
  severity: 'warning',
  counts: 'followed',
  means: 'An achievement has an EXECUTION_TASK and no SUBPLAN. (A document of no achievement is `orphaned-document`.)',
  why: 'Work without a design cannot be reviewed against one, and the next session starts from nothing.',
  mend: 'Create the SUBPLAN with `planloom subplan --achievement <id>`; or rename the EXECUTION_TASK if its id is wrong.',
  find: (subject) => {
    const plan = followingPlan(subject);
    if (plan?.isWhole !== true) return [];
    return [...plan.documents.byAchievement].flatMap(([id, { subplan, executionTasks }]): Finding[] => {
      const [first] = executionTasks;
      if (subplan !== null || first === undefined) return [];
      return [
        {
          at: { file: subject.label(first) },
          message: `${id} has an EXECUTION_TASK and no SUBPLAN.`,
          advice: `Create it with planloom subplan --achievement ${id}, or rename this file if its id is wrong.`,
        },
      ];
    });
  },
};
