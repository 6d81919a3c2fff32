import { expect, test } from 'vitest';
import { runPlace } from '../support/run-place.ts';
import type { EndedRun, RunPlace, ShownRun } from '../support/run-place.ts';

/** Something of everything that can become of a node. */
const mixed = (): RunPlace => {
  const place = runPlace({
    todo: {
      '1.1': {
        work: 'echo x > a; printf \'{"costUsd":0.25,"usage":{"inputTokens":10,"outputTokens":5}}\' > "$PLANLOOM_RESULT"',
      },
      '1.2': { work: 'test "$PLANLOOM_ATTEMPT" = 2 && echo x > b' },
      '1.3': { work: 'echo half > c; exit 1' },
      '1.4': {},
      '2.1': { needs: ['1.1', '1.2'], work: 'sleep 0.1; echo x > d' },
      '2.2': { needs: ['1.3'] },
      '2.3': { needs: ['2.2', '1.1'] },
      '2.4': { needs: ['1.1'], work: 'true' },
      '2.5': { needs: ['2.4'] },
      '3.1': { work: 'exit 1' },
      '3.2': { needs: ['3.1'] },
    },
    config: {
      maxAttempts: 2,
      maxExecutors: 3,
      checks: ['ls | grep -q .'],
      achievements: { '2.4': { evidence: 'none' }, '3.1': { onFailure: 'skip', maxAttempts: 1 } },
    },
  });
  place.setWork(
    '1.4',
    `echo "x$PLANLOOM_ATTEMPT" > a; test "$PLANLOOM_ATTEMPT" = 1 && ${place.untilMerged('1.1')}; true`,
  );
  return place;
};

/** What the journal says of each node, told without the code that folds it. */
const fromJournal = ({ entries }: EndedRun) => {
  const opened = entries[0]!.event;
  if (opened.type !== 'opened') throw new Error('The journal does not begin with its opening.');
  const nodes = new Map(
    opened.nodes.map(({ id }) => [id as string, { state: 'pending', attempts: 0, commit: null as string | null }]),
  );
  let first: number | null = null;
  let last = 0;
  let sequential = 0;
  const refused = new Set<string>();
  const succeeded = new Map<string, number>();
  for (const { at, event } of entries) {
    switch (event.type) {
      case 'attempt_started':
        nodes.get(event.node)!.attempts++;
        first ??= at;
        break;
      case 'attempt_ended':
        last = at;
        if (event.outcome === 'succeeded') succeeded.set(`${event.node} ${event.attempt}`, event.seconds);
        break;
      case 'merged':
        nodes.get(event.node)!.commit = event.commit;
        last = at;
        break;
      case 'merge_failed':
        refused.add(`${event.node} ${event.attempt}`);
        last = at;
        break;
      case 'node_succeeded':
        nodes.get(event.node)!.state = 'succeeded';
        break;
      case 'node_failed':
        nodes.get(event.node)!.state = event.state;
        break;
      case 'node_skipped':
        nodes.get(event.node)!.state = 'skipped';
        break;
      case 'blocked':
        for (const id of event.nodes) nodes.get(id)!.state = 'blocked';
        break;
      default:
    }
  }
  for (const [attempt, seconds] of succeeded) if (!refused.has(attempt)) sequential += seconds;
  return { nodes, makespan: first === null ? null : (last - first) / 1000, sequential };
};

test('the summary says what the journal says, and what is in git', async () => {
  const place = mixed();
  const run = await place.run();
  const journal = fromJournal(run);
  const { summary } = run;
  expect(summary.nodes.map(({ id, state, attempts, commit }) => [id, { state, attempts, commit }])).toEqual([
    ...journal.nodes,
  ]);
  expect(Object.fromEntries(summary.nodes.map(({ id, state }) => [id, state]))).toEqual({
    '1.1': 'succeeded',
    '1.2': 'succeeded',
    '1.3': 'failed',
    '1.4': 'succeeded',
    '2.1': 'succeeded',
    '2.2': 'blocked',
    '2.3': 'blocked',
    '2.4': 'succeeded',
    '2.5': 'succeeded',
    '3.1': 'skipped',
    '3.2': 'succeeded',
  });
  expect([run.code, summary.outcome]).toEqual([1, 'partial']);
  // The counts add up, and are those of the nodes.
  const counts = Object.values(summary.counts).reduce((sum, count) => sum + count, 0);
  expect(counts).toBe(summary.nodes.length);
  for (const [state, count] of Object.entries(summary.counts)) {
    expect([state, count]).toEqual([state, summary.nodes.filter((node) => node.state === state).length]);
  }
  expect(summary.makespanSeconds).toBeCloseTo(journal.makespan ?? 0, 3);
  expect(summary.sequentialSeconds).toBeCloseTo(journal.sequential, 6);
  expect(summary).toMatchObject({ costUsd: 0.25, tokens: { inputTokens: 10, outputTokens: 5 } });

  // Every result is on the branch, by a merge with its name, and nothing else is.
  const onLine = place
    .git(
      'log',
      '--first-parent',
      '--format=%H %(trailers:key=Planloom-Node,valueonly,separator=%x2C)',
      `main..${run.branch}`,
    )
    .split('\n')
    .map((line) => line.trim().split(' '));
  const merged = summary.nodes.filter(({ commit }) => commit !== null);
  expect(onLine.map(([commit, node]) => [node, commit]).sort()).toEqual(merged.map(({ id, commit }) => [id, commit]));
  expect(summary.nodes.filter(({ state }) => state === 'succeeded').map(({ id }) => id)).toEqual(
    [...merged.map(({ id }) => id), '2.4'].sort(),
  );
  // What is said to be kept is there.
  const refs = place.git('for-each-ref', '--format=%(refname)', 'refs/planloom').split('\n');
  for (const { branch } of summary.nodes) if (branch !== undefined) expect(refs).toContain(branch);
  expect(run.node('1.3').branch).toBe(`refs/planloom/${summary.runId}/1.3/2`);
});

const withoutHistory = (summary: ShownRun): unknown =>
  JSON.parse(
    JSON.stringify(summary, (key, value: unknown) => (key === 'history' || key === 'kind' ? undefined : value)),
  );

test('every place that tells of the run tells the same', async () => {
  const place = mixed();
  const run = await place.run();
  const { runId } = run.summary;
  const shown = (await place.planloom(['runs', 'show', runId, '--json'])).json() as ShownRun;
  expect(withoutHistory(shown)).toEqual(withoutHistory(run.summary));
  const written = JSON.parse(run.file('execution_summary.json')) as ShownRun & Record<string, unknown>;
  expect(withoutHistory(written)).toMatchObject(
    withoutHistory({ ...run.summary, schemaVersion: undefined } as ShownRun) as object,
  );
  expect(written).toMatchObject({ total_tasks: 11, completed: 7, failed: 1, success_rate: 63.6 });
  const { runs } = (await place.planloom(['runs', 'list', '--json'])).json() as { runs: unknown[] };
  expect(runs).toHaveLength(1);
  expect(JSON.stringify(runs[0])).toContain('"outcome":"partial"');

  const text = (await place.planloom(['runs', 'show', runId])).stdout;
  for (const { id } of run.summary.nodes) expect(text).toMatch(new RegExp(`(?<![\\d.])${id}(?![\\d.])`));
  expect(text).toContain(run.branch);
  expect(text).toContain(run.node('1.3').branch!);
});

test('what is printed at the end names every failure, and the events end with it', async () => {
  const place = mixed();
  const text = await place.planloom(['run', 'work-space/plans/SHIP/parallel.json', '--trust', '--yes']);
  expect(text.code).toBe(1);
  for (const id of ['1.3', '2.2', '2.3', '3.1']) expect(text.stdout).toContain(id);

  const lines = await place.planloom(['run', '@SHIP', '--trust', '--yes', '--json-lines', '--from', 'head']);
  const objects = lines.stdout
    .trimEnd()
    .split('\n')
    .map((line) => JSON.parse(line) as { kind: string; event?: { type: string } });
  const last = place.ended(lines);
  expect(objects.at(-1)?.kind).toBe('run-summary');
  expect(objects.slice(0, -1).every(({ kind }) => kind === 'run-event')).toBe(true);
  expect(objects).toHaveLength(last.entries.length + 1);
});

test('a run in which all is well says so', async () => {
  const place = runPlace({ todo: { '1.1': {}, '1.2': { needs: ['1.1'] } } });
  const run = await place.run();
  expect([run.code, run.summary.outcome, run.stderr]).toEqual([0, 'succeeded', '']);
  // What was merged is not done again.
  const again = await place.planloom(['run', 'work-space/plans/SHIP/parallel.json', '--trust', '--yes', '--json']);
  expect([again.code, (again.json() as ShownRun).nodes.map(({ attempts }) => attempts)]).toEqual([0, [0, 0]]);
  expect(place.runIds()).toHaveLength(1);
});
