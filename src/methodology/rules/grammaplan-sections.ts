import { sectionsRule } from '../sections-rule.ts';

export const grammaplanSections = sectionsRule({
  id: 'grammaplan-sections',
  tier: 'grammaplan',
  called: 'GRAMMAPLAN',
  why: 'A GRAMMAPLAN exists to say which plans there are, in which order, and how far they are.',
});
