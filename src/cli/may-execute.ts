import type { PlannedRun } from '../app/run/plan-run.ts';
import type { RunAdapters } from '../app/run/run-adapters.ts';
import { renderTrust } from '../reporting/run/render-trust.ts';
import type { Call } from './command-spec.ts';
import { refuse, usageProblem } from './print.ts';

/**
 * Whether a run may execute what the configuration and the plan name: because it was allowed before, by `--trust`, or
 * because the user, who is shown all of it, says so now. Says why when it may not. `isQuestion`: no run, but a question.
 */
export const mayExecute = async (
  call: Call,
  adapters: RunAdapters,
  { executables, digest, isTrusted }: Pick<PlannedRun, 'executables' | 'digest' | 'isTrusted'>,
  isQuestion = false,
): Promise<boolean> => {
  if (isTrusted || call.options.trust === true) return true;
  const { terminal } = call.world;
  if (call.options.json !== true) {
    terminal.err(`${renderTrust(executables, adapters.hasTrusted(), terminal.errLook, isQuestion)}\n`);
  }
  if (!terminal.interactive) {
    const advice = 'Read it, then add --trust to allow it for this call, or run it once on a terminal and say yes.';
    await refuse(call, [
      usageProblem(`Nobody has allowed yet what ${isQuestion ? 'asking' : 'this run'} would execute.`, advice),
    ]);
    return false;
  }
  if (!(await terminal.confirm('Allow it?'))) {
    terminal.err('Nothing was started.\n');
    return false;
  }
  await adapters.trust(digest);
  return true;
};
