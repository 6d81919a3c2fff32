import { runSummaryJson } from './run-summary-json.ts';
import type { RunSummary } from './run-summary.ts';

/**
 * What `execution_summary.json` holds: the figures under the names that programs of this kind know, beside our own.
 * Null: not known. Of the nodes that the run had to do; those settled before are not counted.
 */
export const executionSummaryJson = (summary: RunSummary): Readonly<Record<string, unknown>> => {
  const own = summary.nodes.filter(({ before }) => before === null);
  const completed = summary.counts.succeeded;
  const done = own.filter(({ state }) => state === 'succeeded');
  const isCreationKnown = done.every(({ created }) => created !== null);
  const paths = (lists: readonly (readonly string[])[]): number => new Set(lists.flat()).size;
  return {
    total_tasks: own.length,
    completed,
    failed: summary.counts.failed + summary.counts.conflicted,
    // Without a task nothing has failed, and nothing has succeeded.
    success_rate: own.length === 0 ? null : Math.round((completed / own.length) * 1000) / 10,
    total_files_created: isCreationKnown ? paths(done.map(({ created }) => created ?? [])) : null,
    total_files_changed: paths(done.map(({ changed }) => changed)),
    total_lines_of_code: null,
    average_test_coverage: null,
    results: own.map((node) => ({
      task_id: node.id,
      name: node.title,
      status: node.state,
      executor: node.executor,
      attempts: node.attempts.length,
      duration_seconds: node.seconds,
      files: node.changed,
      error: node.state === 'succeeded' || node.message === '' ? null : node.message,
    })),
    ...runSummaryJson(summary, true),
  };
};
