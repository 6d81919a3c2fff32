import type { NodeId } from '../../domain/run.ts';
import type { RunState } from '../../journal/run-state.ts';
import { runKey } from './known-run.ts';

/**
 * Of `runs`, newest first, the ids of those whose journals later runs go on from: the newest of each plan, those that are
 * not among `unwanted`, those that one of these began with, and those that alone know of something that is merged.
 */
export const neededJournals = (runs: readonly RunState[], unwanted: ReadonlySet<string>): ReadonlySet<string> => {
  const needed: RunState[] = [];
  for (const run of runs) {
    const later = needed.filter(({ plan }) => runKey(plan) === runKey(run.plan));
    const isFree =
      unwanted.has(run.runId) &&
      later.length > 0 &&
      !needed.some(({ opened }) => opened.after === run.runId) &&
      isKnownTo(later, run);
    if (!isFree) needed.push(run);
  }
  return new Set(needed.map(({ runId }) => runId));
};

/**
 * Whether a later run knows all that this one has merged, wherever that is: it was accepted into the same branch. Any
 * other branch may be checked out without the later one's work.
 */
const isKnownTo = (later: readonly RunState[], run: RunState): boolean => {
  const merged = [...run.opened.settled.filter(({ why }) => why === 'merged').map(({ id }) => id), ...mergedBy(run)];
  if (merged.length === 0 && run.approved.size === 0) return true;
  const into = run.accepted?.into;
  return later.some((one) => {
    const known = new Set<NodeId>([...one.opened.settled.map(({ id }) => id), ...mergedBy(one)]);
    return into !== undefined && one.accepted?.into === into && merged.every((id) => known.has(id));
  });
};

const mergedBy = ({ nodes }: RunState): readonly NodeId[] =>
  [...nodes.values()].filter(({ mergeCommit }) => mergeCommit !== null).map(({ node }) => node.id);
