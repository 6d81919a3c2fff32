import { describe, expect, test } from 'vitest';
import type { CheckResult } from '../../src/domain/run.ts';
import { definitionFiles } from '../../src/execution/evidence/definition-files.ts';
import { frozenCheck } from '../../src/execution/evidence/frozen-check.ts';
import type { FrozenCheck } from '../../src/execution/evidence/frozen-check.ts';
import type { TextPair } from '../../src/execution/evidence/package-scripts.ts';
import { judgeWork } from '../../src/execution/evidence/judge-work.ts';
import type { WorkVerdict } from '../../src/execution/evidence/judge-work.ts';
import { takenBack } from '../../src/execution/evidence/taken-back.ts';
import { isUnverified } from '../../src/execution/evidence/unverified.ts';
import { id } from '../documents/plans.ts';

/** What an attempt made of the files that it found: a text, or null where it took the file away. */
type Deeds = Readonly<Record<string, string | null>>;

interface Claim {
  readonly deeds: Deeds;
  readonly ignored?: readonly string[];
  readonly nestedRepositories?: readonly string[];
}

interface Judged {
  readonly verdict: WorkVerdict;
  readonly takenBack: readonly string[];
  readonly check: FrozenCheck;
}

const plan = 'plans/STATION/PLAN_STATION.md';
const before: Readonly<Record<string, string>> = {
  [plan]: '# PLAN\n- [ ] 1.2',
  'package.json': '{"scripts":{"test":"node tests/add.test.js"}}',
  'src/add.js': 'exports.add = () => 0;',
  'src/other.js': '',
  'tests/add.test.js': 'assert(add(1, 1) === 2)',
};

/** Achievement 1.2 is to deliver src/add.js; `command` checks it. */
const judge = ({ deeds, ignored = [], nestedRepositories = [] }: Claim, command = 'node tests/add.test.js'): Judged => {
  const all = Object.entries(deeds)
    .filter(([path, text]) => text !== (before[path] ?? null))
    .map(([path, text]) => ({
      path,
      kind: text === null ? ('deleted' as const) : path in before ? ('modified' as const) : ('added' as const),
      mode: '100644',
    }));
  const basePaths = Object.keys(before);
  const node = { id: id('1.2'), evidence: 'diff' as const, deliverables: ['src/add.js'] };
  const ids = [id('1.1'), node.id];
  const back = takenBack({
    plan: { name: 'STATION', file: plan },
    prefix: '',
    node: node.id,
    ids,
    basePaths,
    changes: all,
  });
  const changes = all.filter(({ path }) => !back.includes(path));
  const gone = new Set(changes.filter(({ kind }) => kind === 'deleted').map(({ path }) => path));
  const paths = [...basePaths, ...changes.map(({ path }) => path)].filter((path) => !gone.has(path));
  const definitions = new Map(
    definitionFiles(command, '', changes).map((path): [string, TextPair] => [
      path,
      { base: before[path], result: deeds[path] ?? undefined },
    ]),
  );
  return {
    verdict: judgeWork({
      exit: { outcome: 'succeeded', message: '' },
      mode: 'clone',
      node,
      prefix: '',
      changes,
      takenBack: back,
      nestedRepositories,
      paths,
      ignoredOnDisk: new Set(ignored),
    }),
    takenBack: back,
    check: frozenCheck(command, {
      command,
      protect: null,
      prefix: '',
      basePaths,
      changes,
      definitions,
      deliverables: [],
    }),
  };
};

const honest: Deeds = { 'src/add.js': 'exports.add = (a, b) => a + b;' };

const passed: CheckResult = { name: 'npm test', outcome: 'passed', detail: '', seconds: 1 };
const notRun: CheckResult = { ...passed, outcome: 'not_run' };

test('honest work counts, and its check is not touched', () => {
  expect(judge({ deeds: honest })).toEqual({
    verdict: { ok: true, remarks: [] },
    takenBack: [],
    check: { counts: true, reason: '', restore: [], remarks: [] },
  });
});

describe('an attempt that claims to be done without doing the work', () => {
  const rejected = (claim: Claim): string => {
    const { verdict } = judge(claim);
    return verdict.ok ? 'it counts' : verdict.reasons.join(' ');
  };

  test('by changing nothing is rejected', () => {
    expect(rejected({ deeds: {} })).toBe('Nothing was changed.');
  });

  test('by an empty commit is rejected: a commit is no change', () => {
    expect(rejected({ deeds: { 'src/add.js': before['src/add.js']! } })).toBe('Nothing was changed.');
  });

  test('by changing some other file is rejected: the deliverable was there before', () => {
    expect(rejected({ deeds: { 'src/other.js': '// done' } })).toBe(
      'None of its deliverables was changed: src/add.js.',
    );
  });

  test('by taking the deliverable away is rejected', () => {
    expect(rejected({ deeds: { 'src/add.js': null } })).toBe('1.2 declares src/add.js, which is not in the result.');
  });

  test('by files that git ignores is rejected', () => {
    expect(rejected({ deeds: {}, ignored: ['src/add.js'] })).toBe('Nothing was changed.');
  });

  test('by ticking its box in the PLAN is rejected: that is taken back, and nothing is left', () => {
    expect(rejected({ deeds: { [plan]: '# PLAN\n- [x] 1.2' } })).toBe(
      `Nothing was changed but what was taken back: ${plan}.`,
    );
  });

  test('by hiding its files in a repository of its own is rejected', () => {
    expect(rejected({ deeds: honest, nestedRepositories: ['src/inner'] })).toContain(
      'src/inner is a git repository of its own',
    );
  });
});

describe('an attempt that makes its check easier', () => {
  test('by deleting the test gets the test back', () => {
    const { check } = judge({ deeds: { ...honest, 'tests/add.test.js': null } });
    expect(check).toMatchObject({ counts: true, restore: ['tests/add.test.js'] });
  });

  test('by editing the test gets the test back', () => {
    const { check } = judge({ deeds: { ...honest, 'tests/add.test.js': 'assert(true)' } });
    expect(check).toMatchObject({ counts: true, restore: ['tests/add.test.js'] });
  });

  test('by putting a folder in the place of the test gets the test back', () => {
    const deeds = { ...honest, 'tests/add.test.js': null, 'tests/add.test.js/index.js': '' };
    expect(judge({ deeds }).check.restore).toEqual(['tests/add.test.js', 'tests/add.test.js/index.js']);
  });

  test('by changing the script that the command stands for is found out', () => {
    const deeds = { ...honest, 'package.json': '{"scripts":{"test":"true"}}' };
    expect(judge({ deeds }, 'npm test').check.remarks).toEqual([
      'The attempt changed the script "test" of package.json, which says what "npm test" does.',
    ]);
  });

  test('by writing the check itself proves nothing: the node stays unverified', () => {
    const { check } = judge({ deeds: { ...honest, 'check.sh': 'true' } }, 'sh check.sh');
    expect(check).toMatchObject({
      counts: false,
      reason: 'The attempt itself wrote check.sh, which "sh check.sh" runs.',
    });
    expect(isUnverified([notRun])).toBe(true);
    expect(isUnverified([notRun, passed])).toBe(false);
    expect(isUnverified([])).toBe(true);
  });
});

describe('an attempt that goes beyond its work', () => {
  test('by approving itself, or others, has the approvals taken back; the work counts', () => {
    const approvals = ['APPROVED_11.md', 'APPROVED_12.md'].map((name) => `plans/STATION/execution/feedbacks/${name}`);
    const deeds = { ...honest, ...Object.fromEntries(approvals.map((path) => [path, 'Approved.'])) };
    expect(judge({ deeds })).toMatchObject({ verdict: { ok: true }, takenBack: approvals });
  });

  test('by giving itself other rules has them taken back', () => {
    const deeds = { ...honest, 'planloom.config.json': '{"checks":[]}' };
    expect(judge({ deeds }).takenBack).toEqual(['planloom.config.json']);
  });
});
