import type { RunState } from '../../journal/run-state.ts';
import type { RunAdapters } from './run-adapters.ts';
import { writeSummary } from './write-summary.ts';

/** Does what planloom does last, for a run that has ended: it may have died before it came to that. */
export const completeRun = async (adapters: RunAdapters, state: RunState): Promise<void> => {
  await adapters.sweep(state.runId);
  await adapters.tidy(state.runId);
  const folder = adapters.openFolder(state.runId);
  if (folder !== undefined) writeSummary(folder, state);
};
