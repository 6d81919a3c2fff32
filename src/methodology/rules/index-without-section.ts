import { hasIndex } from '../index-entry.ts';
import type { Finding, Rule } from '../rule.ts';
import { followingPlan } from '../subject.ts';

export const indexWithoutSection: Rule = {
  id: 'index-without-section',
  name: 'Index entry without details',
  severity: 'warning',
  counts: 'followed',
  means:
    'The Achievement Index lists an achievement that has no section with goal, deliverables or effort, though others have one.',
  why: 'Nobody can work on what is only a title.',
  mend: 'Write its section, or take it out of the index.',
  find: (subject) => {
    const plan = followingPlan(subject);
    if (plan === null || !hasIndex(plan)) return [];
    const { achievements } = plan.parsed;
    if (achievements.every(({ section }) => section === null)) return [];
    return achievements
      .filter(({ section, indexPosition }) => section === null && indexPosition !== null)
      .map(({ id, indexPosition }): Finding => ({
        at: { file: plan.document.file, ...(indexPosition ?? {}) },
        message: `The index lists ${id}, which has no section of its own.`,
        advice: 'Write its section, or take it out of the index.',
      }));
  },
};
