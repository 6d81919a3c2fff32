import { posix } from 'node:path';

/** What a plan declares, in the terms of the repository's tree. */
export interface DeclaredPath {
  /** As declared. */
  readonly text: string;
  /** From the top of the repository; a folder has a slash at its end. */
  readonly pattern: string;
}

export interface DeclaredPaths {
  readonly inside: readonly DeclaredPath[];
  /** Those that lead out of the workspace, as declared. */
  readonly outside: readonly string[];
}

/**
 * Reads deliverables as paths below the root of the workspace, which lies at `prefix` in the repository. What is no path
 * at all is left out.
 */
export const declaredPaths = (deliverables: readonly string[], prefix: string): DeclaredPaths => {
  const inside: DeclaredPath[] = [];
  const outside: string[] = [];
  for (const text of deliverables) {
    const bare = text
      .trim()
      .replace(/^[`"']+|[`"',;:!]+$/g, '')
      .replace(/(?<=[^./])\.+$/, '')
      .replaceAll('\\', '/');
    if (bare === '') continue;
    const path = posix.normalize(bare);
    if (/^(?:\/|~|\.\.(?:\/|$)|[a-z]:|[a-z][a-z+.-]*:\/)/i.test(path)) outside.push(text);
    else if (path !== '.' && path !== './') inside.push({ text, pattern: posix.join(prefix, path) });
  }
  return { inside, outside };
};
