import { sectionsRule } from '../sections-rule.ts';

export const northStarSections = sectionsRule({
  id: 'north-star-sections',
  tier: 'northStar',
  called: 'NORTH_STAR',
  why: 'A NORTH_STAR is read by people who were not there when it was written.',
});
