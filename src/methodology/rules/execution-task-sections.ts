import { sectionsRule } from '../sections-rule.ts';

export const executionTaskSections = sectionsRule({
  id: 'execution-task-sections',
  tier: 'executionTask',
  called: 'EXECUTION_TASK',
  why: 'Without a log nobody can take the work over, and without a completion list nobody can judge it.',
});
