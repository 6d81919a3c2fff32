import type { RunState } from '../../journal/run-state.ts';
import type { ReopenRequest } from './run-adapters.ts';

/** What the store of a run on this branch is opened with again. */
export const reopenRequest = (
  { runId, opened, tip }: RunState,
  branch: string,
  bring: readonly string[],
): ReopenRequest => {
  const baseCommit = opened.baseCommit ?? '';
  const start = opened.tip ?? baseCommit;
  return { runId, branch, bring, known: { baseCommit, start, tip: tip ?? start } };
};
