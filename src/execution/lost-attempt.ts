import type { AttemptEnded, AttemptName } from './workplace.ts';

/** How a program ended that died with the planloom that had started it. */
export const lostExit = {
  outcome: 'interrupted',
  exitCode: null,
  message: 'It ended with the planloom that had started it.',
  summary: null,
  usage: null,
  costUsd: null,
  seconds: 0,
} as const;

/** The end of an attempt that left nothing. */
export const lostAttempt = ({ node, attempt }: AttemptName): AttemptEnded => ({
  type: 'attempt_ended',
  node,
  attempt,
  ...lostExit,
  commit: null,
  evidence: null,
});
