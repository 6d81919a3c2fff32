import { posix } from 'node:path';
import { listInWords } from '../../text/list-in-words.ts';
import { placesOf, testFilesOf } from '../references.ts';
import type { Finding, Rule } from '../rule.ts';

export const missingTestFile: Rule = {
  id: 'missing-test-file',
  name: 'Missing test file of a complete achievement',
  severity: 'warning',
  otherwise: 'One remark where neither they nor their folders are there: then the code lies elsewhere.',
  counts: 'always',
  means: 'A complete achievement names a test file or validation script that is not in the workspace.',
  why: 'What was approved rests on tests; if they do not exist, nobody has run them.',
  mend: 'Write the test, or correct its path in the plan.',
  find: ({ plan, isThere }) => {
    if (plan === null) return [];
    const isSomewhere = (file: string): boolean => placesOf(plan, file).some((place) => isThere(place) !== false);
    const named = testFilesOf(plan);
    const missing = named
      .map((one) => ({ ...one, files: one.files.filter((file) => !isSomewhere(file)) }))
      .filter(({ files }) => files.length > 0);
    const all = named.flatMap(({ files }) => files);
    const gone = missing.flatMap(({ files }) => files);
    const hasFolder = (file: string): boolean => {
      const folders = placesOf(plan, file).map((place) => posix.dirname(place));
      return folders.some((folder) => folder !== '.' && folder !== plan.folder && isThere(folder) !== false);
    };
    const file = plan.document.file;
    if (gone.length > 1 && gone.length === all.length && !gone.some(hasFolder)) {
      return [
        {
          severity: 'info',
          at: { file },
          message: `None of the ${gone.length} test files that complete achievements name is in this workspace; their code seems to lie elsewhere.`,
          advice: 'Check with --root of the folder that holds plan and code.',
        },
      ];
    }
    return missing.map(({ id, files, position }): Finding => ({
      at: { file, line: position.line, column: position.column },
      message: `${id} is complete, and ${files.length === 1 ? 'its test file is' : 'these test files of it are'} missing: ${listInWords(files)}.`,
      advice: 'Write the tests, or correct the paths in the plan.',
    }));
  },
};
