export const insideAdvice = 'Write it relative to the root of the workspace, with slashes and without "..".';

/**
 * Whether a path or pattern leads to something inside the folder that it is relative to, by its words alone: no absolute
 * path, no way up, no backslash, nothing of git's own, and not the folder itself.
 */
export const isInside = (path: string): boolean =>
  !/^\/|^[A-Za-z]:|[\\\0]|^[./]*$/.test(path) &&
  !path.split('/').some((part) => part === '..' || /^\.git$/i.test(part));
