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

/** Whether a file of this name holds a plan's graph, in any case of letters. */
export const isParallelFileName = (name: string): boolean =>
  parallelFileNames.some((known) => known.toLowerCase() === name.toLowerCase());

/** Whether a file of this name holds the pieces of one achievement. */
export const isPieceFileName = (name: string): boolean => /^parallel_[\d-]+\.json$/i.test(name);
