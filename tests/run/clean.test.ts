import {
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import path from 'node:path';
import { describe, expect, test, vi } from 'vitest';
import { until } from '../support/processes.ts';
import { runPlace } from '../support/run-place.ts';
import type { RunPlace } from '../support/run-place.ts';

// Real runs on a busy machine.
vi.setConfig({ testTimeout: 60_000 });

interface ShownClean {
  readonly dryRun: boolean;
  readonly diskBytes: number;
  readonly freedBytes: number;
  readonly runs: readonly {
    readonly runId: string;
    readonly diskBytes: number;
    readonly removed: boolean;
    readonly journalRemoved: boolean;
    readonly why: readonly { readonly kind: string }[];
  }[];
}

const storesFolder = (place: RunPlace): string => path.join(place.worktrees, readdirSync(place.worktrees)[0]!);
const storeOf = (place: RunPlace, runId: string): string => path.join(storesFolder(place), runId);

/** `planloom runs clean --json`, with further arguments. */
const clean = async (place: RunPlace, ...argv: readonly string[]): Promise<ShownClean & { readonly code: number }> => {
  const outcome = await place.planloom(['runs', 'clean', '--json', ...argv]);
  return { ...(outcome.json() as ShownClean), code: outcome.code };
};

const large = 'head -c 100000 /dev/urandom > large.bin';

/** A run that was accepted. */
const accepted = async (place: RunPlace): Promise<string> => {
  const run = await place.run();
  expect((await place.planloom(['runs', 'accept'])).code).toBe(0);
  return run.summary.runId;
};

/** Whether a run finds nothing left to do. */
const doneBefore = async (place: RunPlace): Promise<boolean> =>
  (await place.run()).summary.nodes.every(({ attempts }) => attempts === 0);

/** All that git and the folder of runs know. */
const known = (place: RunPlace): unknown => [
  place.git('for-each-ref'),
  place.git('status', '--porcelain'),
  readdirSync(place.runsFolder).sort(),
];

describe('a run that was accepted', () => {
  test('loses its store and nothing else, and the room is shown', async () => {
    const place = runPlace({ todo: { '1.1': { work: large } } });
    const runId = await accepted(place);
    const before = known(place);
    const dry = await clean(place, '--dry-run');
    expect(dry).toMatchObject({ dryRun: true, runs: [{ runId, removed: true }] });
    expect(existsSync(storeOf(place, runId))).toBe(true);
    const disk = (await place.planloom(['runs', 'list', '--disk', '--json'])).json() as {
      runs: { diskBytes: number }[];
    };
    expect(disk.runs[0]!.diskBytes).toBe(dry.diskBytes);
    expect((await place.planloom(['runs', 'list', '--json'])).stdout).not.toContain('diskBytes');

    const { code, stdout, stderr } = await place.planloom(['runs', 'clean']);
    expect([code, stderr]).toEqual([0, '']);
    expect(stdout).toMatch(new RegExp(`^${runId} {2}SHIP {2}\\d+ kB {2}removed\n\n(\\d+ kB) of \\1 freed\\.\n$`));
    expect(dry.freedBytes).toBeGreaterThan(100_000);
    expect(readdirSync(storesFolder(place))).toEqual(['.removed']);
    expect(readdirSync(path.join(storesFolder(place), '.removed'))).toEqual([]);
    expect(known(place)).toEqual(before);

    expect((await place.planloom(['runs', 'clean'])).stdout).toBe('There is nothing to remove.\n');
    for (const argv of [['runs', 'list'], ['runs', 'show'], ['logs', '1.1'], ['costs']]) {
      expect((await place.planloom(argv)).code, argv.join(' ')).toBe(0);
    }
    expect((await place.planloom(['resume'])).output).toContain('was accepted; start another one');
    expect((await place.planloom(['runs', 'list', '--disk'])).stdout).toContain('  0 B  ');
    // What it has merged still counts.
    expect(await doneBefore(place)).toBe(true);
  });

  test('is left when it ended later than was asked for', async () => {
    const place = runPlace({ todo: { '1.1': {} } });
    const runId = await accepted(place);
    expect((await clean(place, '--older-than', '1h')).runs).toEqual([]);
    expect((await clean(place, '--older-than', '0m')).runs).toMatchObject([{ runId, removed: true }]);
    const refused = await place.planloom(['runs', 'clean', '--older-than', 'long']);
    expect([refused.code, refused.output]).toEqual([
      2,
      expect.stringContaining('--older-than long is no length of time'),
    ]);
  });

  test('on copies of a folder is cleaned the same way', async () => {
    const place = runPlace({ todo: { '1.1': {} }, repository: 'none', config: { worktree: { mode: 'copy' } } });
    const run = await place.run();
    expect((await clean(place)).runs).toMatchObject([{ removed: false, why: [{ kind: 'unaccepted' }] }]);
    expect((await place.planloom(['runs', 'accept'])).code).toBe(0);
    expect((await clean(place)).runs).toMatchObject([{ runId: run.summary.runId, removed: true }]);
    expect(existsSync(storeOf(place, run.summary.runId))).toBe(false);
  });
});

test('work that is kept under a ref does not hold the store: the ref is in the repository, and stays', async () => {
  const place = runPlace({ todo: { '1.1': {}, '1.2': { work: 'echo x > half.txt; exit 1' } } });
  const { runId } = (await place.run()).summary;
  await place.planloom(['runs', 'accept', runId]);
  expect((await place.planloom(['runs', 'clean'], { width: 200 })).stdout).toMatch(/ removed\n/);
  expect(existsSync(storeOf(place, runId))).toBe(false);
  expect(place.git('show', `refs/planloom/${runId}/1.2/1:half.txt`)).toBe('x');
});

describe('a run with which something would be lost', () => {
  const todo = { '1.1': {}, '1.2': { work: 'echo x > half.txt; exit 1' } };

  test('stays, each reason on a line with what to do; a script that forces it has to say so twice', async () => {
    const place = runPlace({ todo });
    const { summary, branch } = await place.run();
    const { runId } = summary;
    const ref = `refs/planloom/${runId}/1.2/1`;
    const plain = await place.planloom(['runs', 'clean'], { width: 200 });
    expect(plain.code).toBe(0);
    expect(plain.stdout.split('\n').slice(1)).toEqual([
      `  Its branch is not accepted: planloom runs accept ${runId}, or --force to lose it.`,
      '',
      expect.stringMatching(/^0 B of \d+ kB freed\.$/),
      '',
    ]);
    expect((await place.planloom(['runs', 'clean', runId])).code).toBe(1);
    const forced = await place.planloom(['runs', 'clean', '--force']);
    expect([forced.code, forced.stdout]).toEqual([2, '']);
    expect(forced.stderr).toContain(`  the branch ${branch}, which is not accepted\n`);
    expect(forced.stderr).toContain('Nobody can be asked here, so nothing was removed.');
    const declined = await place.planloom(['runs', 'clean', '--force'], { answer: false });
    expect([declined.code, declined.stderr]).toEqual([1, expect.stringMatching(/Nothing was removed\.\n$/)]);
    expect(existsSync(storeOf(place, runId))).toBe(true);
    expect(place.git('for-each-ref', '--format=%(refname)')).toContain(ref);

    const yes = await place.planloom(['runs', 'clean', '--force'], { answer: true });
    expect([yes.code, yes.stdout]).toEqual([0, expect.stringContaining('removed')]);
    expect(existsSync(storeOf(place, runId))).toBe(false);
    expect(place.git('for-each-ref', '--format=%(refname)')).toBe('refs/heads/main');
    expect((await place.planloom(['runs', 'show'])).code).toBe(0);
    // What was given up counts no more, whoever still knows of it.
    expect((await place.planloom(['runs', 'list'], { width: 120 })).stdout).toContain('given up');
    const resumed = await place.planloom(['resume', runId, '--retry-failed', '--trust']);
    expect([resumed.code, resumed.output]).toEqual([1, expect.stringContaining('was given up; start another run.')]);
    const accepted = await place.planloom(['runs', 'accept', runId]);
    expect([accepted.code, accepted.stderr]).toEqual([2, expect.stringContaining('was given up.')]);
    place.setWork('1.2', 'echo y > whole.txt');
    const { summary: anew } = await place.run();
    expect(anew.nodes.map(({ id, state, attempts }) => [id, state, attempts])).toEqual([
      ['1.1', 'succeeded', 1],
      ['1.2', 'succeeded', 1],
    ]);
  });

  test('keeps what belongs to a damaged journal, which no list passes over in silence', async () => {
    const place = runPlace({ todo: { '1.1': {} } });
    const runId = await accepted(place);
    const journal = path.join(place.runsFolder, runId, 'journal.jsonl');
    const [head, , ...more] = readFileSync(journal, 'utf8').split('\n');
    writeFileSync(journal, [head, 'damage', ...more].join('\n'));
    const list = await place.planloom(['runs', 'list']);
    expect([list.stdout, list.stderr]).toEqual(['', expect.stringContaining('journal.jsonl:2')]);
    expect((await clean(place)).runs).toMatchObject([{ runId, removed: false, why: [{ kind: 'unreadable' }] }]);
    expect((await place.planloom(['runs', 'clean'])).stdout).toContain('Its journal is damaged');
    expect((await clean(place, '--force', '--yes')).runs).toMatchObject([{ runId, removed: true }]);
  });

  test('keeps an attempt that holds what is nowhere else', async () => {
    const place = runPlace({ todo: { '1.1': { work: 'git init -q inner; echo x > inner/x' } } });
    const { summary } = await place.run();
    const { runs } = await clean(place);
    expect(runs).toMatchObject([{ removed: false, why: [{ kind: 'attempts' }] }]);
    expect((await clean(place, '--force', '--yes')).runs).toMatchObject([{ removed: true }]);
    expect(existsSync(storeOf(place, summary.runId))).toBe(false);
  });

  test('keeps commits that were never published, also when git cannot read the store any more', async () => {
    const place = runPlace({ todo: { '1.1': {} } });
    const { summary, branch } = await place.run();
    place.git('update-ref', '-d', `refs/heads/${branch}`);
    expect((await clean(place)).runs).toMatchObject([{ removed: false, why: [{ kind: 'unpublished' }] }]);
    place.git('gc', '--quiet', '--prune=now');
    place.git('reflog', 'expire', '--expire=now', '--all');
    place.git('gc', '--quiet', '--prune=now');
    rmSync(path.join(storeOf(place, summary.runId), 'store.git', 'HEAD'));
    expect((await clean(place)).runs).toMatchObject([{ removed: false, why: [{ kind: 'unpublished' }] }]);
  });

  test('is no such run when the branch of a later one has all of it', async () => {
    const place = runPlace({ todo: { '1.1': {}, '1.2': { work: 'exit 1' } } });
    const first = await place.run();
    place.setWork('1.2', 'echo y > whole.txt');
    const second = await place.run();
    const shown = await clean(place);
    expect(shown.runs.map(({ runId, removed }) => [runId, removed])).toEqual([
      [second.summary.runId, false],
      [first.summary.runId, true],
    ]);
    // The branches stay both.
    expect(place.git('branch', '--list', 'planloom/*').split('\n')).toHaveLength(2);
    expect((await place.planloom(['runs', 'accept'])).code).toBe(0);
    expect(place.onBranch('main', 'whole.txt')).toBe('y');
  });
});

test('a run that goes on is refused by name, and left where none is named', async () => {
  const work = 'touch "$0.begun"; until test -e "$0.go"; do sleep 0.02; done; echo done > x.txt';
  const place = runPlace({ todo: { '1.1': {}, '1.2': { needs: ['1.1'], work } } });
  const ended = place.run();
  await until(() => existsSync(`${place.root}.work/1.2.sh.begun`));
  const [runId = ''] = place.runIds();
  for (const force of [[], ['--force', '--yes']]) {
    const named = await place.planloom(['runs', 'clean', runId, ...force]);
    expect([named.code, named.stderr]).toEqual([
      2,
      expect.stringContaining(`The run ${runId} goes on at this moment.`),
    ]);
    expect((await clean(place, ...force)).runs).toMatchObject([{ runId, removed: false, why: [{ kind: 'live' }] }]);
  }
  writeFileSync(`${place.root}.work/1.2.sh.go`, '');
  expect((await ended).summary.outcome).toBe('succeeded');
});

test('a run whose store is gone is gone on with: it is made again', async () => {
  const place = runPlace({ todo: { '1.1': { work: 'exit 1' }, '1.2': { needs: ['1.1'] } } });
  const { summary } = await place.run();
  expect((await clean(place)).runs).toMatchObject([{ runId: summary.runId, removed: true }]);
  place.setWork('1.1', 'echo better > better.txt');
  const resumed = place.ended(await place.planloom(['resume', '--retry-failed', '--trust', '--json']));
  expect(resumed.summary).toMatchObject({ runId: summary.runId, outcome: 'succeeded' });
  expect(place.onBranch(resumed.branch, 'better.txt')).toBe('better');
});

describe('what is left over', () => {
  test('by a removal that was cut short is removed by the next one', async () => {
    const place = runPlace({ todo: { '1.1': { work: large } } });
    const runId = await accepted(place);
    // As a kill leaves it: the name is gone, what is in it is there in part.
    const aside = path.join(storesFolder(place), '.removed');
    mkdirSync(aside);
    renameSync(storeOf(place, runId), path.join(aside, `${runId}-1-0`));
    rmSync(path.join(aside, `${runId}-1-0`, 'store.git', 'HEAD'));
    mkdirSync(path.join(place.runsFolder, '.removed', 'old-1-0'), { recursive: true });
    const dry = await clean(place, '--dry-run');
    expect([dry.freedBytes > 100_000, readdirSync(aside)]).toEqual([true, [`${runId}-1-0`]]);
    expect((await clean(place)).freedBytes).toBe(dry.freedBytes);
    expect(readdirSync(aside)).toEqual([]);
    expect(readdirSync(path.join(place.runsFolder, '.removed'))).toEqual([]);
    expect((await place.planloom(['runs', 'show', runId])).code).toBe(0);
  });

  test('of a run whose folder is gone is removed when all of it is in the repository', async () => {
    const place = runPlace({ todo: { '1.1': {} } });
    const { summary, branch } = await place.run();
    const { runId } = summary;
    rmSync(path.join(place.runsFolder, runId), { recursive: true });
    place.git('branch', '-m', branch, 'mine');
    expect((await clean(place, runId, '--dry-run')).runs).toMatchObject([{ runId, removed: true, plan: null }]);
    place.git('branch', '-D', 'mine');
    expect((await clean(place)).runs).toMatchObject([{ runId, removed: false, why: [{ kind: 'unpublished' }] }]);
    expect((await clean(place, '--force', '--yes')).runs).toMatchObject([{ runId, removed: true }]);
    expect(existsSync(storeOf(place, runId))).toBe(false);
  });

  test('is never followed out of our folders', async () => {
    const place = runPlace({ todo: { '1.1': {} } });
    const runId = await accepted(place);
    const outside = place.path('outside');
    place.write('outside/precious.txt', 'precious\n');
    symlinkSync(outside, path.join(storeOf(place, runId), 'link'));
    symlinkSync(outside, path.join(storesFolder(place), '20200101-000000-aaaa'));
    symlinkSync(outside, path.join(storesFolder(place), 'something'));
    mkdirSync(path.join(storesFolder(place), 'mine'));
    const { runs } = await clean(place);
    expect(runs.map(({ removed }) => removed)).toEqual([true, true]);
    expect(readFileSync(path.join(outside, 'precious.txt'), 'utf8')).toBe('precious\n');
    expect(readdirSync(storesFolder(place)).sort()).toEqual(['.removed', 'mine', 'something']);
  });
});

describe('journals', () => {
  test('stay unless they are asked for, and then those that later runs need', async () => {
    const place = runPlace({ todo: { '1.1': { work: 'exit 1' }, '1.2': {} } });
    const nothing = (await place.run(['--achievement', '1.1'])).summary.runId;
    const first = (await place.run(['--achievement', '1.2', '--from', 'head'])).summary.runId;
    place.setWork('1.1', 'echo y > y.txt');
    const second = (await place.run()).summary.runId;
    expect((await place.planloom(['runs', 'accept'])).code).toBe(0);
    const dry = await clean(place, '--journals', '--dry-run');
    const gone = (shown: ShownClean) => shown.runs.filter((run) => run.journalRemoved).map(({ runId }) => runId);
    // The second began with the first, which was not accepted by itself.
    expect(gone(dry)).toEqual([nothing]);
    expect(gone(await clean(place, '--journals'))).toEqual([nothing]);
    expect(place.runIds().filter((id) => !id.startsWith('.'))).toEqual([first, second]);
    expect(await doneBefore(place)).toBe(true);
    expect(gone(await clean(place, '--journals'))).toEqual([]);
  });

  test('of runs whose work a later one knows to be in the same branch are removed', async () => {
    const place = runPlace({ todo: { '1.1': {}, '1.2': {} } });
    const first = (await place.run(['--achievement', '1.1'])).summary.runId;
    await place.planloom(['runs', 'accept']);
    const second = (await place.run()).summary.runId;
    const needed = await clean(place, '--journals', '--dry-run');
    expect(needed.runs.map(({ journalRemoved }) => journalRemoved)).toEqual([false, false]);
    await place.planloom(['runs', 'accept']);
    expect((await clean(place, '--journals')).runs).toMatchObject([
      { runId: second, journalRemoved: false },
      { runId: first, journalRemoved: true },
    ]);
    expect(await doneBefore(place)).toBe(true);
  });
});
