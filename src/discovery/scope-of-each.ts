import type { AchievementId } from '../domain/ids.ts';
import { findGroups, membersOf } from './groups.ts';
import type { Passage } from './passage.ts';
import type { PlanIndex } from './plan-index.ts';

/**
 * The achievements that "each achievement" means: those of the priority that the nearest label names, else all.
 * `null` where a label names a part of the plan that we cannot tell ("Level 2", "Phase A").
 */
export const scopeOfEach = (passage: Passage, plan: PlanIndex): readonly AchievementId[] | null => {
  if (passage.owner !== null) return null;
  const texts = [passage.text, ...passage.labels.map((label) => label.text)];
  for (const text of texts) {
    const group = findGroups(text, plan).find(({ which }) => which.kind === 'priorities');
    if (group) return membersOf(group.which, [], plan);
    if (/\b(?:level|phase|wave|track|stream|stage|group|batch|sprint|milestone)\s+(?:\d|[A-Z]\b)/i.test(text))
      return null;
  }
  return plan.ids;
};
