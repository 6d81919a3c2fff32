import { sizeRule } from '../size-rule.ts';

export const northStarSize = sizeRule({
  id: 'north-star-size',
  tier: 'northStar',
  called: 'NORTH_STAR',
  why: 'A NORTH_STAR holds what stays. Everything else changes faster than a document of that length is read.',
  mend: 'Move what changes into GRAMMAPLANs and PLANs.',
});
