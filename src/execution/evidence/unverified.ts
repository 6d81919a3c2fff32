import type { CheckResult } from '../../domain/run.ts';

/** Whether nothing but the attempt itself says that the work is right: no check that counts has passed. */
export const isUnverified = (results: readonly CheckResult[]): boolean =>
  !results.some(({ outcome }) => outcome === 'passed');
