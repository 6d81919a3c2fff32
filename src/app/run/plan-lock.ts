import { fail } from '../../domain/result.ts';
import type { Result } from '../../domain/result.ts';
import type { PlannedRun } from './plan-run.ts';
import type { Lock, RunAdapters } from './run-adapters.ts';

/** The lock of a plan, held by this process. */
export type HeldLock = Extract<Lock, { readonly ok: true }>;

/**
 * Takes the plan's lock for a run that begins or goes on, and keeps it from then on. Where nothing comes of that, it is
 * released.
 */
export const beginLocked = async <T>(
  { key, source }: PlannedRun,
  runId: string,
  adapters: RunAdapters,
  begin: (lock: HeldLock) => Promise<Result<T>>,
): Promise<Result<T>> => {
  const lock = await adapters.lock(key, runId);
  const { root, file } = source.state.place;
  if (!lock.ok) return fail([lockedProblem(lock.holder, root.label(file))]);
  try {
    const begun = await begin(lock);
    if (!begun.ok) await lock.release();
    return begun;
  } catch (error) {
    await lock.release();
    throw error;
  }
};

/** What stands in the way when another process runs the plan. */
export const lockedProblem = (holder: string | undefined, file: string) => ({
  rule: 'run-is-live',
  severity: 'error' as const,
  at: { file },
  message:
    holder === undefined
      ? 'Another planloom works on this plan at this moment.'
      : `Another planloom works on the run ${holder} of this plan at this moment.`,
  advice:
    holder === undefined
      ? 'Wait until it has ended.'
      : `Wait until it has ended. A run is stopped with Ctrl-C where it was started, or: planloom runs cancel ${holder}`,
});
