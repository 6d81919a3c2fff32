import type { Finding, Rule } from '../rule.ts';

export const feedbackPlace: Rule = {
  id: 'feedback-place',
  name: 'Feedback in an unusual folder',
  severity: 'info',
  counts: 'always',
  means: 'An APPROVED, FIX or RESOLUTION file lies elsewhere than in a folder `feedbacks`. It still counts.',
  why: 'People and other programs look for it there.',
  mend: 'Move it to `execution/feedbacks/`.',
  find: ({ plan, label }) =>
    [...(plan?.documents.byAchievement.values() ?? [])].flatMap(({ approved, fix, resolution }) =>
      [approved, fix, resolution]
        .filter((path) => path !== null)
        .filter((path) => !/(?:^|\/)feedbacks?\/[^/]*$/i.test(path))
        .map((path): Finding => ({
          at: { file: label(path) },
          message: 'This feedback lies outside of execution/feedbacks/.',
          advice: 'Move it there.',
        })),
    ),
};
