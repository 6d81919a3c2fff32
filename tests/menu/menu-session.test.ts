import { describe, expect, test } from 'vitest';
import { askingChoice, commandChoice, openingChoice } from '../../src/app/menu/menu.ts';
import type { Menu } from '../../src/app/menu/menu.ts';
import { beginSession, commandOfAnswer, pressKey } from '../../src/cli/menu/menu-session.ts';
import type { Pressed } from '../../src/cli/menu/menu-session.ts';
import { typed } from '../support/planloom.ts';

const decide: Menu = {
  title: 'Decide',
  choices: [
    askingChoice('1', 'Approve', {
      question: 'Why?',
      words: ['approve', '@X', '1.1'],
      flag: '--reason',
      mayBeEmpty: true,
    }),
    askingChoice('2', 'Send back', {
      question: 'Why?',
      words: ['fix', '@X', '1.1'],
      flag: '--reason',
      mayBeEmpty: false,
    }),
    askingChoice('3', 'Answer', { question: 'File?', words: ['prompt', 'apply', '@X'], flag: null, mayBeEmpty: false }),
  ],
  proposed: '2',
};
const menu: Menu = {
  title: '',
  choices: [
    commandChoice('1', 'Create', ['subplan', '@X', '--batch'], 'Nothing to make.'),
    commandChoice('2', 'Graph', ['graph', '@X']),
    openingChoice('3', 'Decide', 'planloom approve @X 1.1', decide),
    { key: '0', title: 'Another', command: '', whyNot: null, deed: { do: 'switch', file: 'PLAN_Y.md' } },
    { key: 'a', title: 'Again', command: '', whyNot: null, deed: { do: 'read' } },
    { key: 'q', title: 'Leave', command: '', whyNot: null, deed: { do: 'quit' } },
  ],
  proposed: '2',
};

/** What comes of these keys; a key after an effect would be none of this session's. */
const press = (keys: string): Pressed =>
  typed(keys).reduce<Pressed>((last, key) => pressKey(last.session, key), {
    session: beginSession(menu),
    effect: null,
  });

const cursor = (keys: string): string => {
  const { menu: shown, at } = press(keys).session.open.at(-1)!;
  return `${shown.title}${shown.choices[at]!.key}`;
};

test.each([
  ['', '2'],
  ['j', '3'],
  ['[down]', '3'],
  ['k', '1'],
  ['kk', 'q'],
  ['[end][down]', '1'],
  ['[end][home]', '1'],
  ['3', 'Decide2'],
  ['3[down]', 'Decide3'],
  ['3\u001b', '3'],
  ['3[left]', '3'],
  ['3[backspace][down]', '0'],
  ['\u001b', '2'],
  ['x', '2'],
  ['[pagedown]', 'q'],
  ['[end][pageup]', '1'],
])('the cursor after %j', (keys, expected) => {
  expect(cursor(keys)).toBe(expected);
});

test.each([
  ['\r', { type: 'command', words: ['graph', '@X'] }],
  ['[enter]', { type: 'command', words: ['graph', '@X'] }],
  ['2', { type: 'command', words: ['graph', '@X'] }],
  ['0', { type: 'switch', file: 'PLAN_Y.md' }],
  ['a', { type: 'read' }],
  ['q', { type: 'leave', code: 0 }],
  ['3q', { type: 'leave', code: 0 }],
  ['\u0004', { type: 'leave', code: 0 }],
  ['\u0003', { type: 'leave', code: 130 }],
  ['32more\u0003', { type: 'leave', code: 130 }],
  ['r', { type: 'read' }],
  ['3r', { type: 'read' }],
  ['h', { type: 'command', words: ['menu', '--help'] }],
  ['3?', { type: 'command', words: ['menu', '--help'] }],
  ['31\r', { type: 'command', words: ['approve', '@X', '1.1'] }],
  ['31 seen \r', { type: 'command', words: ['approve', '@X', '1.1', '--reason', 'seen'] }],
  ['32it hangs\r', { type: 'command', words: ['fix', '@X', '1.1', '--reason', 'it hangs'] }],
  ['32--force\r', { type: 'command', words: ['fix', '@X', '1.1', '--reason=--force'] }],
  ['32bäd[backspace][backspace]❤️[backspace]ig\r', { type: 'command', words: ['fix', '@X', '1.1', '--reason', 'big'] }],
  ['33-\r', { type: 'command', words: ['prompt', 'apply', '@X', './-'] }],
])('%j comes to %j', (keys, effect) => {
  expect(press(keys).effect).toEqual(effect);
});

describe('nothing is done', () => {
  test.each(['1', 'k\r', '3\u001b', '32\r', '32 \r', '32why\u001b', '32\u0004'])('by %j', (keys) => {
    expect(press(keys).effect).toBeNull();
  });

  test('for a choice that makes no sense now; the cursor goes there, where it says why', () => {
    expect(cursor('1')).toBe('1');
  });

  test('for want of a reason, which is said, until there is one', () => {
    expect(press('32\r').session.asking?.note).toBe('Type something; Esc goes back.');
    expect(press('32\ra').session.asking).toMatchObject({ text: 'a', note: null });
  });
});

test('the command line that is being typed is shown as one would type it', () => {
  expect(commandOfAnswer(press("32it's slow").session.asking!)).toBe(`planloom fix @X 1.1 --reason 'it'\\''s slow'`);
});

test('a pasted text chooses nothing, and is a part of the line that is typed', () => {
  const pasted = { name: 'pasted', text: '2', ctrl: false };
  expect(pressKey(beginSession(menu), pasted)).toEqual({ session: beginSession(menu), effect: null });
  expect(pressKey(press('32it').session, { ...pasted, text: ' hangs' }).session.asking?.text).toBe('it hangs');
});

test('every entry does what it shows, by its key as by the cursor', () => {
  for (const [index, { key, deed }] of menu.choices.entries()) {
    if (deed.do !== 'command' || key === '1') continue;
    expect(press(key).effect).toEqual({ type: 'command', words: deed.words });
    expect(press(`[home]${'j'.repeat(index)}\r`).effect).toEqual({ type: 'command', words: deed.words });
  }
});
