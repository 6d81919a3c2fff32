import { expect, test } from 'vitest';
import { MenuScreen } from '../../src/cli/menu/menu-screen.ts';
import { showUntilKey } from '../../src/cli/menu/show-until-key.ts';
import type { Key } from '../../src/ports/keyboard.ts';
import type { Terminal } from '../../src/reporting/terminal.ts';

/** A screen on a window whose size can change, and what was written to it. */
const rig = (size: { width: number; rows: number }) => {
  const written: string[] = [];
  const terminal = {
    err: (text: string) => void written.push(text),
    get errLook() {
      return { color: false, unicode: true, width: size.width };
    },
    get errRows() {
      return size.rows;
    },
  } as Terminal;
  return { written, screen: new MenuScreen(terminal) };
};

test('lines take the place of the last ones, however the window has broken them meanwhile', () => {
  const size = { width: 10, rows: 10 };
  const { written, screen } = rig(size);
  screen.draw(['a', 'eight漢字', 'c']);
  size.width = 5;
  screen.draw(['d']);
  screen.keep();
  screen.clear();
  expect(written).toEqual(['a\neight漢字\nc', '\r\u001b[3A\u001b[Jd', '\n', '']);
});

test('of more lines than the window has the last ones are shown, so that all can be taken away', () => {
  const { written, screen } = rig({ width: 5, rows: 3 });
  screen.draw(['a', 'b', 'longer', 'c']);
  screen.clear();
  expect(written).toEqual(['longer\nc', '\r\u001b[2A\u001b[J']);
});

test('another size of the window is drawn at once, and Ctrl-Z leaves the lines, stops, and shows them again', async () => {
  const keys: Key[] = ['resize', 'z', 'x'].map((name) => ({ name, text: '', ctrl: name === 'z' }));
  const done: string[] = [];
  const keyboard = {
    hold: () => Promise.resolve(void done.push('hold')),
    next: () => Promise.resolve(keys.shift() ?? null),
    release: () => void done.push('release'),
    suspend: () => Promise.resolve(void done.push('suspend')),
  };
  const { written, screen } = rig({ width: 9, rows: 9 });
  expect(await showUntilKey(keyboard, screen, () => ['lines'])).toMatchObject({ name: 'x' });
  expect(written).toEqual(['lines', '\r\u001b[Jlines', '\n', 'lines']);
  expect(done).toEqual(['hold', 'hold', 'suspend', 'hold']);
});
