import path from 'node:path';
import type { RunFiles } from '../ports/run-files.ts';
import { declaredPaths } from './evidence/declared-paths.ts';
import { isGlob, pathMatcher } from './evidence/glob.ts';

/** Of the declared deliverables those for which there is a file below `folder`; `has`: what is known to be there. */
export const deliverablesOnDisk = async (
  files: RunFiles,
  folder: string,
  deliverables: readonly string[],
  prefix: string,
  has: (pattern: string) => boolean = () => false,
): Promise<ReadonlySet<string>> => {
  const found = new Set<string>();
  for (const { text, pattern } of declaredPaths(deliverables, prefix).inside) {
    if (has(pattern)) continue;
    // Nothing has to be walked through that cannot match: all before the first glob character is plain.
    const plain = pattern.split('/').slice(0, isGlob(pattern) ? pattern.split('/').findIndex(isGlob) : undefined);
    const matches = pathMatcher(pattern);
    const below = plain.join('/');
    const isThere = await files.hasFile(path.join(folder, below), (inside) =>
      matches([below, inside].filter((part) => part !== '').join('/')),
    );
    if (isThere) found.add(text);
  }
  return found;
};
