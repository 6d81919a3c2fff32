import { parentsOf } from '../references.ts';
import type { Finding, Rule } from '../rule.ts';

export const parentReference: Rule = {
  id: 'parent-reference',
  name: 'Header that names a missing document',
  severity: 'warning',
  counts: 'always',
  means:
    'The header of a document names the document that it belongs to (PLAN, Mother Plan, Parent, SUBPLAN, GRAMMAPLAN, NORTH_STAR), and the workspace has no file of that name.',
  why: 'Whoever reads a document by itself looks there for what it leaves out.',
  mend: 'Correct the name, or take the field out.',
  find: ({ documents, names }) =>
    documents.flatMap((document) =>
      parentsOf(document).flatMap(({ target, line, column }): Finding[] =>
        names === null || names.has(target.toLowerCase())
          ? []
          : [
              {
                at: { file: document.file, line, column },
                message: `The header names ${target}, which this workspace does not have.`,
                advice: 'Correct the name, or take the field out.',
              },
            ],
      ),
    ),
};
