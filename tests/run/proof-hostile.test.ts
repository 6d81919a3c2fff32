import { expect, test } from 'vitest';
import { runPlace } from '../support/run-place.ts';
import type { ToDo } from '../support/run-place.ts';

interface Attempt extends ToDo {
  readonly name: string;
  readonly work: string;
  /** What becomes of it: `succeeded`, or a part of the reason why it failed. */
  readonly ends: string;
}

const attempts: Readonly<Record<string, Attempt>> = {
  '1.1': { name: 'removes its own folder', work: 'rm -rf "$PWD"', ends: 'Its working folder is empty.' },
  '1.2': {
    name: 'removes all that lies beside it',
    work: 'echo x > a2; rm -rf "$(dirname "$PLANLOOM_RESULT")"',
    ends: 'succeeded',
  },
  '1.3': {
    name: 'removes everything of its own',
    work: 'rm -rf "$(dirname "$(dirname "$PLANLOOM_RESULT")")"',
    ends: 'Its working folder is empty.',
  },
  '1.31': { name: 'removes our index', work: 'echo x > a31; rm ../index', ends: 'succeeded' },
  '1.32': { name: 'breaks our index', work: 'echo x > a32; chmod u+w ../index; echo x > ../index', ends: 'succeeded' },
  '1.33': {
    name: 'has folders in the place of our index',
    work: 'echo x > a33; rm ../index; mkdir -p ../index/a ../index.work/a ../index.work.lock/a',
    ends: 'succeeded',
  },
  '1.4': {
    name: 'puts a file in the place of its folder',
    work: 'cd ..; rm -rf tree; echo x > tree',
    ends: 'Its working folder is empty.',
  },
  '1.5': {
    name: 'leaves pipes and sockets',
    work: 'mkfifo pipe; echo x > a5; mkdir d; mkfifo d/pipe',
    ends: 'succeeded',
  },
  '1.6': {
    name: 'has a pipe for a deliverable',
    deliverables: ['queue'],
    work: 'mkfifo queue; echo x > a6',
    ends: 'no change of them can be seen: queue',
  },
  '1.7': {
    name: 'has odd names',
    work: `printf x > "$(printf 'new\\nline')"; printf x > '-rf'; printf x > '*'; printf x > '"quoted"'; printf x > ' '; printf x > "$(printf 'latin\\351')"`,
    ends: 'succeeded',
  },
  '1.8': {
    name: 'makes its files unreadable',
    work: 'mkdir locked; echo x > locked/a; echo x > a8; chmod 000 locked',
    ends: 'succeeded',
  },
  '1.9': { name: 'writes a result that is a folder', work: 'echo x > a9; mkdir "$PLANLOOM_RESULT"', ends: 'succeeded' },
  '1.10': {
    name: 'writes a result that is a link',
    work: 'echo x > a10; ln -s /etc/passwd "$PLANLOOM_RESULT"',
    ends: 'succeeded',
  },
  '1.11': {
    name: 'writes a result without end',
    work: 'echo x > a11; head -c 3000000 /dev/zero > "$PLANLOOM_RESULT"',
    ends: 'succeeded',
  },
  '1.19': {
    name: 'removes its papers and fails',
    work: 'rm -rf "$(dirname "$PLANLOOM_RESULT")"; exit 1',
    ends: 'exit code 1',
  },
  '1.12': { name: 'kills itself', work: 'echo x > a12; kill -9 $$', ends: 'SIGKILL' },
  '1.13': { name: 'ends its whole group', work: 'echo x > a13; trap "" TERM; kill -TERM 0; exit 0', ends: 'succeeded' },
  '1.14': { name: 'closes its output', work: 'exec >&- 2>&-; echo x > a14', ends: 'succeeded' },
  '1.15': {
    name: 'prints what a terminal would obey',
    work: `printf '\\033[2J\\033]0;title\\007bell\\r\\0nul'; echo x > a15; exit 1`,
    ends: 'exit code 1',
  },
  '1.16': {
    name: 'makes folders that are very deep',
    work: 'd=.; for i in $(seq 1 120); do d=$d/deep; done; mkdir -p $d; echo x > $d/a',
    ends: 'succeeded',
  },
  '1.17': {
    name: 'makes a case of its own',
    work: 'echo x > .GITIGNORE; mkdir -p .git2; echo x > .git2/config',
    ends: 'succeeded',
  },
  '1.18': {
    name: 'leaves ignore rules that hide its work',
    work: `echo '*' > .gitignore; echo x > hidden`,
    ends: 'Nothing was changed',
  },
};

test('nothing that an attempt does ends the run', async () => {
  const place = runPlace({ todo: attempts, config: { maxExecutors: 6 }, files: { 'kept.txt': 'kept\n' } });
  const run = await place.run();
  const ends = Object.keys(attempts).map((id) => {
    const { state, message } = run.node(id);
    const expected = attempts[id]!.ends;
    const end = message === '' ? state : message;
    return [attempts[id]!.name, expected !== '' && end.includes(expected) ? expected : end];
  });
  expect(ends).toEqual(Object.values(attempts).map(({ name, ends: end }) => [name, end]));
  expect(run.summary.outcome).toBe('partial');
  expect(place.onBranch(run.branch, 'kept.txt')).toBe('kept');
  expect(place.git('ls-tree', '-z', '--name-only', run.branch).split('\0')).toEqual(
    expect.arrayContaining(['new\nline', '-rf', '*', '"quoted"', ' ', '.GITIGNORE']),
  );
  expect(place.git('fsck', '--strict')).not.toMatch(/error|missing|broken/);
  // Nothing that a terminal obeys goes to one.
  const logs = await place.planloom(['logs', run.summary.runId, '1.15']);
  for (const output of [logs.output, (await place.planloom(['runs', 'show'])).output, run.output]) {
    expect(output).not.toMatch(/[\u0000-\u0008\u000b-\u001f\u007f]/);
  }
});
