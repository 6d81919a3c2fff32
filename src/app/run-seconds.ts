import type { NodeRun } from '../journal/run-state.ts';

/**
 * Seconds that a run took: from the start of its first attempt to its last end, or to `nowMs` while it goes on, without
 * the pauses in which no process worked on it. Null before the first attempt, and where nobody knows of any end.
 */
export const runSeconds = (runs: readonly NodeRun[], nowMs: number | null): number | null => {
  const attempts = runs.flatMap((run) => run.attempts);
  if (attempts.length === 0) return null;
  const first = attempts.reduce((earliest, { startedAt }) => Math.min(earliest, startedAt), Infinity);
  // The end of a lost attempt is the moment in which somebody noticed; when it really ended, nobody knows.
  const ends = [
    ...attempts.map(({ endedAt, isLost }) => (isLost ? null : endedAt)),
    ...runs.flatMap(({ mergedAt, endedAt }) => [mergedAt, endedAt]),
  ].filter((time) => time !== null);
  if (nowMs === null && ends.length === 0) return null;
  const times = [...ends, ...attempts.map(({ startedAt }) => startedAt)];
  const last = nowMs ?? times.reduce((latest, time) => Math.max(latest, time), first);
  const begins = new Map<number, number>();
  for (const { process, startedAt } of attempts)
    begins.set(process, Math.min(begins.get(process) ?? Infinity, startedAt));
  let paused = 0;
  for (const begin of begins.values()) {
    if (begin === first) continue;
    paused += begin - times.reduce((latest, time) => (time < begin ? Math.max(latest, time) : latest), first);
  }
  return Math.max(0, last - first - paused) / 1000;
};
