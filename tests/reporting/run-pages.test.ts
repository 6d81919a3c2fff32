import { describe, expect, test } from 'vitest';
import { runForecast } from '../../src/app/run-forecast.ts';
import { runListEntry } from '../../src/app/run-list-entry.ts';
import { runSummary } from '../../src/app/run-summary.ts';
import { displayWidth } from '../../src/reporting/display-width.ts';
import { renderRunStart } from '../../src/reporting/run/render-run-start.ts';
import type { RunStart } from '../../src/reporting/run/render-run-start.ts';
import { renderRunSummary } from '../../src/reporting/run/render-run-summary.ts';
import { renderRun } from '../../src/reporting/run/render-run.ts';
import { renderRunsList } from '../../src/reporting/run/render-runs-list.ts';
import { renderTrust } from '../../src/reporting/run/render-trust.ts';
import { node, openedAt, proof, RunJournal, settings } from './run-journal.ts';
import { id, plain } from './sample-plan.ts';

const widest = (text: string): number => Math.max(...text.split('\n').map(displayWidth));
const summaryOf = (journal: RunJournal): string => renderRunSummary(runSummary(journal.state(), null), plain);

/** 1.1 is merged, 1.2 fails, 2.1 is blocked, 1.3 is skipped. */
const partial = (): RunJournal =>
  new RunJournal([
    node('1.1', [], { title: 'Read the wind' }),
    node('1.2', [], { title: 'Read the temperature' }),
    node('1.3', [], { title: 'Draw the map' }),
    node('2.1', ['1.2'], { title: 'Publish the readings' }),
  ])
    .start(0, '1.1', 1, 1)
    .start(0, '1.2', 1, 2)
    .end(12, '1.1', {
      seconds: 12,
      costUsd: 0.25,
      summary: 'Reads it every second.',
      evidence: proof({ changed: ['a.ts', 'b.ts'], takenBack: ['PLAN_WEATHER.md'], unverified: true }),
    })
    .merge(12, '1.1', 1, true)
    .end(14, '1.2', {
      seconds: 14,
      outcome: 'rejected',
      message: '"npm test" failed.',
      evidence: proof({ checks: [{ name: 'npm test', outcome: 'failed', detail: '3 of 12 failed', seconds: 2 }] }),
    })
    .fail(14, '1.2', '"npm test" failed.', ['2.1'])
    .at(15, { type: 'node_skipped', node: id('1.3'), message: 'A person asked to leave it out.' })
    .at(15, { type: 'closed', outcome: 'partial' });

describe('the summary of a run', () => {
  test('tells what is not done and why, what is done, and what to do next', () => {
    expect(summaryOf(partial())).toBe(
      [
        'WEATHER  A weather station',
        'run r1',
        '',
        'partial  1 of 4 achievements done; the others are below, with the reason.',
        '██████████░░░░░░░░░░  1 succeeded, 1 failed, 1 blocked, 1 skipped',
        '',
        'Failed (1)',
        '  ✗  1.2  Read the temperature  1 attempt  14 s',
        '          "npm test" failed.',
        '          planloom logs r1 1.2',
        '          work kept as refs/planloom/r1/1.2/1',
        '',
        'Blocked (1)',
        '  ■  2.1  Publish the readings  by 1.2',
        '',
        'Skipped (1)',
        '  »  1.3  Draw the map',
        '          A person asked to leave it out.',
        '',
        'Succeeded (1)',
        '  ✓  1.1  Read the wind  2 files  12 s  unverified',
        '',
        'Worth a look (3)',
        '  ! 1.1 is unverified: there is work, and no check that proves it.',
        '  ! 1.1 changed what is not its own; taken back: PLAN_WEATHER.md.',
        '  ! No attempt has passed npm test: make sure that it passes before any work is',
        '    done.',
        '',
        '  Time       15 s, 12 s of it work',
        '  Estimates  4 h instead of 8 h (50 % saved), longest path 4 h',
        '  Cost       $0.25',
        '  Branch     planloom/r1',
        '',
        'Next',
        '  → See what 1.2 did.',
        '    planloom logs r1 1.2',
        '  → Mended the plan, code or a script, and committed: run again from there.',
        '    planloom run @WEATHER',
        '  → Nothing to mend: try 1.2 again, and what waits for it, as the run stands.',
        '    planloom resume r1 --retry-failed',
        '  → Bring what is done into your branch, without the rest.',
        '    planloom runs accept r1',
        '',
      ].join('\n'),
    );
  });

  test('says that all is done, and how much time was saved', () => {
    const all = new RunJournal([node('1.1'), node('1.2')])
      .start(0, '1.1', 1, 1)
      .start(0, '1.2', 1, 2)
      .end(10, '1.1', { seconds: 10 })
      .merge(10, '1.1')
      .end(10, '1.2', { seconds: 10 })
      .merge(10, '1.2')
      .at(10, { type: 'closed', outcome: 'succeeded' });
    const text = summaryOf(all);
    expect(text).toContain('succeeded  All 2 achievements are done.\n');
    expect(text).toContain('Time       10 s instead of 20 s one after the other (50 % saved)\n');
    expect(text).toContain('→ Bring what is done into your branch.\n    planloom runs accept r1\n');
    const accepted = summaryOf(all.at(20, { type: 'accepted', commit: 'abc', into: 'main' }));
    expect(accepted).toContain('Accepted   into main\n');
    expect(accepted).not.toContain('Next');
  });

  test('names every node of two hundred that is not done, and counts the others by level', () => {
    const nodes = Array.from({ length: 200 }, (_, index) => node(`${Math.floor(index / 20) + 1}.${(index % 20) + 1}`));
    const [bad, ...blocked] = nodes.slice(160).map((one) => one.id as string);
    const journal = new RunJournal(nodes);
    for (const [index, { id: each }] of nodes.slice(0, 160).entries()) journal.succeed(index, index + 1, each);
    journal
      .start(160, bad!)
      .end(161, bad!, { seconds: 1, outcome: 'failed', message: 'No.', commit: null, evidence: null })
      .fail(161, bad!, 'No.', blocked)
      .at(161, { type: 'closed', outcome: 'partial' });
    const text = summaryOf(journal);
    const lines = text.split('\n');
    expect(lines.length).toBeLessThan(50);
    expect(widest(text)).toBeLessThanOrEqual(80);
    expect(lines.filter((one) => /^ {2}✓ {2}Level \d {2}20 /.test(one))).toHaveLength(8);
    const named = text.slice(text.indexOf('Blocked (39)'), text.indexOf('Succeeded (160)'));
    for (const each of blocked) expect(named).toMatch(new RegExp(`\\b${each.replace('.', '\\.')}\\b`));
  });

  test('tells a live run from one that was interrupted', () => {
    const state = new RunJournal([node('1.1'), node('1.2')]).succeed(0, 2, '1.1').start(2, '1.2').state();
    const live = renderRunSummary(runSummary(state, openedAt + 5000), plain);
    expect(live).toContain('live  1 of 2 achievements done so far.\n');
    expect(live).not.toContain('Next');
    const dead = renderRunSummary(runSummary(state, null), plain);
    expect(dead).toContain('interrupted  1 of 2 achievements done; nobody works on it now.\n');
    expect(dead).toContain('planloom resume r1\n');
  });

  test('says that there was nothing to do', () => {
    const settled = [{ id: id('1.1'), title: 'Read the wind', level: 0, why: 'complete' as const }];
    const text = summaryOf(new RunJournal([], { settled }).at(0, { type: 'closed', outcome: 'succeeded' }));
    expect(text).toContain('succeeded  There was nothing left to do.\n');
    expect(text).toContain('Before  1 achievement settled before this run\n');
  });

  test('adds nothing but colour when there is colour, and draws in ASCII where there is no more', () => {
    const summary = runSummary(partial().state(), null);
    const colored = renderRun(summary, { ...plain, color: true });
    expect(colored.replace(/\u001b\[\d+m/g, '')).toBe(renderRun(summary, plain));
    expect(renderRun(summary, { ...plain, unicode: false })).toMatch(/^[\n -~]*$/);
  });
});

describe('a run with its attempts', () => {
  test('shows how each ended and what proves it, before what to do next', () => {
    const text = renderRun(runSummary(partial().state(), null), plain);
    const attempts = text.slice(text.indexOf('Attempts\n'), text.indexOf('  Time '));
    expect(text.slice(0, text.indexOf('Attempts\n'))).toContain('"npm test" failed');
    expect(attempts).toBe(
      [
        'Attempts',
        '',
        '  ✓  1.1  Read the wind',
        '     1  succeeded  worker, 12 s, exit code 0, commit ccccccc',
        '        says: Reads it every second.',
        '        2 files changed: a.ts and b.ts',
        '        unverified: no check proves it',
        '        taken back: PLAN_WEATHER.md',
        '     merged as 3f2a1c9',
        '',
        '  ✗  1.2  Read the temperature',
        '     1  rejected  worker, 14 s, exit code 0, commit ccccccc',
        '        "npm test" failed.',
        '        1 file changed: src/wind.ts',
        '        check npm test: failed in 2 s, 3 of 12 failed',
        '',
        '',
      ].join('\n'),
    );
  });
});

describe('the list of runs', () => {
  test('has a line a run', () => {
    const all = new RunJournal([node('1.1')], { runId: '20260301-093000-k3f9' })
      .succeed(0, 2, '1.1')
      .at(2, { type: 'closed', outcome: 'succeeded' })
      .at(9, { type: 'accepted', commit: 'abc', into: 'main' });
    const entries = [all, partial()].map((journal) => runListEntry(journal.state(), null));
    expect(renderRunsList(entries, plain)).toBe(
      [
        '20260301-093000-k3f9  WEATHER  succeeded  1 of 1   2 s  in main',
        'r1                    WEATHER  partial    1 of 4  15 s  not accepted',
        '',
      ].join('\n'),
    );
    expect(renderRunsList(entries, { ...plain, width: 120 })).toContain('  2026-03-01 09:30  in main\n');
  });

  test('does not pretend to know when an interrupted run ended, or that anything of it runs', () => {
    const begun = new RunJournal([node('1.1'), node('1.2')]).start(0, '1.1', 1, 1);
    const told = begun.start(0, '1.2', 1, 2).end(7, '1.1', { seconds: 7 });
    const entry = runListEntry(told.state(), null);
    expect(renderRunsList([entry], plain)).toContain('interrupted  0 of 2  at least 7 s');
    const text = renderRunSummary(runSummary(told.state(), null), plain);
    expect(text).toContain('Time       at least 7 s');
    expect(text).toContain('2 cut short');
    expect(text).not.toContain('running');
    const nothing = new RunJournal([node('1.1')]).start(0, '1.1', 1, 1).state();
    expect(renderRunsList([runListEntry(nothing, null)], plain)).toContain('interrupted  0 of 1  –');
    expect(renderRunSummary(runSummary(nothing, null), plain)).toContain(
      'not known: it was interrupted before anything',
    );
  });

  test('says when nothing was run', () => {
    expect(renderRunsList([], plain)).toBe('Nothing was run here yet.\n');
  });
});

describe('what a run is about to do', () => {
  const nodes = [node('1.1'), node('1.2', [], { executors: ['worker', 'other'], hours: null }), node('2.1', ['1.1'])];
  const start: RunStart = {
    plan: { name: 'WEATHER', title: 'A weather station' },
    nodes,
    settled: [{ id: id('0.1'), title: 'Title', level: 0, why: 'merged' }],
    settings: { ...settings, pools: { default: 2 }, conflicts: [{ a: id('1.1'), b: id('1.2') }] },
    integrationBranch: 'planloom/r2',
    after: 'r1',
    leftOut: ['a.ts', 'b.ts', 'c.ts', 'd.ts', 'e.ts', 'f.ts', 'g.ts'],
    loweredBecause: '3 at a time instead of 8: only 1600 MB of memory are available.',
    forecast: runForecast(nodes, settings),
  };

  test('is told before anybody is asked', () => {
    expect(renderRunStart(start, plain)).toBe(
      [
        'WEATHER  A weather station',
        '',
        'To do  3 achievements, at most 3 at once',
        '  Level 1  2  1.1, 1.2',
        '  Level 2  1  2.1',
        '',
        '  Settled    1 merged (0.1)',
        '  Executor   worker for 1.1, 2.1; worker, then other for 1.2',
        '  Pools      default 2 slots for 3',
        '  Conflicts  1 pair never at the same time',
        '  Estimates  4 h, nothing saved in parallel; 1 without an estimate',
        '  Branch     planloom/r2, goes on from run r1, which is not accepted',
        '  ! 3 at a time instead of 8: only 1600 MB of memory are available.',
        '  ! 7 files are not committed, so not in the run: a.ts, b.ts, c.ts, d.ts, e.ts',
        '    and 2 more.',
        '',
      ].join('\n'),
    );
  });

  test('leaves out what there is nothing to say about', () => {
    const { plan } = start;
    const bare = { plan, nodes: [node('1.1')], settled: [], settings, integrationBranch: null, after: null };
    const text = renderRunStart({ ...bare, leftOut: [], loweredBecause: null, forecast: null }, plain);
    expect(text).toBe(
      [
        'WEATHER  A weather station',
        '',
        'To do  1 achievement, at most 3 at once',
        '  Level 1  1  1.1',
        '',
        '  Executor  worker',
        '',
      ].join('\n'),
    );
  });
});

describe('what may be executed', () => {
  const long = `bash -c '${'echo one; '.repeat(20)}rm -rf build'`;
  const fields = [
    { what: 'executor', name: 'worker', command: long, env: ['API_KEY'] },
    { what: 'check', name: '1', command: 'npm test', env: [] },
    { what: 'validation script', name: 'validate.sh', path: 'scripts/validate.sh' },
  ] as const;

  test('is shown whole, however long, with what yes and --trust do', () => {
    const text = renderTrust(fields, false, plain);
    expect(widest(text)).toBeLessThanOrEqual(80);
    expect(text.replace(/\s+/g, ' ')).toContain(long);
    expect(text).toContain('gets the variables API_KEY');
    expect(text).toContain('To prove it\n  npm test\n');
    expect(text).toContain('  scripts/validate.sh\n');
    expect(text).toContain('--trust');
    expect(text).not.toContain('Before each attempt');
  });

  test('says when it has changed since it was allowed', () => {
    expect(renderTrust(fields, true, plain)).toContain('has changed since you last allowed it');
  });
});
