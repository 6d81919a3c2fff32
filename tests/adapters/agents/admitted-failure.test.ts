import { expect, test } from 'vitest';
import { admittedFailure } from '../../../src/adapters/agents/admitted-failure.ts';

test.each([
  ['FAILED: the service has no test account.', 'the service has no test account.'],
  ['**FAILED:** only half of it is done,\nthe rest needs a key.', 'only half of it is done, the rest needs a key.'],
  ['\n`FAILED:`', ''],
])('%j says that the work is not done', (message, why) => {
  expect(admittedFailure(message)).toBe(why);
});

test.each([null, '', 'Done.', 'Failed tests are mended.', 'FAILED_LOGINS: counted.', 'All done. FAILED: none'])(
  '%j says nothing of the kind',
  (message) => {
    expect(admittedFailure(message)).toBeNull();
  },
);
