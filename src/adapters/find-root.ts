import { readdirSync } from 'node:fs';
import path from 'node:path';
import { workspaceRoot } from '../workspace/workspace-root.ts';

function* upwards(from: string): Generator<{ path: string; entries: readonly string[] }> {
  for (let folder = path.resolve(from); ; folder = path.dirname(folder)) {
    let entries: readonly string[] = [];
    try {
      entries = readdirSync(folder).filter((name) => name !== '.git' || !isEmpty(path.join(folder, name)));
    } catch {
      // A folder that we may not look into has no mark that we could see.
    }
    yield { path: folder, entries };
    if (folder === path.dirname(folder)) return;
  }
}

/** Sandboxes of agents leave empty folders of this name, which are no repositories. */
const isEmpty = (folder: string): boolean => {
  try {
    return readdirSync(folder).length === 0;
  } catch {
    return false;
  }
};

/** The root of the workspace that the folder `from` belongs to, or undefined when it belongs to none. Absolute paths. */
export const findRoot = (from: string): string | undefined => workspaceRoot(upwards(from)) ?? undefined;
