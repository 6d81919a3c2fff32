import type { Conflict } from '../domain/evidence.ts';
import type { AchievementId } from '../domain/ids.ts';
import { compareIds } from '../domain/ids.ts';

/** Pairs that are looked at; a plan in which everything touches one file has as many as it has achievements squared. */
const mostPairs = 2_000_000;

export interface FoundConflicts {
  readonly conflicts: readonly Conflict[];
  /** There were more pairs than are looked at. */
  readonly cutShort: boolean;
}

/**
 * The pairs that touch the same path and have no order between them, in id order. A folder (with its slash) meets all
 * that lies below it, a glob all that it matches.
 */
export const findConflicts = (
  touched: ReadonlyMap<AchievementId, readonly string[]>,
  areOrdered: (a: AchievementId, b: AchievementId) => boolean,
): FoundConflicts => {
  const users = new Map<string, AchievementId[]>();
  for (const [id, paths] of touched) for (const path of paths) users.set(path, [...(users.get(path) ?? []), id]);
  const meets = meetings([...users.keys()]);

  const pairs = new Map<string, { a: AchievementId; b: AchievementId; paths: Set<string> }>();
  let looked = 0;
  const meet = (x: AchievementId, y: AchievementId, path: string): boolean => {
    if (++looked > mostPairs) return false;
    if (x === y) return true;
    const [a, b] = compareIds(x, y) < 0 ? [x, y] : [y, x];
    const key = `${a} ${b}`;
    const known = pairs.get(key);
    if (known) known.paths.add(path);
    else if (!areOrdered(a, b)) pairs.set(key, { a, b, paths: new Set([path]) });
    return true;
  };
  for (const [path, ids] of users) {
    for (const [at, x] of ids.entries()) for (const y of ids.slice(at + 1)) if (!meet(x, y, path)) break;
    for (const other of meets.get(path) ?? []) {
      for (const x of ids) for (const y of users.get(other) ?? []) if (!meet(x, y, other)) break;
    }
  }
  const conflicts = [...pairs.values()]
    .map(({ a, b, paths }) => ({ a, b, paths: [...paths].sort() }))
    .sort((x, y) => compareIds(x.a, y.a) || compareIds(x.b, y.b));
  return { conflicts, cutShort: looked > mostPairs };
};

/** For each folder and glob, the other paths that it takes in. */
const meetings = (paths: readonly string[]): ReadonlyMap<string, readonly string[]> => {
  const meets = new Map<string, string[]>();
  const add = (wide: string, narrow: string): void => {
    if (wide !== narrow) meets.set(wide, [...(meets.get(wide) ?? []), narrow]);
  };
  const folders = new Set(paths.filter((path) => path.endsWith('/') && !isGlob(path)));
  for (const path of paths) {
    for (let slash = path.indexOf('/'); slash >= 0; slash = path.indexOf('/', slash + 1)) {
      const folder = path.slice(0, slash + 1);
      if (folders.has(folder)) add(folder, path);
    }
  }
  for (const glob of paths.filter(isGlob)) {
    const pattern = globPattern(glob);
    for (const path of paths) if (!isGlob(path) && pattern.test(path)) add(glob, path);
  }
  return meets;
};

const isGlob = (path: string): boolean => /[*{]/.test(path);

/** `*` is anything but a slash, `**` anything, `{a,b}` a choice. */
const globPattern = (glob: string): RegExp => {
  const source = glob.replace(/\*\*\/?|\*|\{([^{}]*)\}|[.+?^$()|[\]\\{}]/g, (part, choice: string | undefined) => {
    if (part === '**/') return '(?:.*/)?';
    if (part === '**') return '.*';
    if (part === '*') return '[^/]*';
    if (choice !== undefined)
      return `(?:${choice
        .split(',')
        .map((one) => one.replace(/[.+?^$()|[\]\\*]/g, '\\$&'))
        .join('|')})`;
    return `\\${part}`;
  });
  return new RegExp(`^${source}$`);
};
