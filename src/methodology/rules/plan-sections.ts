import { sectionsRule } from '../sections-rule.ts';

export const planSections = sectionsRule({
  id: 'plan-sections',
  tier: 'plan',
  called: 'PLAN',
  why: 'The next session starts from these sections: what there is to do, where things stand, when it is done, and what is not part of it.',
});
