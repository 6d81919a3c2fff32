import type { AttemptUsage } from '../domain/run.ts';
import type { SessionToResume } from '../ports/executor.ts';
import type { AttemptRun } from './run-state.ts';

/** A session to take up again, and the work that it had done. */
export interface UnfinishedSession extends SessionToResume {
  /** The work as a commit in the store; null where there was none. */
  readonly commit: string | null;
}

/**
 * The session that attempt `number` of a node takes up again: that of the attempt before, if the same executor was cut
 * off there by no fault of its work. Null: it begins anew.
 */
export const sessionToResume = (attempts: readonly AttemptRun[], number: number): UnfinishedSession | null => {
  const last = attempts[number - 2];
  if (last === undefined || last.session === null || last.executor !== attempts[number - 1]?.executor) return null;
  return wasCutOff(last) ? { ...sessionOf(attempts, number - 1, last.session), commit: last.commit } : null;
};

/** The session that attempt `number` has taken up, as it was when the attempt began; undefined: its session is new. */
export const resumedSession = (attempts: readonly AttemptRun[], number: number): SessionToResume | undefined => {
  const session = attempts[number - 1]?.session ?? null;
  if (session === null) return undefined;
  const resumed = sessionOf(attempts, number - 1, session);
  return resumed.count === 0 ? undefined : resumed;
};

const wasCutOff = ({ outcome, retryClass }: AttemptRun): boolean =>
  outcome === 'interrupted' ||
  outcome === 'cancelled' ||
  retryClass === 'crashed' ||
  retryClass === 'overload' ||
  retryClass === 'rate_limit';

/** What the first `count` attempts have used of the session. */
const sessionOf = (attempts: readonly AttemptRun[], count: number, session: string) => {
  const own = attempts.slice(0, count).filter((attempt) => attempt.session === session);
  const usage = own.flatMap((attempt): AttemptUsage[] => (attempt.usage === null ? [] : [attempt.usage]));
  const costUsd = own.reduce((sum, attempt) => sum + (attempt.costUsd ?? 0), 0);
  return { session, earlier: { usage, costUsd }, count: own.length };
};
