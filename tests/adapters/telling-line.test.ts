import { expect, test } from 'vitest';
import { tellingLine } from '../../src/adapters/process/telling-line.ts';

test.each([
  ['not ok 2 - every space becomes a dash', ['ok 1 - a', 'not ok 2 - every space becomes a dash', '# fail 1']],
  ['✖ every space becomes a dash (1.2ms)', ['✖ every space becomes a dash (1.2ms)', '✖ failing tests:', '✖ more']],
  ['× adds up 12ms', ['× adds up 12ms', 'Duration 1 s']],
  ['FAIL tests/a.test.ts > adds up', ['FAIL tests/a.test.ts > adds up', 'Tests 1 failed']],
  [
    'FAILED tests/test_a.py::test_sum - assert 3 == 4',
    ['FAILED tests/test_a.py::test_sum - assert 3 == 4', '1 failed'],
  ],
  ['--- FAIL: TestSum (0.00s)', ['--- FAIL: TestSum (0.00s)', 'a_test.go:4: 3, not 4', 'FAIL', 'exit status 1']],
  ['test sum ... FAILED', ['test one ... ok', 'test sum ... FAILED', 'error: test failed']],
])('of what programs that test print, %j tells most', (telling, lines) => {
  expect(tellingLine(lines)).toBe(telling);
});

test.each([
  [['one', 'two'], 'two'],
  [['0 failed', 'FAILSAFE is on', '✖ failing tests:'], '✖ failing tests:'],
  [[], ''],
])('without a failed test in %j it is the last line', (lines, line) => {
  expect(tellingLine(lines)).toBe(line);
});
