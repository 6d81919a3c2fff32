/** File names meet when they differ only in case or in how a letter with a mark is composed. */
export const foldedPath = (path: string): string => path.normalize('NFC').toLowerCase();

const foldersAbove = (path: string): readonly string[] =>
  [...path.matchAll(/\//g)].map(({ index }) => path.slice(0, index));

/**
 * Of `changed`, the paths that are `wanted` back, and with them what would stand in their way: a file or a link in the
 * place of a folder that holds one of them, and what lies in a folder that has taken the place of one. In the order of
 * `changed`.
 */
export const withObstacles = (changed: readonly string[], wanted: readonly string[]): readonly string[] => {
  const back = new Set(wanted.map(foldedPath));
  const above = new Set([...back].flatMap(foldersAbove));
  return changed.filter((path) => {
    const key = foldedPath(path);
    return back.has(key) || above.has(key) || foldersAbove(key).some((folder) => back.has(folder));
  });
};
