import { expect } from 'vitest';
import type { Outcome } from '../support/planloom.ts';

/** The one object that `--json` prints, after a look at its form: one line, nothing else, the version and the kind. */
export const jsonOf = (outcome: Outcome, kind: string): Readonly<Record<string, unknown>> => {
  expect(outcome.stdout.endsWith('}\n')).toBe(true);
  expect(outcome.stdout.trimEnd().split('\n')).toHaveLength(1);
  const value = outcome.json() as Readonly<Record<string, unknown>>;
  expect(value).toMatchObject({ schemaVersion: 1, kind });
  return value;
};
