import { documentStem } from '../domain/ids.ts';
import type { AchievementId } from '../domain/ids.ts';

/** The names that a plan's graph may have in its folder: the one we write, then the ones that are read as well, in order. */
export const parallelFileNames = [
  'parallel.json',
  'PARALLEL-EXECUTION-ANALYSIS.json',
  'parallel-execution.json',
  'parallel_analysis.json',
] as const;

/** The name of the file that holds the pieces of one achievement (scope 1). */
export const pieceFileName = (id: AchievementId): string => `parallel_${documentStem(id)}.json`;
