import type { Git } from './git.ts';
import { nulEnded, textOfPath } from './path-bytes.ts';

const most = 1000;

/**
 * Paths relative to the top that differ from HEAD in the user's working tree, or that git does not know, without those in
 * `entered`; at most 1000. Takes no lock and refreshes no index.
 */
export const leftOut = async (top: string, entered: ReadonlySet<string>, git: Git): Promise<readonly string[]> => {
  const status = await git(['status', '--porcelain=v1', '-z', '--untracked-files=all', '--no-renames'], {
    cwd: top,
    maxBytes: 4 * 1024 * 1024,
    cut: true,
  });
  return nulEnded(status.stdout)
    .map((entry) => textOfPath(entry.slice('XY '.length)))
    .filter((file) => !entered.has(file))
    .slice(0, most);
};
