import type { CheckResult } from '../domain/run.ts';
import type { CommandExit } from '../ports/processes.ts';
import type { RunCheck } from './run-check.ts';

/** What a check that was run says. */
export const checkResult = ({ name, timeoutMs }: RunCheck, exit: CommandExit): CheckResult => {
  const detail = exit.outcome === 'timed_out' ? `It took longer than ${(timeoutMs ?? 0) / 1000} s.` : exit.said;
  return { name, outcome: exit.outcome === 'succeeded' ? 'passed' : 'failed', detail, seconds: exit.seconds };
};

/** That a check was not run, and why. */
export const checkNotRun = ({ name }: RunCheck, why: string): CheckResult => ({
  name,
  outcome: 'not_run',
  detail: why,
  seconds: 0,
});
