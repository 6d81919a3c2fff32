import { commandLine } from '../../app/menu/menu.ts';
import type { Choice, Deed, Menu } from '../../app/menu/menu.ts';
import type { Key } from '../../ports/keyboard.ts';
import { editLine } from './edit-line.ts';

type Asking = Extract<Deed, { readonly do: 'ask' }>;

/** What stands on the screen while a person chooses. */
export interface MenuSession {
  /** The first menu, and those that were opened from it; the last one is shown, with its place of the cursor. */
  readonly open: readonly { readonly menu: Menu; readonly at: number }[];
  /** A line that is being typed, and what is wrong with it as it is. */
  readonly asking: { readonly deed: Asking; readonly text: string; readonly note: string | null } | null;
}

/** What the session wants done; afterwards the state is read anew, and a new session begins. */
export type MenuEffect =
  | { readonly type: 'command'; readonly words: readonly string[] }
  | { readonly type: 'switch'; readonly file: string }
  | { readonly type: 'read' }
  /** With this exit code. */
  | { readonly type: 'leave'; readonly code: 0 | 130 };

export interface Pressed {
  readonly session: MenuSession;
  readonly effect: MenuEffect | null;
}

const opened = (menu: Menu) => ({
  menu,
  at: Math.max(
    0,
    menu.choices.findIndex(({ key }) => key === menu.proposed),
  ),
});

/** A session at its begin: the cursor is on the choice that is proposed. */
export const beginSession = (menu: Menu): MenuSession => ({ open: [opened(menu)], asking: null });

/** What a key does. */
export const pressKey = (session: MenuSession, key: Key): Pressed => {
  if (key.ctrl && key.name === 'c') return { session, effect: { type: 'leave', code: 130 } };
  return session.asking === null ? choose(session, key) : answer(session, session.asking, key);
};

/** Entries that Page Up and Page Down go over. */
const page = 8;

const only = (session: MenuSession): Pressed => ({ session, effect: null });

const choose = (session: MenuSession, key: Key): Pressed => {
  const { menu, at } = session.open.at(-1)!;
  const last = menu.choices.length - 1;
  if (key.name === 'pasted') return only(session);
  if (key.ctrl) return key.name === 'd' ? leave(session) : only(session);
  switch (key.name) {
    case 'up':
    case 'k':
      return only(moved(session, at === 0 ? last : at - 1));
    case 'down':
    case 'j':
    case 'tab':
      return only(moved(session, at === last ? 0 : at + 1));
    case 'pageup':
      return only(moved(session, Math.max(0, at - page)));
    case 'pagedown':
      return only(moved(session, Math.min(last, at + page)));
    case 'home':
      return only(moved(session, 0));
    case 'end':
      return only(moved(session, last));
    case 'return':
    case 'enter':
    case 'right':
      return perform(session, menu.choices[at]!);
    case 'left':
    case 'escape':
    case 'backspace':
      return only(session.open.length > 1 ? { ...session, open: session.open.slice(0, -1) } : session);
  }
  const meant = menu.choices.findIndex((choice) => choice.key !== '' && choice.key === key.text);
  if (meant >= 0) return perform(moved(session, meant), menu.choices[meant]!);
  // Wherever one is.
  if (key.text === 'q') return leave(session);
  if (key.text === 'r') return { session, effect: { type: 'read' } };
  if (key.text === 'h' || key.text === '?') return { session, effect: { type: 'command', words: ['menu', '--help'] } };
  return only(session);
};

const leave = (session: MenuSession): Pressed => ({ session, effect: { type: 'leave', code: 0 } });

const moved = (session: MenuSession, at: number): MenuSession => ({
  ...session,
  open: [...session.open.slice(0, -1), { menu: session.open.at(-1)!.menu, at }],
});

const perform = (session: MenuSession, { deed, whyNot }: Choice): Pressed => {
  // The menu says it of the choice that the cursor is on.
  if (whyNot !== null) return only(session);
  switch (deed.do) {
    case 'command':
      return { session, effect: { type: 'command', words: deed.words } };
    case 'open':
      return only({ ...session, open: [...session.open, opened(deed.menu)] });
    case 'ask':
      return only({ ...session, asking: { deed, text: '', note: null } });
    case 'switch':
      return { session, effect: { type: 'switch', file: deed.file } };
    case 'read':
      return { session, effect: { type: 'read' } };
    case 'quit':
      return leave(session);
  }
};

const answer = (session: MenuSession, { deed, text }: NonNullable<MenuSession['asking']>, key: Key): Pressed => {
  const edited = editLine(text, key);
  if (edited.state === 'given-up') return only({ ...session, asking: null });
  if (edited.state === 'typing') return only({ ...session, asking: { deed, text: edited.text, note: null } });
  const said = text.trim();
  if (said === '' && !deed.mayBeEmpty) {
    return only({ ...session, asking: { deed, text, note: 'Type something; Esc goes back.' } });
  }
  return { session, effect: { type: 'command', words: completed(deed, said) } };
};

/** The words of a command line with what was typed for it. */
const completed = ({ words, flag }: Asking, said: string): readonly string[] => {
  if (said === '') return words;
  // A text that begins with a dash is no option.
  if (flag === null) return [...words, said.startsWith('-') ? `./${said}` : said];
  return said.startsWith('-') ? [...words, `${flag}=${said}`] : [...words, flag, said];
};

/** The command line that an answer would make now, for the one who types it. */
export const commandOfAnswer = ({ deed, text }: NonNullable<MenuSession['asking']>): string =>
  commandLine(completed(deed, text.trim()));
