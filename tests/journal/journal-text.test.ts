import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { decodeJournal, encodeEntry, encodeHeader } from '../../src/journal/journal-text.ts';
import { replay } from '../../src/journal/replay.ts';
import { randomRun, randomRuns } from '../execution/random-runs.ts';
import { idOf, RunRig, openedWith, runNode } from '../execution/run-rig.ts';

const file = 'journal.jsonl';

const journal = () => {
  const rig = new RunRig(openedWith([runNode('1.1'), runNode('1.2', ['1.1'])]));
  rig.begin();
  rig.fail('1.1');
  return { entries: rig.entries, lines: [encodeHeader('run'), ...rig.entries.map(encodeEntry)] };
};

const problemOf = (text: string) => {
  const read = decodeJournal(file, text);
  return read.ok ? undefined : read.error[0];
};

describe('the text of a journal', () => {
  test('has a line for each entry behind a head with its version', () => {
    const { lines } = journal();
    expect(lines[0]).toBe('{"type":"journal","version":1,"runId":"run"}\n');
    expect(lines[2]).toBe(
      '{"at":1000,"type":"attempt_started","node":"1.1","attempt":1,"executor":"one","slot":1,"reason":"first"}\n',
    );
  });

  test('is read as it was written, line feeds and half characters included', () => {
    const entry = { at: 5, event: { type: 'node_skipped', node: idOf('1.1'), message: 'a\nb\u2028\ud800' } } as const;
    const { entries, lines } = journal();
    const read = decodeJournal(file, [...lines, encodeEntry(entry)].join(''));
    expect(read).toEqual({ ok: true, value: { runId: 'run', entries: [...entries, entry], tornAt: null } });
  });

  test.each([
    { name: 'that was cut off', tail: '{"at":1000,"type":"clo' },
    { name: 'that lacks only its line feed', tail: '{"at":1000,"type":"closed","outcome":"failed"}' },
    { name: 'that the disk made up', tail: '\0\0\0\0\n' },
    { name: 'cut off inside of a character', tail: '{"at":1000,"type":"published","commit":"\ufffd' },
  ])('leaves out a last line $name, and says where it begins', ({ tail }) => {
    const { entries, lines } = journal();
    const skipped = encodeEntry({ at: 5, event: { type: 'node_skipped', node: idOf('1.1'), message: 'müde 😀' } });
    const whole = lines.join('') + skipped;
    const read = decodeJournal(file, whole + tail);
    expect(read).toMatchObject({ ok: true, value: { tornAt: Buffer.byteLength(whole) } });
    expect(read.ok && read.value.entries).toHaveLength(entries.length + 1);
  });

  test.each([
    { name: 'no JSON', line: 'oops', message: 'Line 3 of the journal is no JSON object.' },
    {
      name: 'an unknown event',
      line: '{"at":1,"type":"sold"}',
      message: 'Line 3 of the journal is no event that this planloom knows.',
    },
    {
      name: 'no time',
      line: '{"type":"stop_asked","how":"drain"}',
      message: 'Line 3 of the journal does not say when it happened.',
    },
    {
      name: 'a field of another form',
      line: '{"at":1,"type":"stop_asked","how":"loudly"}',
      message: 'Line 3 of the journal is not a whole event stop_asked.',
    },
    {
      name: 'an unknown node',
      line: '{"at":1,"type":"skip_asked","node":"9.9"}',
      message: 'Line 3 of the journal speaks of 9.9, which the run does not have.',
    },
    {
      name: 'an attempt that was not started',
      line: '{"at":1,"type":"verifying","node":"1.1","attempt":1}',
      message: 'Line 3 of the journal speaks of attempt 1 of 1.1, which was not started.',
    },
  ])('is refused for a line with $name', ({ line, message }) => {
    const [head, opened, ...rest] = journal().lines;
    expect(problemOf([head, opened, `${line}\n`, ...rest].join(''))).toMatchObject({
      rule: 'journal-damaged',
      at: { file, line: 3 },
      message,
    });
  });

  test('is refused when a line is missing or stands twice', () => {
    const { lines } = journal();
    const messageWithout = (at: number) => problemOf(lines.filter((_, index) => index !== at).join(''))?.message;
    expect(messageWithout(0)).toBe('Line 1 of the journal is not the head of a journal.');
    expect(messageWithout(1)).toBe('Line 2 of the journal comes before the run was opened.');
    expect(messageWithout(2)).toBe('Line 3 of the journal speaks of attempt 1 of 1.1, which was not started.');
    const messageTwice = (at: number) => problemOf(lines.toSpliced(at, 0, lines[at]!).join(''))?.message;
    expect(messageTwice(1)).toBe('Line 3 of the journal opens the run a second time.');
    expect(messageTwice(2)).toBe('Line 4 of the journal starts attempt 1 of 1.1, which comes after attempt 1.');
    expect(messageTwice(3)).toBe('Line 5 of the journal ends attempt 1 of 1.1 a second time.');
  });

  test('of another version is left to the planloom that wrote it', () => {
    const [, ...rest] = journal().lines;
    const problem = problemOf(['{"type":"journal","version":2,"runId":"run"}\n', ...rest].join(''));
    expect(problem).toMatchObject({
      rule: 'journal-version',
      message: 'The journal has version 2; this planloom reads version 1.',
    });
  });

  test.each(['', '{"type":"jour', encodeHeader('run'), `${encodeHeader('run')}{"at":1`])(
    'that ends before the run was opened says so: %j',
    (text) => expect(problemOf(text)?.rule).toBe('journal-empty'),
  );

  test('with any accident is read, or refused with a line; what is read can be replayed', () => {
    fc.assert(
      fc.property(
        randomRuns(),
        fc.nat(),
        fc.nat(),
        fc.constantFrom('', 'x', '"', '}', '\n', '0'),
        (run, at, cut, put) => {
          const { entries } = randomRun(run, { failure: 0.3, mergeFailure: 0.3, person: 0.05 });
          const whole = encodeHeader('run') + entries.map(encodeEntry).join('');
          const from = at % whole.length;
          const read = decodeJournal(file, whole.slice(0, from) + put + whole.slice(from + (cut % 200)));
          if (read.ok) expect(replay(read.value.entries).runId).toBeTypeOf('string');
          else expect(read.error[0]?.advice).toBeTypeOf('string');
        },
      ),
      { seed: 1, numRuns: 500 },
    );
  });
});
