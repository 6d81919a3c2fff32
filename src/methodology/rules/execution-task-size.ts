import { sizeRule } from '../size-rule.ts';

export const executionTaskSize = sizeRule({
  id: 'execution-task-size',
  tier: 'executionTask',
  called: 'EXECUTION_TASK',
  why: 'An EXECUTION_TASK is the log of one piece of work. A long one means that the piece was too large, or that the log repeats what files and commits say already.',
  mend: 'Close it with what was learned and begin the next EXECUTION_TASK; name files instead of copying them.',
});
