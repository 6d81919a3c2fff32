import type { Problem } from '../domain/problem.ts';

/** That a file is not what it was when it was read, and is left alone. `label`: its name for people. */
export const changedMeanwhile = (label: string): Problem => ({
  rule: 'changed-meanwhile',
  severity: 'error',
  at: { file: label },
  message: `${label} was changed by somebody else in the meantime, and is left as it is.`,
  advice: 'Run the command again: it reads what is there now.',
});
