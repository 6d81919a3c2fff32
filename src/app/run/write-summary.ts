import type { RunState } from '../../journal/run-state.ts';
import type { RunFolder } from '../../ports/run-folder.ts';
import { executionSummaryJson } from '../execution-summary-json.ts';
import { runSummary } from '../run-summary.ts';

/** Writes what became of a run into its folder, for other programs. */
export const writeSummary = (folder: RunFolder, state: RunState): void => {
  const summary = executionSummaryJson(runSummary(state, null));
  folder.writeText('execution_summary.json', `${JSON.stringify(summary, null, 2)}\n`);
};
