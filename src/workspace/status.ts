import type { AchievementId } from '../domain/ids.ts';
import type { Status } from '../domain/status.ts';
import type { AchievementDocuments } from './documents-on-disk.ts';
import { hasBegun } from './execution-task-progress.ts';
import type { ExecutionTaskProgress } from './execution-task-progress.ts';
import type { RunFacts } from './run-facts.ts';

export interface DerivedStatus {
  readonly status: Status;
  /** The files that say so. */
  readonly evidence: readonly string[];
}

/**
 * The status of one achievement by its documents; the first rule that holds decides, file times decide nothing.
 * `progress` is what each EXECUTION_TASK says, by path; a path that is missing there was not read and shows no work.
 */
export const deriveStatus = (
  id: AchievementId,
  documents: AchievementDocuments,
  progress: ReadonlyMap<string, ExecutionTaskProgress>,
  facts: RunFacts,
): DerivedStatus => {
  const { approved, fix, resolution, skipped, executionTasks, subplan } = documents;
  if (approved !== null) return { status: 'complete', evidence: [approved] };
  if (fix !== null && resolution === null && !facts.mended.has(id)) return { status: 'failed', evidence: [fix] };
  if (skipped !== null) return { status: 'skipped', evidence: [skipped] };
  const onBranch = facts.approved.get(id);
  if (onBranch !== undefined) return { status: 'complete', evidence: [onBranch] };
  const begun = executionTasks.filter((path) => {
    const shown = progress.get(path);
    return shown !== undefined && hasBegun(shown);
  });
  if (begun.length > 0 || facts.running.has(id) || facts.awaitingApproval.has(id)) {
    return { status: 'in_progress', evidence: begun };
  }
  if (executionTasks.length > 0) return { status: 'execution_created', evidence: executionTasks };
  if (subplan !== null) return { status: 'subplan_created', evidence: [subplan] };
  return { status: 'not_started', evidence: [] };
};
