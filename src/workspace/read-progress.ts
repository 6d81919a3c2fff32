import type { Problem } from '../domain/problem.ts';
import type { Files } from '../ports/files.ts';
import type { PlanDocuments } from './documents-on-disk.ts';
import { executionTaskProgress } from './execution-task-progress.ts';
import type { ExecutionTaskProgress } from './execution-task-progress.ts';

/** No log of one piece of work is longer than this. */
const maxBytes = 5_000_000;

const reasons = {
  missing: 'is gone',
  unreadable: 'cannot be read',
  binary: 'is no text',
  'too-large': 'is too large to be read',
  outside: 'leads out of the workspace',
} as const;

/**
 * What the EXECUTION_TASKs say, by path. Those of achievements whose feedback has decided are not opened. A file that
 * cannot be read shows no work and is a problem. `locate` turns a path of the listing into one for `files`.
 */
export const readProgress = async (
  files: Pick<Files, 'readText'>,
  documents: PlanDocuments,
  locate: (path: string) => string = (path) => path,
): Promise<{
  readonly progress: ReadonlyMap<string, ExecutionTaskProgress>;
  readonly problems: readonly Problem[];
}> => {
  const progress = new Map<string, ExecutionTaskProgress>();
  const problems: Problem[] = [];
  for (const { approved, fix, resolution, skipped, executionTasks } of documents.byAchievement.values()) {
    if (approved !== null || skipped !== null || (fix !== null && resolution === null)) continue;
    for (const path of executionTasks) {
      const read = await files.readText(locate(path), maxBytes);
      if (read.ok) progress.set(path, executionTaskProgress(read.value));
      else {
        const { reason, detail } = read.error;
        problems.push({
          rule: 'unreadable-document',
          severity: 'warning',
          at: { file: path },
          message: `${path} ${reasons[reason]} (${detail}), so whether its work has begun is not known.`,
        });
      }
    }
  }
  return { progress, problems };
};
