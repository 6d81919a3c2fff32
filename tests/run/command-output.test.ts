import { describe, expect, test, vi } from 'vitest';
import { displayWidth } from '../../src/reporting/display-width.ts';
import { planFolder, runPlace } from '../support/run-place.ts';
import type { RunPlace, ShownRun } from '../support/run-place.ts';

// Real runs on a busy machine.
vi.setConfig({ testTimeout: 60_000 });

const plan = `${planFolder}/parallel.json`;
const granted = ['--trust', '--yes'];

/** One achievement that goes wrong, one that waits for it, and two that go well. */
const mixed = (): RunPlace =>
  runPlace({
    todo: {
      '1.1': { deliverables: ['1.1.txt'] },
      '1.2': { work: 'echo "no luck"; exit 3' },
      '1.3': { needs: ['1.2'] },
      '2.1': { needs: ['1.1'] },
    },
  });

const linesOf = (text: string): readonly string[] => text.split('\n').filter(Boolean);

describe('what programs read', () => {
  test('--json is one object on one line, with the keys of the contract, and nothing else is printed', async () => {
    const place = mixed();
    const { code, stdout, stderr, summary } = await place.run();
    expect(code).toBe(1);
    expect(stderr).toBe('');
    expect(stdout.indexOf('\n')).toBe(stdout.length - 1);
    expect(Object.keys(summary).slice(0, 2)).toEqual(['schemaVersion', 'kind']);
    const [runId] = place.runIds();
    expect(summary).toMatchObject({
      schemaVersion: 1,
      kind: 'run-summary',
      runId,
      outcome: 'partial',
      integrationBranch: `planloom/${runId ?? ''}`,
      makespanSeconds: expect.any(Number) as number,
      costUsd: null,
    });
    // A node that kept its unfinished work says where; the others say nothing of a branch.
    expect(summary.nodes.map(({ id, state, attempts, branch }) => ({ id, state, attempts, branch }))).toEqual([
      { id: '1.1', state: 'succeeded', attempts: 1, branch: undefined },
      { id: '1.2', state: 'failed', attempts: 1, branch: undefined },
      { id: '1.3', state: 'blocked', attempts: 0, branch: undefined },
      { id: '2.1', state: 'succeeded', attempts: 1, branch: undefined },
    ]);
  });

  test('a failed attempt that has changed something names the ref with its work', async () => {
    const place = runPlace({ todo: { '1.1': { work: 'echo half > half.txt; exit 1' } } });
    const run = await place.run();
    const ref = `refs/planloom/${run.summary.runId}/1.1/1`;
    expect(run.node('1.1').branch).toBe(ref);
    expect(place.onBranch(ref, 'half.txt')).toBe('half');
  });

  test('--json-lines is an object for every event of the journal, and at the end what --json prints', async () => {
    const place = mixed();
    const { stdout, stderr, code } = await place.planloom(['run', plan, ...granted, '--json-lines']);
    expect(code).toBe(1);
    const lines = linesOf(stdout).map((line) => JSON.parse(line) as Record<string, unknown>);
    const last = lines.at(-1)!;
    expect(lines.every(({ schemaVersion }) => schemaVersion === 1)).toBe(true);
    expect(last).toMatchObject({ kind: 'run-summary', outcome: 'partial' });
    const events = lines.slice(0, -1);
    expect(new Set(events.map(({ kind }) => kind))).toEqual(new Set(['run-event']));
    const journal = linesOf(place.read(`.git/planloom/runs/${String(last.runId)}/journal.jsonl`)).slice(1);
    expect(events).toEqual(
      journal.map((line) => {
        const entry = JSON.parse(line) as { at: number };
        return { schemaVersion: 1, kind: 'run-event', ...entry, at: new Date(entry.at).toISOString() };
      }),
    );
    const shown = await place.planloom(['runs', 'show', '--json']);
    const { schemaVersion, kind, nodes, ...shared } = shown.json() as ShownRun & Record<string, unknown>;
    expect(schemaVersion).toBe(1);
    expect(kind).toBe('run');
    expect(last).toMatchObject(shared);
    expect(last.nodes).toEqual(nodes.map(({ ...node }) => ({ ...node, history: undefined })));
    // What is shown before a run is for people.
    expect(stderr).not.toContain('started');
  });

  test('--json and --json-lines exclude each other', async () => {
    const refused = await mixed().planloom(['run', plan, '--json', '--json-lines']);
    expect(refused).toMatchObject({ code: 2 });
    expect(refused.output).toContain('two forms of the same output');
  });
});

describe('what a person reads', () => {
  test('the events are on stderr, a line each, and the summary alone is on stdout', async () => {
    const place = mixed();
    const { stdout, stderr } = await place.planloom(['run', plan, ...granted], { width: 80 });
    const events = linesOf(stderr).filter((line) => /^ +\d+:\d\d /.test(line));
    const of = (id: string) =>
      events.filter((line) => line.includes(` ${id} `)).map((line) => line.replace(/^.*Part \S+ +/, ''));
    expect(of('1.1')).toEqual([
      expect.stringMatching(/^started, work, slot \d$/) as string,
      expect.stringMatching(/^ended after \S+ s, 1 file, unverified$/) as string,
      expect.stringMatching(/^merged [0-9a-f]{7}$/) as string,
    ]);
    expect(of('1.2')).toEqual([
      expect.stringMatching(/^started, work, slot \d$/) as string,
      expect.stringMatching(/^attempt 1 failed: /) as string,
      'failed, and is not tried again',
    ]);
    expect(events.at(-1)).toContain('the run has ended: partial');
    expect(stdout).toMatch(/^\nSHIP\nrun \d{8}-\d{6}-\w{4}\n\npartial {2}2 of 4 achievements done/);
    expect(stdout).not.toContain('slot');
    for (const line of [...linesOf(stdout), ...linesOf(stderr)]) {
      expect(displayWidth(line), line).toBeLessThanOrEqual(line.includes('refs/') ? 100 : 80);
    }
  });

  test('nobody is told a thing twice', async () => {
    const { stderr } = await mixed().planloom(['run', plan, ...granted], { width: 80 });
    const lines = linesOf(stderr).map((line) => line.replace(/^ *\d+:\d\d/, ''));
    expect(new Set(lines).size).toBe(lines.length);
  });

  test('--quiet leaves the summary', async () => {
    const { stdout, stderr } = await mixed().planloom(['run', plan, ...granted, '--quiet']);
    expect(stderr).toBe('');
    expect(stdout).toMatch(/^SHIP\nrun /);
  });

  test('what is not committed is named before it begins, with what a terminal would act upon taken out', async () => {
    const place = mixed();
    place.write('left\u001b[31m.txt', 'x\n');
    for (const name of ['a', 'b', 'c', 'd', 'e']) place.write(`more/${name}.txt`, 'x\n');
    const { stderr } = await place.planloom(['run', plan, ...granted], { width: 80 });
    expect(stderr.replace(/\s+/g, ' ')).toMatch(/! 6 files are not committed, so not in the run: .* and 1 more\. 0:00/);
    expect(stderr).not.toContain('\u001b');
  });
});

describe('the exit code', () => {
  test.each<[number, string, Record<string, string>]>([
    [0, 'succeeded', { '1.1': 'echo x > x' }],
    [1, 'partial', { '1.1': 'echo x > x', '1.2': 'exit 1' }],
    [1, 'failed', { '1.1': 'exit 1' }],
  ])('is %i for %s', async (code, outcome, works) => {
    const todo = Object.fromEntries(Object.entries(works).map(([id, work]) => [id, { work }]));
    const run = await runPlace({ todo }).run();
    expect(run).toMatchObject({ code, summary: { outcome } });
  });

  test('is 1 for a run that waits for a person, and what can be done is named', async () => {
    const place = runPlace({ todo: { '1.1': { work: 'exit 1' } }, config: { onFailure: 'escalate' } });
    const { code, stdout } = await place.planloom(['run', plan, ...granted, '--quiet']);
    expect(code).toBe(1);
    expect(stdout).toContain('paused  0 of 1 achievement done; a person has to decide how to go on.');
    expect(stdout).toContain('A person has to decide how to go on.');
    expect(stdout).toMatch(/planloom resume \S+ --retry-failed/);
  });
});

describe('before it begins', () => {
  test('--dry-run shows what it would do, and starts nothing, trusted or not', async () => {
    const place = mixed();
    const { code, stdout, stderr } = await place.planloom(['run', plan, '--dry-run'], { width: 80 });
    expect(code).toBe(0);
    expect(stderr).toBe('');
    expect(stdout).toBe(
      [
        'SHIP',
        '',
        'To do  4 achievements, at most 5 at once',
        '  Level 0  2  1.1, 1.2',
        '  Level 1  2  1.3, 2.1',
        '',
        '  Executor  work',
        '',
      ].join('\n'),
    );
    expect(place.runIds()).toEqual([]);
  });

  test('who says no has started nothing', async () => {
    const place = mixed();
    const { code, stderr } = await place.planloom(['run', plan, '--trust'], { answer: false });
    expect(code).toBe(1);
    expect(stderr).toMatch(/Nothing was started\.\n$/);
    expect(place.runIds()).toEqual([]);
  });

  test('where nobody can be asked, --yes is needed', async () => {
    const { code, stderr } = await mixed().planloom(['run', plan, '--trust']);
    expect(code).toBe(2);
    expect(stderr).toContain('Nobody can be asked here, so nothing was started.');
    expect(stderr).toContain('Add --yes to start.');
  });

  test('who says yes to both questions has a run', async () => {
    const { code } = await runPlace({ todo: { '1.1': {} } }).planloom(['run', plan], { answer: true });
    expect(code).toBe(0);
  });
});

describe('where nothing is left to do', () => {
  const approved = (): RunPlace =>
    runPlace({
      todo: { '1.1': {}, '1.2': {} },
      files: {
        [`${planFolder}/execution/feedbacks/APPROVED_11.md`]: '# APPROVED\n\n**Achievement**: 1.1\n',
        [`${planFolder}/execution/feedbacks/SKIPPED_12.md`]: '# SKIPPED\n\n**Achievement**: 1.2\n',
      },
    });

  test('the reason is said, and all is well', async () => {
    const { code, stdout } = await approved().planloom(['run', `@SHIP`, ...granted]);
    expect(code).toBe(0);
    expect(stdout).toBe('There is nothing to do: 1.1 is complete; 1.2 is skipped.\n');
  });

  test('programs read the same', async () => {
    const { code, json } = await approved().planloom(['run', `@SHIP`, ...granted, '--json']);
    expect(code).toBe(0);
    expect(json()).toMatchObject({
      kind: 'run-summary',
      runId: null,
      outcome: 'succeeded',
      nodes: [
        { id: '1.1', state: 'succeeded', attempts: 0 },
        { id: '1.2', state: 'skipped', attempts: 0 },
      ],
    });
  });
});
