import { posix } from 'node:path';
import { planKey, readDocumentName } from '../../workspace/names.ts';
import { stemReader } from '../../workspace/stem-reader.ts';
import { linkedPath, linksOf } from '../references.ts';
import type { Finding, Rule } from '../rule.ts';
import { completeOf } from '../subject.ts';
import type { Subject } from '../subject.ts';

/** Knows files that are still to be made: deliverables of what is not complete, and documents of such achievements. */
const filesToCome = ({ plan }: Subject): ((path: string) => boolean) => {
  if (plan === null) return () => false;
  const { achievements, name: planName } = plan.parsed;
  const complete = completeOf(plan);
  const idsOf = stemReader(achievements.map(({ id }) => id));
  const wanted = achievements
    .filter(({ id }) => !complete.has(id))
    .flatMap(({ deliverables }) => deliverables.flatMap(({ path }) => path ?? []));
  return (path) => {
    const name = readDocumentName(posix.basename(path), [planKey(planName)]);
    if (name !== undefined && name.owner !== 'stranger') return idsOf(name.stem).some((id) => !complete.has(id));
    return wanted.some((file) => path === file || path.endsWith(`/${file}`));
  };
};

export const brokenLink: Rule = {
  id: 'broken-link',
  name: 'Link that leads nowhere',
  severity: 'warning',
  counts: 'always',
  means:
    'A link in a document leads to a file or folder of the workspace that is not there. Web addresses, links in code, and files that an open achievement is still to make are not checked.',
  why: 'A reader, or an agent, that follows it finds nothing, and guesses.',
  mend: 'Correct the path, which starts at the folder of the document, or take the link out.',
  find: (subject) => {
    const isToCome = filesToCome(subject);
    return subject.documents.flatMap((document) =>
      linksOf(document).flatMap(({ target, line, column }): Finding[] => {
        const path = linkedPath(document, target);
        if (path === null || subject.isThere(path) !== false || isToCome(path)) return [];
        return [
          {
            at: { file: document.file, line, column },
            message: `The link leads to ${target}, which is not there.`,
            advice: 'Correct the path; it counts from the folder of the document.',
          },
        ];
      }),
    );
  },
};
