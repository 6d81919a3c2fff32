import { describe, expect, test } from 'vitest';
import { runPlace } from '../support/run-place.ts';

const task = `work-space/plans/SHIP/execution/EXECUTION_TASK_SHIP_11_01.md`;
const taskText = '# EXECUTION_TASK\r\n\r\n## Iteration Log\r\n\r\n### Iteration 1: [Date]\r\n\r\n## Completion\r\n';

describe('documents and a run', () => {
  test('the iteration log of an EXECUTION_TASK gets every attempt, inside the merge commit of its node', async () => {
    const place = runPlace({
      todo: { '1.1': { work: 'test "$PLANLOOM_ATTEMPT" = 2 && echo done > done.txt' } },
      config: { maxAttempts: 2, retry: { baseSeconds: 0 } },
      files: { [task]: taskText },
    });
    const ended = await place.run();
    const log = place.onBranch(ended.branch, task) ?? '';
    expect(log.startsWith('# EXECUTION_TASK\r\n\r\n## Iteration Log\r\n\r\n### Iteration 1: [Date]\r\n')).toBe(true);
    expect(log.endsWith('\r\n\r\n## Completion')).toBe(true);
    expect(log).toMatch(/### Iteration 2: \d{4}-\d\d-\d\d, attempt 1 of run /);
    expect(log).toMatch(
      /### Iteration 3: .*attempt 2 of run .*\r\n\r\n- \*\*Result\*\*: done; there is work, and no check that proves it\r\n/,
    );
    expect(log).toContain('- **Changed**: `done.txt`');
    expect(place.git('diff', '--name-only', `${ended.branch}^2`, ended.branch)).toBe(task);
    expect(place.read(task)).toBe(taskText);
  });

  test('nothing is approved for a person, unless --auto-approve says so', async () => {
    const place = runPlace({ todo: { '1.1': {} }, config: { checks: ['true'] } });
    const ended = await place.run();
    expect(place.git('ls-tree', '-r', '--name-only', ended.branch)).not.toContain('APPROVED');
  });

  test('--auto-approve approves what a check has proved, with the evidence, and never what none has', async () => {
    const proved = runPlace({ todo: { '1.1': {} }, config: { checks: ['true'] } });
    const ended = await proved.run(['--auto-approve']);
    const approval = proved.onBranch(ended.branch, 'work-space/plans/SHIP/execution/feedbacks/APPROVED_11.md') ?? '';
    expect(approval).toContain('no person has looked at it');
    expect(approval).toContain('- **Check**: `true` passed');
    const status = await proved.planloom(['status', 'work-space/plans/SHIP', '--json']);
    expect(status.stdout).toContain('"status":"complete"');

    const unproved = runPlace({ todo: { '1.1': {} } });
    const other = await unproved.run(['--auto-approve']);
    expect(unproved.git('ls-tree', '-r', '--name-only', other.branch)).not.toContain('APPROVED');
  });
});
