import type { Problem } from '../../domain/problem.ts';
import type { RunReader } from '../../ports/run-reader.ts';
import { runListEntry } from '../run-list-entry.ts';
import type { RunListEntry } from '../run-list-entry.ts';
import { allRuns } from './all-runs.ts';

/**
 * All runs of a workspace, newest first. A run that a later one went on from is accepted with that one. `nowMs`: since
 * 1970, for those that are live.
 */
export const listRuns = async (
  reader: RunReader,
  nowMs: number,
): Promise<{ readonly entries: readonly RunListEntry[]; readonly problems: readonly Problem[] }> => {
  const { runs, problems } = await allRuns(reader);
  const acceptedWith = new Map<string, string>();
  const entries = runs.map(({ state, isLive }) => {
    const entry = runListEntry(state, isLive ? nowMs : null);
    const acceptedInto = entry.acceptedInto ?? acceptedWith.get(state.runId) ?? null;
    if (acceptedInto !== null && state.opened.after !== null) acceptedWith.set(state.opened.after, acceptedInto);
    return { ...entry, acceptedInto };
  });
  return { entries, problems };
};
