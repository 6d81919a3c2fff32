import { openParts } from '../documents/open-parts.ts';
import type { Problem } from '../domain/problem.ts';

/** What somebody has still to write into these documents. `file`: the name that problems use. */
export const openPartProblems = (
  documents: readonly { readonly file: string; readonly text: string }[],
): readonly Problem[] =>
  documents.flatMap(({ file, text }) =>
    openParts(text).map(({ line, column, text: wish }): Problem => ({
      rule: 'open-part',
      severity: 'info',
      at: { file, line, column },
      message: `Still to be written: ${wish}`,
      advice: 'Replace the line by what you decide.',
    })),
  );
