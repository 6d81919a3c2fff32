import { sizeRule } from '../size-rule.ts';

export const grammaplanSize = sizeRule({
  id: 'grammaplan-size',
  tier: 'grammaplan',
  called: 'GRAMMAPLAN',
  why: 'A GRAMMAPLAN coordinates plans. What only one of them needs makes it long and stale.',
  mend: 'Move what belongs to one plan into that PLAN.',
});
