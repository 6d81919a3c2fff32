import type { Keyboard } from '../../ports/keyboard.ts';
import type { MenuScreen } from './menu-screen.ts';
import { editLine } from './edit-line.ts';
import { showUntilKey } from './show-until-key.ts';

/** Asks for a line behind `question`; null: Escape, Ctrl-C or Ctrl-D, of which `isLeaving` says whether it was Ctrl-C. */
export const askLine = async (
  keyboard: Keyboard,
  screen: MenuScreen,
  question: string,
): Promise<{ readonly text: string | null; readonly isLeaving: boolean }> => {
  let text = '';
  try {
    for (;;) {
      const key = await showUntilKey(keyboard, screen, () => [`${question} ${text}`]);
      if (key === null || (key.ctrl && key.name === 'c')) return { text: null, isLeaving: true };
      const edited = editLine(text, key);
      if (edited.state === 'given-up') return { text: null, isLeaving: false };
      if (edited.state === 'done') return { text, isLeaving: false };
      text = edited.text;
    }
  } finally {
    screen.keep();
    keyboard.release();
  }
};
