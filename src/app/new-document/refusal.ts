import type { Problem } from '../../domain/problem.ts';

/** What is wrong with a call, which stands in no file. */
export const refusal = (message: string, advice: string): Problem => ({
  rule: 'usage',
  severity: 'error',
  at: { file: 'command line' },
  message,
  advice,
});
