import fc from 'fast-check';
import { expect, test } from 'vitest';
import { commandChoice } from '../../src/app/menu/menu.ts';
import { displayWidth } from '../../src/reporting/display-width.ts';
import { askingLines, menuLines } from '../../src/reporting/menu/menu-lines.ts';

const choices = [
  commandChoice('1', 'Create the 2 SUBPLANs of level 0', ['subplan', '@WEBHOOKS', '--batch']),
  commandChoice('2', 'Create EXECUTION_TASKs', ['execution', '@WEBHOOKS', '--batch'], '0.1 and 0.2 have no SUBPLAN.'),
  commandChoice('', '1.1  Requests are signed', ['approve', '@WEBHOOKS', '1.1']),
];
const look = (width: number, color = false) => ({ color, width, unicode: true });
const shown = (width: number, at = 0, rows = 24, title = '') =>
  menuLines({ menu: { title, choices, proposed: '1' }, at, isInside: title !== '' }, look(width), rows).join('\n');

test('each entry with its command, or with why not, and the chosen one in full', () => {
  expect(`\n${shown(80)}\n`).toBe(`
> 1  Create the 2 SUBPLANs of level 0  planloom subplan @WEBHOOKS --batch
  2  Create EXECUTION_TASKs            0.1 and 0.2 have no SUBPLAN.
     1.1 Requests are signed           planloom approve @WEBHOOKS 1.1

  planloom subplan @WEBHOOKS --batch
  ↑↓ move, Enter choose, r read again, h help, q leave
`);
});

test('in a narrow window the commands stand below only', () => {
  expect(`\n${shown(36, 1, 24, 'Which?')}\n`).toBe(`
Which?
  1  Create the 2 SUBPLANs of level…
> 2  (not now) Create EXECUTION_TAS…
     1.1 Requests are signed

  Not now: 0.1 and 0.2 have no
  SUBPLAN.
  ↑↓ move, Enter choose, Esc back,…
`);
});

test('in a low window a part of the entries, with the chosen one', () => {
  expect(`\n${shown(80, 2, 5)}\n`).toBe(`
  2  Create EXECUTION_TASKs            0.1 and 0.2 have no SUBPLAN.
>    1.1 Requests are signed           planloom approve @WEBHOOKS 1.1

  planloom approve @WEBHOOKS 1.1
  2 to 3 of 3, ↑↓ move, Enter choose, r read again, h help, q leave
`);
});

const words = fc.stringMatching(/^[a-z漢é ‮\u0007]{1,60}$/);
const menus = fc.record({
  choices: fc.array(fc.tuple(words, words, fc.option(words)), { minLength: 1, maxLength: 30 }),
  title: fc.option(words, { nil: '' }),
  width: fc.integer({ min: 10, max: 130 }),
  rows: fc.integer({ min: 8, max: 50 }),
  color: fc.boolean(),
  at: fc.nat(),
});

test('no line is wider than the window, nothing acts on the terminal, and the chosen entry is always in sight', () => {
  fc.assert(
    fc.property(menus, ({ choices: made, title, width, rows, color, at }) => {
      const all = made.map(([name, command, whyNot], index) =>
        commandChoice(index < 9 ? String(index + 1) : '', name, [command], whyNot),
      );
      const view = { menu: { title, choices: all, proposed: '1' }, at: at % all.length, isInside: title !== '' };
      const lines = menuLines(view, look(width, color), rows);
      for (const line of lines) {
        expect(displayWidth(line)).toBeLessThanOrEqual(width);
        expect(line.replace(/\u001b\[\d+m/g, '')).not.toMatch(/[\p{Cc}\u202e]/u);
      }
      expect(lines.filter((line) => line.replace(/\u001b\[\d+m/g, '').startsWith('>'))).toHaveLength(1);
    }),
    { seed: 1, numRuns: 200 },
  );
});

test('a line that is being typed ends where the cursor stands', () => {
  const asked = { question: 'What must be mended?', text: 'it hangs ', command: 'planloom fix @X 1.1', note: 'So.' };
  expect(askingLines(asked, look(80))).toEqual([
    '  planloom fix @X 1.1',
    '  So.',
    'What must be mended?',
    '> it hangs ',
  ]);
});

test('of a line that is longer than the window its end is shown', () => {
  const asked = { question: 'Why?', text: '漢字 and more of it', command: 'planloom fix', note: null };
  expect(askingLines(asked, look(14)).at(-1)).toBe('> …more of it');
  expect(askingLines({ ...asked, text: 'more 漢字漢字漢' }, look(14)).at(-1)).toBe('> …漢字漢字漢');
});
