import { archiveOf, placesOf } from '../references.ts';
import type { Rule } from '../rule.ts';
import { followingPlan, openOf } from '../subject.ts';

export const archiveLocation: Rule = {
  id: 'archive-location',
  name: 'Place of a finished plan',
  severity: 'warning',
  otherwise: 'A remark where a complete plan names an archive that is not there yet.',
  counts: 'followed',
  means:
    'A plan lies in a folder `archive` and has open achievements; or every achievement is done, and the archive folder that the plan names does not exist.',
  why: 'Nobody looks at what is in the archive; what is finished and lies elsewhere is in the way.',
  mend: 'Move the plan with its documents, or correct the archive location that it names.',
  find: (subject) => {
    const plan = followingPlan(subject);
    const known = plan === null ? null : openOf(plan);
    if (plan === null || known === null || known.all === 0) return [];
    const { file, path } = plan.document;
    const { open } = known;
    const isArchived = /(?:^|\/)archived?\//i.test(path);
    if (isArchived && open > 0 && plan.documents.byAchievement.size > 0) {
      return [
        {
          at: { file },
          message: `This plan lies in the archive, and ${open} of its achievements are open.`,
          advice: 'Move it back, or skip what is not wanted any more.',
        },
      ];
    }
    const archive = archiveOf(plan.document);
    if (isArchived || open > 0 || archive === undefined) return [];
    if (placesOf(plan, archive.target).some((place) => subject.isThere(place) !== false)) return [];
    return [
      {
        severity: 'info',
        at: { file, line: archive.line, column: archive.column },
        message: `Every achievement is done; the archive ${archive.target} does not exist yet.`,
        advice: 'Make the folder and move the plan with its documents there.',
      },
    ];
  },
};
