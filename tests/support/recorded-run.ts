import { execFileSync } from 'node:child_process';
import { existsSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { expect, onTestFinished } from 'vitest';
import { decodeJournal } from '../../src/journal/journal-text.ts';
import { replay } from '../../src/journal/replay.ts';
import { runPlace } from './run-place.ts';
import type { RunPlace } from './run-place.ts';

/** A run that has ended, whose every file can be brought back as it was then. */
export interface RecordedRun {
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

/** What succeeds in it. */
export const good = ['1.1', '1.2', '2.1'];

/** A run of four nodes, one of which fails. */
export const recordedRun = async (): Promise<RecordedRun> => {
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

/** Git in a folder, without any configuration of the user. */
export const gitIn = (folder: string, ...args: readonly string[]): string =>
  execFileSync('git', args, { cwd: folder, stdio: 'pipe', env: { PATH: process.env.PATH ?? '', HOME: '/nonexistent' } })
    .toString()
    .trimEnd();

const mergesOn = ({ place, branch }: RecordedRun): readonly string[] =>
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

/** Resumes the run, and expects what has to hold however it came to its end. `what`: shown when it does not. */
export const expectWhole = async (run: RecordedRun, what: string): Promise<void> => {
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

/** Cuts the journal after the line `kept`, within the next one every third time, and expects that the run is gone on from. */
export const expectGoneOn = async (run: RecordedRun, kept: number): Promise<void> => {
  const torn = kept % 3 === 0 ? (run.lines[kept] ?? '').slice(0, 40) : '';
  run.restore();
  writeFileSync(run.journal, run.lines.slice(0, kept).join('') + torn);
  await expectWhole(run, `${kept} lines${torn === '' ? '' : ' and a part'}`);
  expect([kept, good.map(run.starts)]).toEqual([kept, [1, 1, 1]]);
};
