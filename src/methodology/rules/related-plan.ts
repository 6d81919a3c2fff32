import { relatedPlansOf } from '../references.ts';
import type { Finding, Rule } from '../rule.ts';
import { followers } from '../subject.ts';

export const relatedPlan: Rule = {
  id: 'related-plan',
  name: 'Related plan that is not there',
  severity: 'info',
  counts: 'followed',
  means: 'A section about related or child plans names a PLAN that this workspace does not have.',
  why: 'It may still be planned, or be archived elsewhere; or it was renamed, and the reference was forgotten.',
  mend: 'Correct the name if the plan was renamed. Say in words where it is if it was moved.',
  find: (subject) =>
    followers(subject).flatMap((document) => {
      const seen = new Set<string>();
      return relatedPlansOf(document).flatMap(({ target, line, column }): Finding[] => {
        const key = target.toLowerCase();
        if (subject.names === null || subject.names.has(key) || seen.has(key)) return [];
        seen.add(key);
        return [
          {
            at: { file: document.file, line, column },
            message: `${target} is named as a related plan, and this workspace does not have it.`,
            advice: 'Correct the name if it was renamed.',
          },
        ];
      });
    }),
};
