import { posix } from 'node:path';

/** `file` as seen from `folder`, with slashes; both are named from the same place. */
export const relativePath = (folder: string, file: string): string => {
  const from = slashed(folder);
  const to = slashed(file);
  // A relative and an absolute path have no way from one to the other.
  return posix.isAbsolute(from) === posix.isAbsolute(to) ? posix.relative(from, to) : to;
};

const slashed = (path: string): string => posix.normalize(path.replaceAll('\\', '/'));
