import { sizeRule } from '../size-rule.ts';

export const subplanSize = sizeRule({
  id: 'subplan-size',
  tier: 'subplan',
  called: 'SUBPLAN',
  why: 'A SUBPLAN is read whole before each piece of work on its achievement.',
  mend: 'Move what was done into EXECUTION_TASKs, or divide the achievement.',
});
