import { describe, expect, test } from 'vitest';
import { renderBatch } from '../../src/reporting/render-batch.ts';
import { renderPlan } from '../../src/reporting/render-plan.ts';
import { achievement, id, plain, planOf } from './sample-plan.ts';

const plan = { name: 'WEATHER', title: 'A weather station' };
const head = { plan, document: 'SUBPLAN', level: 1 } as const;
const file = (stem: string): string => `plans/WEATHER/subplans/SUBPLAN_WEATHER_${stem}.md`;

describe('renderBatch', () => {
  test('numbers what it would make and says why the rest is left out', () => {
    const text = renderBatch(
      {
        ...head,
        kind: 'preview',
        create: [
          { id: id('1.1'), title: 'Publish', file: file('11') },
          { id: id('1.2'), title: 'Draw the map', file: file('12') },
        ],
        waiting: [{ id: id('1.3'), title: 'Alarm', waitsFor: [id('0.2')] }],
        existing: [{ id: id('1.4'), file: file('14') }],
        failed: [{ id: id('1.5'), reason: 'There is no SUBPLAN for 1.5.', advice: 'Make it first.' }],
      },
      plain,
    );
    expect(text).toBe(
      [
        'WEATHER  A weather station',
        '',
        '2 SUBPLANs of level 1 to create in plans/WEATHER/subplans/',
        '  1.  1.1  Publish       SUBPLAN_WEATHER_11.md',
        '  2.  1.2  Draw the map  SUBPLAN_WEATHER_12.md',
        '',
        '1 waiting',
        '  1.3  Alarm  for 0.2',
        '',
        '1 there already in plans/WEATHER/subplans/',
        '  1.  1.4  SUBPLAN_WEATHER_14.md',
        '',
        '1 not possible',
        '  ✗ 1.5: There is no SUBPLAN for 1.5.',
        '    → Make it first.',
        '',
      ].join('\n'),
    );
  });

  test('says why there is nothing to make', () => {
    const nothing = { create: [], waiting: [], existing: [], failed: [], reason: 'All of level 1 have theirs.' };
    expect(renderBatch({ ...head, kind: 'preview', ...nothing }, plain)).toContain(
      'No SUBPLAN of level 1 to create\n  → All of level 1 have theirs.\n',
    );
  });

  test('tells a partial success as one', () => {
    const text = renderBatch(
      {
        ...head,
        level: null,
        kind: 'result',
        created: [{ id: id('1.1'), file: file('11') }],
        skipped: [{ id: id('1.2'), file: file('12') }],
        failed: [{ id: id('1.3'), reason: 'The folder cannot be written.' }],
        next: [{ say: 'Look at the status.', command: 'planloom status @WEATHER' }],
      },
      plain,
    );
    expect(text).toContain('1 SUBPLAN created in plans/WEATHER/subplans/\n  1.  1.1  SUBPLAN_WEATHER_11.md\n');
    expect(text).toContain('1 skipped in plans/WEATHER/subplans/\n  1.  1.2  SUBPLAN_WEATHER_12.md  there already\n');
    expect(text).toContain('1 failed\n  ✗ 1.3: The folder cannot be written.\n');
    expect(text).toContain('→ Look at the status.\n    planloom status @WEATHER\n');
  });
});

describe('renderPlan', () => {
  test('shows metadata, and the achievements by priority with hours and claims', () => {
    const done = { ...achievement('1.1', 'Read the wind'), documentStatus: 'complete' as const, severity: 'CRITICAL' };
    const bare = { ...achievement('2.1', 'Publish', null), priority: null, deliverables: [{ text: 'A page' }] };
    const text = renderPlan({ ...planOf([]), blocks: [], achievements: [bare, done] }, plain);
    expect(text).toContain('  Status  active\n');
    expect(text).toContain('Priority 1: Readings  1 achievement, 4 h\n  1.1  Read the wind  CRITICAL');
    expect(text).toMatch(/1\.1 .*✓ complete {2}3–5 h\n/);
    expect(text).toMatch(/Without priority {2}1 achievement\n {2}2\.1 {2}Publish .*1 deliverable .* –\n/);
    expect(text).toContain('\n2 achievements, 3–5 h, 1 without an estimate\n');
  });
});
