import type { RunOutcome } from '../domain/run.ts';
import type { RunState } from '../journal/run-state.ts';
import { isEnd } from '../journal/run-state.ts';

/** How a run closes in which nothing goes on any more. */
export const runOutcome = ({ nodes, stop, budgetReached }: RunState): RunOutcome => {
  let succeeded = 0;
  let unsuccessful = 0;
  let cancelled = 0;
  let left = 0;
  let escalated = false;
  for (const node of nodes.values()) {
    if (!isEnd(node.state)) left++;
    else if (node.state === 'succeeded') succeeded++;
    else if (node.state !== 'skipped') unsuccessful++;
    if (node.state === 'cancelled') cancelled++;
    escalated ||= node.escalated;
  }
  // A stop that came too late to keep anything from its end has changed nothing.
  if (stop === 'stop' && (left > 0 || cancelled > 0)) return 'cancelled';
  const isCutShort = budgetReached?.then === 'stop' && cancelled > 0;
  if (left > 0 || escalated || isCutShort) return 'paused';
  if (unsuccessful === 0) return 'succeeded';
  return succeeded === 0 ? 'failed' : 'partial';
};
