import { compareIds } from '../domain/ids.ts';
import type { NodeId } from '../domain/run.ts';
import type { NodeRun, RunState } from './run-state.ts';

/** The nodes that were merged before `id` was, or while it is not, and changed one of the paths. In id order. */
export const mergedBefore = (
  { nodes }: Pick<RunState, 'nodes'>,
  id: NodeId,
  paths: readonly string[],
): readonly NodeId[] => {
  const until = nodes.get(id)?.mergedAt ?? Infinity;
  const hasTouched = ({ attempts }: NodeRun): boolean =>
    attempts.findLast(({ evidence }) => evidence !== null)?.evidence?.changed.some((path) => paths.includes(path)) ===
    true;
  return [...nodes]
    .filter(([other, run]) => other !== id && run.mergedAt !== null && run.mergedAt <= until && hasTouched(run))
    .map(([other]) => other)
    .sort(compareIds);
};
