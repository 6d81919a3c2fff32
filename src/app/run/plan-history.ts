import type { RunState } from '../../journal/run-state.ts';
import type { RunReader } from '../../ports/run-reader.ts';
import { knownRun, runKey } from './known-run.ts';

/** Older runs say little about what the work costs today, and reading them would hold up the start. */
const most = 5;

/** What a forecast of costs goes by: the runs of a plan among the newest of the workspace, without the run `except`. */
export const planHistory = async (
  reader: RunReader,
  plan: { readonly name: string; readonly file: string },
  except?: string,
): Promise<readonly RunState[]> => {
  const key = runKey(plan);
  const found: RunState[] = [];
  for (const runId of (await reader.list()).slice(0, most)) {
    const run = runId === except ? undefined : await knownRun(reader, runId);
    if (run !== undefined && runKey(run.plan) === key) found.push(run);
  }
  return found;
};
