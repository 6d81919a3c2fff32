import type { Call } from './command-spec.ts';
import { refuse } from './print.ts';

/** What judges work is not for those who did it: answers with the exit code where an attempt calls, else undefined. */
export const refuseInsideAttempt = async (call: Call, verb: string): Promise<number | undefined> => {
  if (!call.world.isInsideAttempt()) return undefined;
  return refuse(call, [
    {
      rule: 'inside-attempt',
      severity: 'error',
      at: { file: '.' },
      message: `planloom ${verb} was called by an attempt of a run, which may not judge its own work.`,
      advice: 'Leave it to a person, or to the run itself.',
    },
  ]);
};
