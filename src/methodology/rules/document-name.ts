import { posix } from 'node:path';
import { documentPaths } from '../../workspace/names.ts';
import type { DocumentKind } from '../../workspace/names.ts';
import { executionNumber } from '../planned-executions.ts';
import type { Finding, Rule } from '../rule.ts';
import type { Subject } from '../subject.ts';

interface Misnamed {
  readonly path: string;
  readonly wanted: string;
}

const misnamed = ({ plan }: Subject): readonly Misnamed[] => {
  if (plan === null) return [];
  return [...plan.documents.byAchievement].flatMap(([id, documents]) => {
    const check = (kind: DocumentKind, path: string | null): Misnamed[] => {
      if (path === null) return [];
      const name = posix.basename(path);
      const wanted = posix.basename(documentPaths(plan.parsed.name, id, executionNumber(path))[kind]);
      return name === wanted ? [] : [{ path, wanted }];
    };
    return [
      ...check('subplan', documents.subplan),
      ...documents.executionTasks.flatMap((path) => check('executionTask', path)),
      ...check('approved', documents.approved),
      ...check('fix', documents.fix),
      ...check('resolution', documents.resolution),
      ...check('skipped', documents.skipped),
    ];
  });
};

export const documentName: Rule = {
  id: 'document-name',
  name: 'Name of a document',
  severity: 'info',
  counts: 'always',
  means:
    'A document is recognised as belonging to an achievement, but is not named as planloom names it: `SUBPLAN_<NAME>_32.md` for 3.2, `EXECUTION_TASK_<NAME>_32_01.md`, `APPROVED_32.md`. An id of more than two digits keeps its parts apart: 1.11 is written `1-11`, so that it never meets 11.1, which is `11-1`. A name that may mean two achievements is a finding of its own, `ambiguous-document`.',
  why: 'Other programs look for the usual name; and a name without separators becomes ambiguous when the plan grows.',
  mend: 'Rename the file; `--fix` does where no Markdown document of the workspace mentions the old name, and no parallel.json beside the plan.',
  find: (subject) =>
    misnamed(subject).map(({ path, wanted }): Finding => ({
      at: { file: subject.label(path) },
      message: `${posix.basename(path)} is usually named ${wanted}.`,
      advice: 'Rename it; --fix does where no document mentions the old name.',
    })),
  fix: (subject) => {
    const taken = new Set(subject.plan?.paths ?? []);
    return misnamed(subject).flatMap(({ path, wanted }) => {
      const to = posix.join(posix.dirname(path), wanted);
      if (taken.has(to)) return [];
      taken.add(to);
      return [{ kind: 'rename' as const, path, to }];
    });
  },
};
