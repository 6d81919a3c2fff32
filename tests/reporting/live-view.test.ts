import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { liveView } from '../../src/app/run/live-view.ts';
import type { NodeId } from '../../src/domain/run.ts';
import { displayWidth } from '../../src/reporting/display-width.ts';
import { renderLive } from '../../src/reporting/live/render-live.ts';
import { timeLeftText } from '../../src/reporting/live/time-left-text.ts';
import { node, openedAt, RunJournal, settings } from './run-journal.ts';
import { id } from './sample-plan.ts';

const look = { color: false, width: 80, unicode: true };
const noTails = new Map<NodeId, string>();
const at = (seconds: number): number => openedAt + seconds * 1000;

const shown = (journal: RunJournal, seconds: number, tails = noTails, rows = 24): readonly string[] =>
  renderLive(liveView(journal.state(), at(seconds), tails), look, rows);

/** Two done, one that failed after it had blocked two, three at work, one ready and one waiting. */
const midway = (): RunJournal => {
  const journal = new RunJournal([
    node('0.1'),
    node('0.2'),
    node('1.1', ['0.1']),
    node('1.2', ['0.1', '0.2']),
    node('1.3', ['0.2']),
    node('1.4'),
    node('1.5'),
    node('2.1', ['1.1']),
    node('2.2', ['1.3']),
    node('2.3', ['1.3']),
  ]);
  journal.succeed(0, 60, '0.1').succeed(0, 90, '0.2');
  journal.start(60, '1.1').end(95, '1.1', { seconds: 34, outcome: 'rejected', message: 'src/sail.ts is not there.' });
  journal.start(96, '1.1', 2, 1).start(91, '1.3', 1, 2);
  journal.end(130, '1.3', { seconds: 39, outcome: 'failed', exitCode: 3, message: 'It ended with exit code 3.' });
  journal.fail(130, '1.3', 'It ended with exit code 3.', ['2.2', '2.3']);
  return journal.start(131, '1.2', 1, 2).start(132, '1.4', 1, 3);
};

/** 200 nodes in so many levels, each after the one with its number in the level before; 90 are done, one has failed. */
const many = (levels: number): RunJournal => {
  const wide = 200 / levels;
  const name = (index: number): string => `${Math.floor(index / wide)}.${(index % wide) + 1}`;
  const nodes = Array.from({ length: 200 }, (_, index) =>
    node(name(index), index < wide ? [] : [name(index - wide)], { hours: 1 + (index % 4) }),
  );
  const journal = new RunJournal(nodes, { settings: { ...settings, maxExecutors: 12 } });
  for (let index = 0; index < 90; index++) {
    if (index !== 47) journal.succeed(index * 5, index * 5 + 30 * (1 + (index % 4)), name(index));
  }
  const behind = Array.from({ length: 200 }, (_, index) => index).filter((i) => i > 47 && (i - 47) % wide === 0);
  const left = behind.filter((index) => index >= 90).map(name);
  journal.start(460, name(47)).end(480, name(47), { seconds: 20, outcome: 'failed', message: 'It printed nothing.' });
  journal.fail(480, name(47), 'It printed nothing.', left);
  const ready = [...journal.state().nodes.values()].filter(({ state }) => state === 'ready').slice(0, 12);
  for (const [index, { node: one }] of ready.entries()) journal.start(481 + index, one.id, 1, index + 1);
  return journal;
};

describe('the live view', () => {
  test('says how far the run is, who does what, what comes next, what failed and what is finished', () => {
    const tails = new Map([[id('1.1'), 'npm test: 12 of 40']]);
    expect(shown(midway(), 180, tails).join('\n')).toMatchInlineSnapshot(`
      "WEATHER  A weather station                                                  3:00
      ██████░░░░░░░░░░░░░░░░░░░░░░░░  2 of 10 done, about 50 s to 3 min left
      1 failed, 2 blocked, 3 at work, 1 ready, 1 waiting

        Level 0  2 of 2  ✓✓
        Level 1  0 of 5  ◕◕✗◕○
        Level 2  0 of 3  ○■■

      At work  3 of at most 3, by worker
       ◕  1.1  Title of 1.1               1:24  attempt 2: npm test: 12 of 40
       ◕  1.2  Title of 1.2               0:49
       ◕  1.4  Title of 1.4               0:48

      Next  1.5 Title of 1.5

      Failed  1
       ✗  1.3  Title of 1.3               0:39  blocks 2
               It ended with exit code 3.

      Finished  2
       ✓  0.2  Title of 0.2               1:30  merged 3f2a1c9
       ✓  0.1  Title of 0.1               1:00  merged 3f2a1c9

      Ctrl-C: nothing new starts, and what runs is finished."
    `);
  });

  test('claims nothing about time and money as long as nothing is known', () => {
    const journal = new RunJournal([node('0.1'), node('0.2')]).start(0, '0.1');
    const text = shown(journal, 30).join('\n');
    expect(text).toContain('0 of 2 done\n');
    expect(text).not.toMatch(/left|\$|token/);
  });

  test('tells what is between two attempts, being proved, and being merged', () => {
    const journal = new RunJournal([node('0.1'), node('0.2'), node('0.3'), node('0.4')])
      .start(0, '0.1', 1, 1)
      .start(0, '0.2', 1, 2)
      .start(0, '0.3', 1, 3)
      .start(0, '0.4', 1, 4)
      .end(10, '0.1', { seconds: 10, outcome: 'failed', message: 'No such module.' })
      .at(10, { type: 'backing_off', node: id('0.1'), attempt: 1, untilMs: at(40) })
      .at(20, { type: 'verifying', node: id('0.2'), attempt: 1 })
      .end(20, '0.3', { seconds: 20 })
      .at(20, { type: 'merge_started', node: id('0.3'), attempt: 1 })
      .end(21, '0.4', { seconds: 21 });
    const text = shown(journal, 25).join('\n');
    expect(text).toMatch(/0\.2 .* is being proved/);
    expect(text).toMatch(/0\.3 .* is being merged/);
    expect(text).toMatch(/0\.4 .* waits for its merge/);
    expect(text).toMatch(/0\.1 .* attempt 2 in 15 s: No such module/);
  });

  test('lets nobody draw on the terminal of the reader', () => {
    const title = 'Title \u001b[2J\u0007 of \u202eone';
    const journal = new RunJournal([node('0.1', [], { title, executors: ['\u001b]0;x\u0007'] })]).start(0, '0.1');
    const tails = new Map([[id('0.1'), 'a line\r\n\u001b[31mred\u0000']]);
    expect(shown(journal, 5, tails).join('\n')).not.toMatch(/[\u0000-\u0009\u000b-\u001f\u007f\u202e]/);
  });

  test('keeps who works in the place they have, in the order of slots', () => {
    const journal = new RunJournal([node('0.1'), node('0.2'), node('0.3'), node('0.4')])
      .start(0, '0.1', 1, 1)
      .start(1, '0.2', 1, 2)
      .start(2, '0.3', 1, 3)
      .end(10, '0.2', { seconds: 9 })
      .merge(10, '0.2')
      .start(11, '0.4', 1, 2);
    const { atWork } = liveView(journal.state(), at(12), noTails);
    expect(atWork.map((one) => one.id)).toEqual(['0.1', '0.4', '0.3']);
  });

  test('says that it stops, and what Ctrl-C does then', () => {
    const journal = midway().at(150, { type: 'stop_asked', how: 'drain' });
    expect(shown(journal, 180).join('\n')).toContain('Stopping: what runs is finished first. Ctrl-C ends it now.');
  });

  test.each([
    ['drain', 'The budget is reached: what runs is finished first. Ctrl-C ends it now.', 1],
    ['stop', 'The budget is reached: what runs is ended.', 0],
  ] as const)('says with a budget that is reached (%s) only what Ctrl-C does then', (then, words, mentions) => {
    const journal = midway().at(150, { type: 'budget_reached', unit: 'usd', limit: 2, spent: 2, then });
    const text = shown(journal, 180).join('\n');
    expect(text).toContain(words);
    expect(text.split('Ctrl-C')).toHaveLength(mentions + 1);
  });

  test('says the same in its counts and above the list of who works, and names the failed where there is no more room', () => {
    const ids = Array.from({ length: 12 }, (_, index) => `0.${index + 1}`);
    const journal = new RunJournal(
      ids.map((text) => node(text)),
      { settings: { ...settings, maxExecutors: 30 } },
    );
    for (const [index, text] of ids.entries()) journal.start(0, text, 1, index + 1);
    for (const text of ids.slice(9)) {
      journal.end(10, text, { seconds: 10, outcome: 'failed', message: 'No.' }).fail(10, text, 'No.');
    }
    journal.end(11, '0.9', { seconds: 11 }).at(11, { type: 'merge_started', node: id('0.9'), attempt: 1 });
    const view = liveView(journal.state(), at(20), noTails);
    const lines = renderLive(view, { ...look, width: 60 }, 14);
    expect(lines[2]).toBe('3 failed, 8 at work, 1 merging');
    expect(lines).toContain('At work  8 of at most 30, by worker; 1 merging');
    expect(lines.slice(lines.indexOf('Failed  3'))).toEqual(['Failed  3', '  0.10, 0.11, 0.12']);
    const whole = renderLive(view, look, 40);
    expect(whole.filter((line) => line.startsWith(' ◕'))).toHaveLength(9);
  });

  test('says that it is paused, and how it goes on', () => {
    const text = shown(midway().at(150, { type: 'pause_asked' }), 180).join('\n');
    expect(text).toContain('Paused: nothing new starts before planloom runs continue r1.');
    expect(text).toContain('2 of 10 done\n');
  });

  test.each([1, 4, 10, 40])('shows 200 nodes in %i levels in every window', (levels) => {
    const journal = many(levels);
    const view = liveView(journal.state(), at(560), noTails);
    for (const rows of [1, 2, 5, 10, 16, 24, 40, 100]) {
      for (const width of [40, 80, 200]) {
        const lines = renderLive(view, { ...look, width }, rows);
        expect(lines.length).toBeLessThanOrEqual(rows);
        expect(Math.max(...lines.map(displayWidth))).toBeLessThanOrEqual(width);
      }
    }
    const text = renderLive(view, look, 24).join('\n');
    expect(text).toContain('89 of 200 done');
    expect(text).toMatch(/At work {2}\d+ of at most 12/);
    expect(text).toContain('It printed nothing.');
    expect(text).toContain('Level');
  });

  test('fits any window, with whatever text', () => {
    fc.assert(
      fc.property(
        fc.array(fc.string({ unit: 'grapheme', maxLength: 60 }), { minLength: 1, maxLength: 12 }),
        fc.integer({ min: 1, max: 60 }),
        fc.integer({ min: 40, max: 160 }),
        fc.boolean(),
        (texts, rows, width, unicode) => {
          const nodes = texts.map((title, index) => node(`0.${index + 1}`, [], { title }));
          const journal = new RunJournal(nodes, { settings: { ...settings, maxExecutors: 99 } });
          for (const [index, one] of nodes.entries()) journal.start(index, one.id, 1, index + 1);
          const tails = new Map(nodes.map((one, index) => [one.id, texts[index]!]));
          const lines = renderLive(liveView(journal.state(), at(100), tails), { color: true, width, unicode }, rows);
          expect(lines.length).toBeLessThanOrEqual(rows);
          for (const line of lines) expect(displayWidth(line)).toBeLessThanOrEqual(width);
        },
      ),
      { seed: 1, numRuns: 200 },
    );
  });
});

describe('the time that is left', () => {
  const chain = (hours: number | null): RunJournal =>
    new RunJournal([
      node('0.1', [], { hours }),
      node('1.1', ['0.1'], { hours }),
      node('2.1', ['1.1'], { hours: hours === null ? null : 3 * hours }),
    ]);

  test('is not known before anything is finished', () => {
    expect(liveView(chain(2).start(0, '0.1').state(), at(50), noTails).left).toBeNull();
  });

  test('follows the estimates, in the measure that the finished ones took of theirs', () => {
    // One of 2 h took 60 s: 1.1 of 2 h takes 30 to 120 s and 2.1 of 6 h 90 to 360 s; 10 s of 1.1 are over.
    const journal = chain(2).succeed(0, 60, '0.1').start(60, '1.1');
    expect(liveView(journal.state(), at(70), noTails).left).toEqual({ low: 110, high: 470 });
  });

  test('goes by the durations of finished ones where there are no estimates', () => {
    const journal = chain(null).succeed(0, 60, '0.1').start(60, '1.1');
    expect(liveView(journal.state(), at(70), noTails).left).toEqual({ low: 50, high: 230 });
  });

  test('narrows as more is finished', () => {
    const nodes = Array.from({ length: 20 }, (_, index) => node(`0.${index + 1}`));
    const journal = new RunJournal(nodes, { settings: { ...settings, maxExecutors: 1 } });
    const widths: number[] = [];
    for (let index = 0; index < 10; index++) {
      journal.succeed(index * 60, index * 60 + 60, `0.${index + 1}`);
      const { low, high } = liveView(journal.state(), at(index * 60 + 60), noTails).left!;
      expect(low).toBeLessThanOrEqual((19 - index) * 60);
      expect(high).toBeGreaterThanOrEqual((19 - index) * 60);
      widths.push(high / low);
    }
    expect(widths).toEqual(widths.toSorted((a, b) => b - a));
  });

  test('counts only what is at work when nothing new starts', () => {
    const journal = chain(2).succeed(0, 60, '0.1').start(60, '1.1').at(65, { type: 'stop_asked', how: 'drain' });
    expect(liveView(journal.state(), at(70), noTails).left).toEqual({ low: 20, high: 110 });
  });

  test.each([
    [{ low: 0, high: 3 }, 'less than 5 s left'],
    [{ low: 31, high: 58 }, 'about 30 to 60 s left'],
    [{ low: 50, high: 200 }, 'about 50 s to 4 min left'],
    [{ low: 725, high: 1080 }, 'about 10 to 20 min left'],
    [{ low: 300, high: 300 }, 'about 5 min left'],
    [{ low: 8000, high: 20000 }, 'about 2 to 6 h left'],
  ])('%o is said as: %s', (range, words) => {
    expect(timeLeftText(range)).toBe(words);
  });
});
