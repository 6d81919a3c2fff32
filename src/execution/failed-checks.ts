import type { CheckResult } from '../domain/run.ts';

/** A sentence for each check that has failed. */
export const failedChecks = (results: readonly CheckResult[]): readonly string[] =>
  results
    .filter(({ outcome }) => outcome === 'failed')
    .map(({ name, detail }) => `The check ${name} failed${detail === '' ? '.' : `: ${detail}`}`);
