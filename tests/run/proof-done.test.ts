import { expect, test } from 'vitest';
import { runPlace } from '../support/run-place.ts';
import type { ToDo } from '../support/run-place.ts';

interface Attempt extends ToDo {
  readonly name: string;
  readonly work: string;
  /** What becomes of it: `succeeded`, or why it failed. */
  readonly ends: string;
}

const ignoredAdvice = 'Set "evidence" to "none" for it, or have git keep one of them.';

const attempts: Readonly<Record<string, Attempt>> = {
  '1.1': { name: 'changes nothing', work: 'echo All done!', ends: 'Nothing was changed.' },
  '1.2': {
    name: 'makes one of two deliverables',
    deliverables: ['one.txt', 'two.txt'],
    work: 'echo 1 > one.txt',
    ends: '1.2 declares two.txt, which is not in the result.',
  },
  '1.3': {
    name: 'leaves a deliverable as it was before',
    deliverables: ['README.md'],
    work: 'echo x > other.txt; touch README.md',
    ends: 'None of its deliverables was changed: README.md.',
  },
  '1.4': {
    name: 'changes only a file that nobody asked for',
    deliverables: ['src/wanted.ts'],
    work: 'echo x > unrelated.txt',
    ends: '1.4 declares src/wanted.ts, which is not in the result.',
  },
  '1.5': {
    name: 'makes an empty folder',
    deliverables: ['docs/'],
    work: 'mkdir docs; echo x > near.txt',
    ends: '1.5 declares docs/, which is not in the result.',
  },
  '1.6': {
    name: 'fills a folder',
    deliverables: ['manual/'],
    work: 'mkdir manual; echo x > manual/a.md',
    ends: 'succeeded',
  },
  '1.7': {
    name: 'makes one of a glob',
    deliverables: ['lib/**/*.js'],
    work: 'mkdir -p lib/x; echo x > lib/x/a.js',
    ends: 'succeeded',
  },
  '1.8': {
    name: 'has one deliverable that git ignores',
    deliverables: ['build/app.bin', 'app.txt'],
    work: 'mkdir build; echo x > build/app.bin; echo x > app.txt',
    ends: 'succeeded',
  },
  '1.9': {
    name: 'has nothing but ignored files',
    deliverables: ['build/only.bin'],
    work: 'mkdir build; echo x > build/only.bin',
    ends: `Git ignores all of its deliverables, so that no change of them can be seen: build/only.bin. ${ignoredAdvice}`,
  },
  '1.10': {
    name: 'leaves its work in ignored files',
    work: 'mkdir build; echo work > build/work.txt',
    ends: 'Nothing was changed.',
  },
  '1.11': {
    name: 'forges its result and fails',
    work: `echo x > forged.txt; printf '{"status":"succeeded","summary":"perfect","costUsd":-5,"usage":{"inputTokens":"many"}}' > "$PLANLOOM_RESULT"; echo broken; exit 1`,
    ends: 'It ended with exit code 1; its last line: broken. In its result file, "usage" and "costUsd" cannot be used and were ignored.',
  },
  '1.12': {
    name: 'says itself that it failed',
    work: `echo x > sorry.txt; printf '{"status":"failed","summary":"Could not."}' > "$PLANLOOM_RESULT"`,
    ends: 'It reported "failed".',
  },
  '1.13': { name: 'need not change anything', work: 'echo looked', ends: 'succeeded' },
  '1.14': { name: 'makes an empty commit', work: 'git commit -q --allow-empty -m done', ends: 'Nothing was changed.' },
  '1.15': {
    name: 'undoes what it did',
    work: 'echo x > a; git add a; git commit -qm a; git rm -q a; git commit -qm b',
    ends: 'Nothing was changed.',
  },
  '1.16': { name: 'makes a file executable', work: 'chmod +x tool', ends: 'succeeded' },
  '1.17': {
    name: 'deletes its deliverable',
    deliverables: ['old.txt'],
    work: 'rm old.txt',
    ends: '1.17 declares old.txt, which is not in the result.',
  },
  '1.18': {
    name: 'makes a deliverable outside of the workspace',
    deliverables: ['../outside.txt', 'inside.txt'],
    work: 'echo x > ../outside.txt; echo x > inside.txt',
    ends: 'succeeded',
  },
  '1.19': {
    name: 'links its deliverable to somewhere else',
    deliverables: ['passwd'],
    work: 'ln -s /etc/passwd passwd',
    ends: 'succeeded',
  },
};

test('an attempt counts by what it changed, whatever it says', async () => {
  const place = runPlace({
    todo: attempts,
    config: { achievements: { '1.13': { evidence: 'none' } }, maxExecutors: 6 },
    files: { '.gitignore': 'build/\n', 'README.md': '# Ship\n', tool: 'true\n', 'old.txt': 'old\n' },
  });
  const run = await place.run();
  const ends = Object.keys(attempts).map((id) => {
    const { state, message } = run.node(id);
    return [attempts[id]!.name, state === 'succeeded' ? state : message];
  });
  expect(ends).toEqual(Object.values(attempts).map(({ name, ends: end }) => [name, end]));
  expect(run.code).toBe(1);
  expect(run.node('1.11').costUsd).toBeNull();
  expect(run.summary.nodes.filter(({ state }) => state === 'succeeded').every(({ unverified }) => unverified)).toBe(
    true,
  );
});
