const marks: ReadonlySet<string> = new Set(['planloom.config.json', 'work-space', '.git']);

/**
 * The root of the workspace: the nearest folder upwards that holds a mark of one. `folders` are the folder where the
 * command is called and those above it, nearest first, with the names in each; null when none has a mark.
 */
export const workspaceRoot = (
  folders: Iterable<{ readonly path: string; readonly entries: readonly string[] }>,
): string | null => {
  for (const { path, entries } of folders) if (entries.some((entry) => marks.has(entry))) return path;
  return null;
};
