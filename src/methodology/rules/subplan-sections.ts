import { sectionsRule } from '../sections-rule.ts';

export const subplanSections = sectionsRule({
  id: 'subplan-sections',
  tier: 'subplan',
  called: 'SUBPLAN',
  why: 'Whoever carries out the work has only the SUBPLAN. What it leaves open is decided by chance.',
});
