import { describe, expect, test } from 'vitest';
import { judgeWork } from '../../src/execution/evidence/judge-work.ts';
import type { WorkToJudge } from '../../src/execution/evidence/judge-work.ts';
import type { TreeChange } from '../../src/ports/run-store.ts';
import { id } from '../documents/plans.ts';

const change = (path: string, kind: TreeChange['kind'] = 'modified'): TreeChange => ({ path, kind, mode: '100644' });

const work = (
  deliverables: readonly string[],
  changed: readonly string[],
  more: Partial<WorkToJudge> & { evidence?: 'diff' | 'none' } = {},
): WorkToJudge => ({
  exit: { outcome: 'succeeded', message: '' },
  mode: 'clone',
  node: { id: id('1.2'), evidence: more.evidence ?? 'diff', deliverables },
  prefix: '',
  changes: changed.map((path) => change(path)),
  takenBack: [],
  nestedRepositories: [],
  paths: ['README.md', 'src/a.ts', 'src/old.ts', 'docs/page.md', ...changed],
  ignoredOnDisk: new Set(),
  ...more,
});

const reasonsOf = (judged: WorkToJudge): readonly string[] => {
  const verdict = judgeWork(judged);
  return verdict.ok ? [] : verdict.reasons;
};

describe('work counts when', () => {
  test.each([
    ['its only deliverable is there and changed', work(['src/a.ts'], ['src/a.ts'])],
    ['one of its deliverables is changed, and all are there', work(['src/a.ts', 'src/old.ts'], ['src/a.ts'])],
    ['a file of its folder is changed', work(['docs/'], ['docs/page.md'])],
    ['a file of its folder, named without a slash, is changed', work(['docs'], ['docs/new.md'])],
    ['a file of its pattern is changed', work(['src/**/*.{ts,tsx}'], ['src/deep/b.tsx'])],
    ['the deliverable is written as people write it', work(['`./src/a.ts`,', 'src\\old.ts.'], ['src/a.ts'])],
    ['it declares nothing and changed something', work([], ['README.md'])],
    ['it need not change anything', work(['src/old.ts'], [], { evidence: 'none' })],
    [
      'one deliverable is ignored by git and on disk, and another is changed',
      work(['dist/a.js', 'src/a.ts'], ['src/a.ts'], { ignoredOnDisk: new Set(['dist/a.js']) }),
    ],
    [
      'all work is in one folder and its deliverable is on disk',
      work(['out/a.txt'], [], { mode: 'none', paths: [], ignoredOnDisk: new Set(['out/a.txt']) }),
    ],
    ['the workspace is a part of the repository', work(['a.ts'], ['src/a.ts'], { prefix: 'src' })],
  ])('%s', (_, judged) => {
    expect(reasonsOf(judged)).toEqual([]);
  });
});

describe('work is rejected, with a reason, when', () => {
  test.each<[string, WorkToJudge, readonly string[]]>([
    ['nothing was changed', work([], []), ['Nothing was changed.']],
    [
      'a deliverable is missing',
      work(['src/a.ts', 'src/none.ts'], ['src/a.ts']),
      ['1.2 declares src/none.ts, which is not in the result.'],
    ],
    [
      'a folder or a pattern has no file',
      work(['src/a.ts', 'gone/', 'src/*.py'], ['src/a.ts']),
      ['1.2 declares gone/, which is not in the result.', '1.2 declares src/*.py, which is not in the result.'],
    ],
    [
      'the deliverable was there before and something else was changed',
      work(['src/old.ts'], ['README.md']),
      ['None of its deliverables was changed: src/old.ts.'],
    ],
    [
      'several things are wrong: all are said',
      work(['src/none.ts', 'src/old.ts'], [], { nestedRepositories: ['vendor/lib'] }),
      [
        'vendor/lib is a git repository of its own, so its files cannot be taken over: remove its .git folder, or declare it as a submodule.',
        '1.2 declares src/none.ts, which is not in the result.',
        'Nothing was changed.',
      ],
    ],
    [
      'the program failed',
      work([], ['README.md'], { exit: { outcome: 'failed', message: 'It ended with exit code 3.' } }),
      ['It ended with exit code 3.'],
    ],
    [
      'the deliverable is not on disk, where all work is in one folder',
      work(['src/a.ts'], [], { mode: 'none' }),
      ['1.2 declares src/a.ts, which is not on disk.'],
    ],
    [
      'git ignores every deliverable',
      work(['dist/a.js'], ['README.md'], { ignoredOnDisk: new Set(['dist/a.js']) }),
      [
        'Git ignores all of its deliverables, so that no change of them can be seen: dist/a.js. Set "evidence" to "none" for it, or have git keep one of them.',
      ],
    ],
  ])('%s', (_, judged, reasons) => {
    expect(reasonsOf(judged)).toEqual(reasons);
  });
});

test('what lies outside the workspace is not looked at, and that is said', () => {
  const outside = ['../other/a.ts', '/etc/hosts', '~/notes.md', 'https://example.org/a.ts', 'C:\\a.ts'];
  const verdict = judgeWork(work([...outside, 'src/a.ts'], ['src/a.ts']));
  expect(verdict).toEqual({
    ok: true,
    remarks: outside.map((text) => `1.2 declares ${text}, which lies outside the workspace and was not looked at.`),
  });
});
