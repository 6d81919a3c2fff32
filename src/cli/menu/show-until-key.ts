import type { Key, Keyboard } from '../../ports/keyboard.ts';
import type { MenuScreen } from './menu-screen.ts';

/**
 * Shows lines, which fit the window whatever its size becomes, until a key is pressed; null: there will be none any more.
 * Ctrl-Z stops the process meanwhile, as it does elsewhere.
 */
export const showUntilKey = async (
  keyboard: Keyboard,
  screen: MenuScreen,
  lines: () => readonly string[],
): Promise<Key | null> => {
  for (;;) {
    await keyboard.hold();
    screen.draw(lines());
    const key = await keyboard.next();
    if (key?.ctrl === true && key.name === 'z') {
      screen.keep();
      await keyboard.suspend();
    } else if (key?.name !== 'resize') return key;
  }
};
