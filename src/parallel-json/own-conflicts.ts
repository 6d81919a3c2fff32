import { compareIds } from '../domain/ids.ts';
import type { Conflict } from '../domain/evidence.ts';
import type { AchievementId } from '../domain/ids.ts';
import type { ParallelFile } from './parallel-file.ts';

/**
 * The conflicts that a person wrote into the file, of achievements that are `known`: pairs without paths. One that was
 * found in the plan always names the paths that both touch, and goes when they no longer do.
 */
export const ownConflicts = (
  { conflicts }: Pick<ParallelFile, 'conflicts'>,
  known: ReadonlySet<AchievementId>,
): readonly Conflict[] =>
  conflicts
    .filter(({ a, b, paths }) => paths.length === 0 && a !== b && known.has(a) && known.has(b))
    .map(({ a, b }) => (compareIds(a, b) < 0 ? { a, b, paths: [] } : { a: b, b: a, paths: [] }));
