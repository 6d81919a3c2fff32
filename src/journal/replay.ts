import type { JournalEntry } from '../domain/run.ts';
import { applyEntry, openedState } from './apply-entry.ts';
import type { RunState } from './run-state.ts';

/** The state that a run's entries lead to. Throws when the first one does not open the run. */
export const replay = (entries: readonly JournalEntry[]): RunState => {
  const [first, ...rest] = entries;
  if (first?.event.type !== 'opened') throw new Error('Internal error: a journal begins with the opening of its run.');
  const state = openedState(first.at, first.event);
  for (const entry of rest) applyEntry(state, entry);
  return state;
};
