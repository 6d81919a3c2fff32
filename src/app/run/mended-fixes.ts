import type { MendedFix, NodeId } from '../../domain/run.ts';
import type { RunState } from '../../journal/run-state.ts';

/** What a run, and those that it goes on from, have worked on and merged since a FIX sent it back. */
export const mendedFixes = ({ runId, opened, nodes }: RunState): ReadonlyMap<NodeId, MendedFix> => {
  const mended = new Map<NodeId, MendedFix>();
  for (const { id, mended: before } of opened.settled) if (before !== undefined) mended.set(id, before);
  for (const [id, { state, node }] of nodes)
    if (state === 'succeeded' && node.fix !== undefined) mended.set(id, { runId, fix: node.fix });
  return mended;
};
