import { posix } from 'node:path';
import { planKey, readDocumentName } from '../../workspace/names.ts';
import type { Finding, Rule } from '../rule.ts';

export const feedbackName: Rule = {
  id: 'feedback-name',
  name: 'Feedback that is not recognised',
  severity: 'warning',
  counts: 'always',
  means:
    'A Markdown file in a folder `feedbacks` is named neither `APPROVED_<id>.md` nor `FIX_<id>.md` nor `FIX_<id>_RESOLUTION.md`, so it decides nothing. (An id that the plan does not have is `orphaned-document`.)',
  why: 'Somebody believes that the work is approved, and the status does not show it.',
  mend: 'Rename it; the id is written without its dot, so that 3.2 is `APPROVED_32.md`. Notes belong in another folder.',
  find: ({ plan, label }) => {
    if (plan === null) return [];
    const keys = [planKey(plan.parsed.name)];
    const below = plan.folder === '.' ? '' : `${plan.folder}/`;
    return plan.paths
      .filter((path) => path.startsWith(below) && /(?:^|\/)feedbacks?\/[^/]+\.md$/i.test(path))
      .filter((path) => {
        const name = readDocumentName(posix.basename(path), keys);
        const isFeedback = name !== undefined && name.owner !== 'stranger';
        return !isFeedback && !/^readme\.md$/i.test(posix.basename(path));
      })
      .map((path): Finding => ({
        at: { file: label(path) },
        message: `${posix.basename(path)} lies among the feedbacks and decides nothing: its name says neither what nor of which achievement.`,
        advice: 'Name it APPROVED_<id>.md or FIX_<id>.md, the id without its dot, or move it.',
      }));
  },
};
