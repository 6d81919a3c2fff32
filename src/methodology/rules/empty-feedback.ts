import { posix } from 'node:path';
import type { Finding, Rule } from '../rule.ts';

export const emptyFeedback: Rule = {
  id: 'empty-feedback',
  name: 'Feedback that says nothing',
  severity: 'warning',
  counts: 'always',
  means:
    'An APPROVED, FIX, RESOLUTION or SKIPPED file has no text, or nothing but comments. Its name alone decides, so it counts.',
  why: 'Nobody can tell later who decided, and why; it may have been made by accident.',
  mend: 'Write into it who decides, when and why; or remove it and decide with `planloom approve`, `fix` or `skip`, which write all of it.',
  find: ({ plan, label }) =>
    [...(plan?.emptyFeedback ?? [])].map((path): Finding => ({
      at: { file: label(path) },
      message: `${posix.basename(path)} is empty: it counts, and says neither who decided nor why.`,
      advice: 'Write into it who decides and why, or remove it.',
    })),
};
