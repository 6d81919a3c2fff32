import { describe, expect, test } from 'vitest';
import type { RunEvent } from '../../src/domain/run.ts';
import { displayWidth } from '../../src/reporting/display-width.ts';
import { renderRunEvent, runEventContext, runEventJson, runLogLine } from '../../src/reporting/run/render-run-event.ts';
import { node, openedAt, proof, RunJournal } from './run-journal.ts';
import { id, plain } from './sample-plan.ts';

const nodes = [
  node('1.1', [], { title: 'Read the wind' }),
  node('1.10', [], { title: 'Publish the readings of the last hour as a file' }),
];
const context = runEventContext(nodes, openedAt);
const line = (event: RunEvent, seconds = 0, look = plain): string | undefined =>
  renderRunEvent({ at: openedAt + seconds * 1000, event }, context, look);

const failed = { type: 'node_failed', node: id('1.1'), message: 'No.' } as const;
const mergeFailure = (paths: readonly string[]): RunEvent => ({
  type: 'merge_failed',
  node: id('1.1'),
  attempt: 1,
  reason: 'conflict',
  paths,
  message: 'No.',
});
const started = (reason: 'conflict' | 'fallback'): RunEvent => ({
  type: 'attempt_started',
  node: id('1.1'),
  attempt: 2,
  executor: 'worker',
  slot: 1,
  reason,
});

describe('a run, as a person watches it', () => {
  test('has a line for each thing that matters, with its node in one place', () => {
    const { entries } = new RunJournal(nodes)
      .start(0, '1.1')
      .start(0, '1.10', 1, 2)
      .end(3, '1.1', { seconds: 2.8 })
      .merge(3, '1.1')
      .end(4, '1.10', { seconds: 4, outcome: 'failed', message: 'Exit code 1.', commit: null, evidence: null })
      .at(4, { type: 'backing_off', node: id('1.10'), attempt: 1, untilMs: openedAt + 7000 })
      .at(7, { type: 'backed_off', node: id('1.10') })
      .start(7, '1.10', 2)
      .end(3725, '1.10', { seconds: 3718, evidence: proof({ unverified: true }) }, 2)
      .merge(3726, '1.10', 2, true)
      .at(3726, { type: 'closed', outcome: 'succeeded' });
    expect(entries.flatMap((entry) => renderRunEvent(entry, context, plain) ?? [])).toEqual([
      '   0:00    run r1: 2 achievements, at most 3 at once',
      '   0:00  ◕ 1.1   Read the wind           started, worker, slot 1',
      '   0:00  ◕ 1.10  Publish the readings…   started, worker, slot 2',
      '   0:03    1.1   Read the wind           ended after 2.8 s, 1 file',
      '   0:03  ✓ 1.1   Read the wind           merged 3f2a1c9',
      '   0:04  ✗ 1.10  Publish the readings…   attempt 1 failed: Exit code 1.',
      '   0:04  ◔ 1.10  Publish the readings…   waits 3 s before attempt 2',
      '   0:07  ◕ 1.10  Publish the readings…   attempt 2 started, worker, slot 1',
      '1:02:05    1.10  Publish the readings…   ended after 1 h 02 min, 1 file,\n                 unverified',
      '1:02:06  ✓ 1.10  Publish the readings…   merged 3f2a1c9',
      '1:02:06    the run has ended: succeeded',
    ]);
  });

  test('names some of what is blocked, and how many more', () => {
    const blocked = Array.from({ length: 16 }, (_, index) => id(`2.${index + 1}`));
    expect(line({ type: 'blocked', nodes: blocked, by: id('1.1') }, 9)).toBe(
      '   0:09  ■ blocked by 1.1: 2.1, 2.2 and 14 more',
    );
  });

  test('never cuts a reason: what is too long for a line goes on below', () => {
    const message = 'The program ended with exit code 1 and said that it cannot find the module that it needs.';
    const text = line({ type: 'merge_failed', node: id('1.1'), attempt: 1, reason: 'check', paths: [], message }) ?? '';
    expect(text.replace(/\s+/g, ' ')).toContain(message);
    expect(Math.max(...text.split('\n').map(displayWidth))).toBeLessThanOrEqual(80);
  });

  test.each<readonly [string, RunEvent]>([
    ['conflict in a.ts and b.ts', mergeFailure(['a.ts', 'b.ts'])],
    ['to settle a conflict', started('conflict')],
    ['the next executor', started('fallback')],
    ['failed, and is not tried again', { ...failed, state: 'failed', escalated: false }],
    ['failed, and waits for a person', { ...failed, state: 'failed', escalated: true }],
    ['conflicted, and has to be settled by a person', { ...failed, state: 'conflicted', escalated: false }],
    ['skipped: Not needed.', { type: 'node_skipped', node: id('1.1'), message: 'Not needed.' }],
    ['stopping: nothing new starts', { type: 'stop_asked', how: 'drain' }],
    ['to be tried again: 1.1', { type: 'retry_asked', nodes: [id('1.1')] }],
    ['accepted into main as abcdef0', { type: 'accepted', commit: 'abcdef0123', into: 'main' }],
    ['cancelled: 1.1', { type: 'cancelled', nodes: [id('1.1')] }],
  ])('says "%s"', (words, event) => {
    expect(line(event, 0, { ...plain, width: 120 })).toContain(words);
  });

  test('keeps quiet about what only programs need', () => {
    expect(line({ type: 'attempt_spawned', node: id('1.1'), attempt: 1, group: 7 })).toBeUndefined();
    expect(line({ type: 'published', commit: 'abc' })).toBeUndefined();
  });

  test('prints nothing that a terminal would act upon', () => {
    const message = 'bad \u001b[31mred\u0007\nline';
    const text = line({ type: 'node_skipped', node: id('1.1'), message }, 0, { ...plain, unicode: false });
    expect(text).not.toMatch(/[\u0000-\u001f]/);
  });
});

describe('a run, as a program reads it', () => {
  test('has a line of the log for every event, with the time of UTC', () => {
    const entry = { at: openedAt, event: { type: 'attempt_spawned', node: id('1.1'), attempt: 1, group: 7 } } as const;
    expect(runLogLine(entry)).toBe('2026-03-01T09:30:00.000Z  1.1  attempt 1 runs as process group 7');
  });

  test('has an object for every event, with its own fields', () => {
    const event: RunEvent = { type: 'backed_off', node: id('1.1') };
    expect(runEventJson({ at: openedAt, event })).toEqual({
      at: '2026-03-01T09:30:00.000Z',
      type: 'backed_off',
      node: '1.1',
    });
  });
});
