import type { Call } from './command-spec.ts';
import { refuse } from './print.ts';

const inside = { rule: 'inside-attempt', severity: 'error', at: { file: '.' } } as const;

/** What judges work is not for those who did it: answers with the exit code where an attempt calls, else undefined. */
export const refuseInsideAttempt = async (call: Call, verb: string): Promise<number | undefined> => {
  if (!call.world.isInsideAttempt()) return undefined;
  const message = `planloom ${verb} was called by an attempt of a run, which may not judge its own work.`;
  return refuse(call, [{ ...inside, message, advice: 'Leave it to a person, or to the run itself.' }]);
};

/** What costs is not for attempts either: it would be outside of all limits, and runs would begin runs without end. */
export const refuseToStartInside = async (call: Call): Promise<number | undefined> => {
  if (!call.world.isInsideAttempt()) return undefined;
  const message = 'An attempt of a run starts no runs and asks no agents.';
  return refuse(call, [{ ...inside, message, advice: 'No budget would count them: do the work itself.' }]);
};
