import type { NodeRun } from '../../journal/run-state.ts';

/**
 * Seconds that a node has been worked on: its attempts, with what they were prepared and proved in, and the merge. Waits
 * between attempts are none of them, nor are attempts whose end nobody saw. `nowMs`: for what goes on; null: nobody works.
 */
export const workedSeconds = (run: NodeRun, nowMs: number | null): number => {
  const { attempts, state, mergedAt } = run;
  let ms = 0;
  for (const { startedAt, endedAt, isLost } of attempts) {
    const end = endedAt ?? nowMs;
    if (!isLost && end !== null) ms += Math.max(0, end - startedAt);
  }
  const provedAt = attempts.at(-1)?.endedAt ?? null;
  const mergeEnd = state === 'merging' ? nowMs : mergedAt;
  if (provedAt !== null && mergeEnd !== null) ms += Math.max(0, mergeEnd - provedAt);
  return ms / 1000;
};
