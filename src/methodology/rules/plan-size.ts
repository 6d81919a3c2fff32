import { sizeRule } from '../size-rule.ts';

export const planSize = sizeRule({
  id: 'plan-size',
  tier: 'plan',
  called: 'PLAN',
  why: 'Whoever works on an achievement reads the plan first. What does not fit into their attention is not read.',
  mend: 'Move details into SUBPLANs, or make a GRAMMAPLAN of several smaller plans.',
});
