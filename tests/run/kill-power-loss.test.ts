import { execFileSync } from 'node:child_process';
import { existsSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { replay } from '../../src/journal/replay.ts';
import { decodeJournal } from '../../src/journal/journal-text.ts';
import { runPlace } from '../support/run-place.ts';
import type { RunPlace } from '../support/run-place.ts';

/** A run that has ended, whose every file can be brought back as it was then. */
interface Recorded {
  readonly place: RunPlace;
  readonly runId: string;
  readonly branch: string;
  readonly journal: string;
  /** Its lines, with their line feeds; the first one is the head, the second one opens the run. */
  readonly lines: readonly string[];
  readonly store: string;
  restore(): void;
  /** How often the command of a node was started so far. */
  starts(id: string): number;
}

const good = ['1.1', '1.2', '2.1'];

const recorded = async (): Promise<Recorded> => {
  const place = runPlace({ todo: { '1.1': {}, '1.2': {}, '2.1': { needs: ['1.1', '1.2'] }, '1.3': {} } });
  const count = `echo x >> "${place.root}.work/starts-$PLANLOOM_NODE"`;
  const write = 'echo "$PLANLOOM_NODE" > "$PLANLOOM_NODE.txt"';
  place.setWork('1.1', `${count}; ${write}`);
  place.setWork('1.2', `${count}; ${write}; git add -A; git commit -q -m own; echo more > more.txt`);
  place.setWork('2.1', `${count}; ${write}; cat 1.1.txt more.txt`);
  place.setWork('1.3', `${count}; ${write}; exit 1`);
  const { summary } = await place.run(['--max-executors', '1']);
  const { runId } = summary;
  const saved = `${place.root}.saved`;
  onTestFinished(() => rmSync(saved, { recursive: true, force: true }));
  const folders = ['', '.worktrees', '.work'].map((suffix) => `${place.root}${suffix}`);
  execFileSync('mkdir', [saved]);
  execFileSync('cp', ['-a', ...folders, saved]);
  const journalFile = path.join(place.runsFolder, runId, 'journal.jsonl');
  const lines = readFileSync(journalFile, 'utf8').split(/(?<=\n)/);
  const [digest = ''] = readdirSync(place.worktrees);
  return {
    place,
    runId,
    branch: summary.integrationBranch,
    journal: journalFile,
    lines,
    store: path.join(place.worktrees, digest, runId, 'store.git'),
    restore: () => {
      for (const folder of folders) {
        rmSync(folder, { recursive: true, force: true });
        execFileSync('cp', ['-a', path.join(saved, path.basename(folder)), folder]);
      }
    },
    starts: (id) => {
      const file = `${place.root}.work/starts-${id}`;
      return existsSync(file) ? statSync(file).size / 2 : 0;
    },
  };
};

const gitIn = (folder: string, ...args: readonly string[]): string =>
  execFileSync('git', args, { cwd: folder, stdio: 'pipe', env: { PATH: process.env.PATH ?? '', HOME: '/nonexistent' } })
    .toString()
    .trimEnd();

const mergesOn = ({ place, branch }: Recorded): readonly string[] =>
  place
    .git(
      'log',
      '--first-parent',
      '--merges',
      '--reverse',
      '--format=%(trailers:key=Planloom-Node,valueonly,separator=)',
      branch,
    )
    .split('\n')
    .filter((line) => line !== '');

/** What has to hold however the run came to its end. */
const expectWhole = async (run: Recorded, what: string): Promise<void> => {
  const { place, runId, branch, store } = run;
  const resumed = await place.planloom(['resume', runId, '--trust', '--json']);
  expect([what, resumed.code, resumed.stderr]).toEqual([what, 1, '']);
  const journal = decodeJournal('journal.jsonl', readFileSync(run.journal, 'utf8'));
  if (!journal.ok) throw new Error(`${what}: ${JSON.stringify(journal.error)}`);
  const state = replay(journal.value.entries);
  const states = Object.fromEntries([...state.nodes].map(([id, node]) => [id, node.state]));
  expect([what, states]).toEqual([
    what,
    { '1.1': 'succeeded', '1.2': 'succeeded', '2.1': 'succeeded', '1.3': 'failed' },
  ]);
  expect([what, mergesOn(run).toSorted()]).toEqual([what, good]);
  expect([what, place.git('rev-parse', branch)]).toEqual([what, state.tip]);
  expect([what, gitIn(store, 'rev-parse', branch)]).toEqual([what, state.tip]);
  const files = place.git('ls-tree', '--name-only', branch).split('\n');
  expect([what, [...good.map((id) => `${id}.txt`), 'more.txt'].filter((file) => !files.includes(file))]).toEqual([
    what,
    [],
  ]);
  for (const folder of [place.root, store]) gitIn(folder, 'fsck', '--no-dangling', '--no-progress');
  expect([what, place.leftAttempts()]).toEqual([what, []]);
};

test(
  'a journal that ends anywhere, also within a line, is gone on from; what is merged is not done again',
  { timeout: 120_000 },
  async () => {
    const run = await recorded();
    for (let kept = 2; kept < run.lines.length; kept++) {
      // Every third time the line that comes next is there in part.
      const torn = kept % 3 === 0 ? (run.lines[kept] ?? '').slice(0, 40) : '';
      run.restore();
      writeFileSync(run.journal, run.lines.slice(0, kept).join('') + torn);
      await expectWhole(run, `${kept} lines${torn === '' ? '' : ' and a part'}`);
      expect([kept, good.map(run.starts)]).toEqual([kept, [1, 1, 1]]);
    }
  },
);

test(
  'a branch that was put back, in the store, with the user or both, is brought forward again',
  { timeout: 120_000 },
  async () => {
    const run = await recorded();
    const { place, branch } = run;
    const earlier = place.git('rev-list', '--first-parent', branch).split('\n').slice(1);
    const back: Readonly<Record<string, readonly string[]>> = {
      store: [run.store],
      user: [place.root],
      both: [run.store, place.root],
    };
    for (const commit of earlier) {
      for (const [where, folders] of Object.entries(back)) {
        run.restore();
        // It had not been closed: everything else is done.
        writeFileSync(run.journal, run.lines.slice(0, -1).join(''));
        for (const folder of folders) gitIn(folder, 'update-ref', `refs/heads/${branch}`, commit);
        await expectWhole(run, `${where} at ${commit}`);
        expect(good.map(run.starts)).toEqual([1, 1, 1]);
      }
    }
  },
);

test('a ref without a commit in it, and locks of git that was killed, are cleared away', async () => {
  const run = await recorded();
  writeFileSync(run.journal, run.lines.slice(0, -1).join(''));
  for (const folder of [run.store, path.join(run.place.root, '.git')]) {
    const ref = path.join(folder, 'refs', 'heads', run.branch);
    writeFileSync(ref, '');
    writeFileSync(`${ref}.lock`, '');
  }
  writeFileSync(path.join(run.store, 'packed-refs.lock'), '');
  await expectWhole(run, 'empty refs');
  expect(good.map(run.starts)).toEqual([1, 1, 1]);
});

test('a store that is gone is made again from the repository of the user', async () => {
  const run = await recorded();
  for (const kept of [run.lines.length - 1, Math.floor(run.lines.length / 2)]) {
    run.restore();
    writeFileSync(run.journal, run.lines.slice(0, kept).join(''));
    rmSync(path.dirname(run.store), { recursive: true });
    await expectWhole(run, `${kept} lines, no store`);
    expect(good.map(run.starts)).toEqual([1, 1, 1]);
  }
});

test('what was merged and is nowhere any more is done again, and what stands on it waits for it', async () => {
  const run = await recorded();
  const { place, branch } = run;
  const start = place.git('rev-list', '--first-parent', branch).split('\n').at(-1)!;
  writeFileSync(run.journal, run.lines.slice(0, -1).join(''));
  place.git('update-ref', `refs/heads/${branch}`, start);
  rmSync(path.join(place.root, '.git', 'logs', 'refs', 'heads', 'planloom'), { recursive: true });
  for (const ref of place.git('for-each-ref', '--format=%(refname)', 'refs/planloom').split('\n')) {
    place.git('update-ref', '-d', ref);
  }
  place.git('prune', '--expire=now');
  rmSync(path.dirname(run.store), { recursive: true });
  await expectWhole(run, 'all objects gone');
  expect(good.map(run.starts)).toEqual([2, 2, 2]);
});

test('work that is there, and whose merge is nowhere any more, is merged again and not done again', async () => {
  const run = await recorded();
  const { place, branch, store } = run;
  const start = place.git('rev-list', '--first-parent', branch).split('\n').at(-1)!;
  writeFileSync(run.journal, run.lines.slice(0, -1).join(''));
  // The merge of the last one is broken everywhere.
  const tip = place.git('rev-parse', branch);
  for (const folder of [store, place.root]) gitIn(folder, 'update-ref', `refs/heads/${branch}`, `${tip}^1`);
  for (const folder of [store, path.join(place.root, '.git')]) {
    rmSync(path.join(folder, 'objects', tip.slice(0, 2), tip.slice(2)), { force: true });
  }
  rmSync(path.join(place.root, '.git', 'logs', 'refs', 'heads', 'planloom'), { recursive: true });
  expect(start).not.toBe(tip);
  await expectWhole(run, 'one merge gone');
  expect(good.map(run.starts)).toEqual([1, 1, 1]);
});

test('damage within a journal is refused, with its place', async () => {
  const run = await recorded();
  for (const [damage, line] of [
    ['{"at":1,"type":"no_such_event"}\n', 5],
    ['{"at":1,"ty\n', 8],
    ['\0\0\0\0\n', 3],
  ] as const) {
    run.restore();
    const lines = run.lines.with(line - 1, damage);
    writeFileSync(run.journal, lines.join(''));
    const resumed = await run.place.planloom(['resume', run.runId, '--trust']);
    expect(resumed.code).toBe(2);
    expect(resumed.stderr).toContain(`${run.runId}/journal.jsonl:${line}`);
    expect(readFileSync(run.journal, 'utf8')).toBe(lines.join(''));
  }
});

test('a run whose configuration is gone or was changed is refused, and can be started anew', async () => {
  const run = await recorded();
  const { place, runId } = run;
  const config = path.join(place.runsFolder, runId, 'config.json');
  const text = readFileSync(config, 'utf8');
  writeFileSync(run.journal, run.lines.slice(0, 12).join(''));
  writeFileSync(config, text.replace('exec sh', 'exec bash'));
  const changed = await place.planloom(['resume', runId, '--trust']);
  expect([changed.code, changed.stderr]).toEqual([2, expect.stringContaining('has been changed since')]);
  rmSync(config);
  const gone = await place.planloom(['resume', runId, '--trust']);
  expect([gone.code, gone.stderr]).toEqual([2, expect.stringContaining('is gone')]);
  writeFileSync(config, text);
  await expectWhole(run, 'as it was');
});

test('a branch of a run that the user has committed to on another way is not overrun', async () => {
  const run = await recorded();
  const { place, branch } = run;
  writeFileSync(run.journal, run.lines.slice(0, -1).join(''));
  const tree = place.git('rev-parse', `${branch}^{tree}`);
  const mine = place.git('commit-tree', tree, '-p', `${branch}^`, '-m', 'mine');
  place.git('update-ref', `refs/heads/${branch}`, mine);
  const refused = await place.planloom(['resume', run.runId, '--trust']);
  expect([refused.code, refused.stderr]).toEqual([2, expect.stringContaining('commits that the run does not know')]);
  expect(place.git('rev-parse', branch)).toBe(mine);
  place.git('branch', '-m', branch, 'mine');
  await expectWhole(run, 'the branch made again');
});
