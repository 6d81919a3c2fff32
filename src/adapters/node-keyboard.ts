import { emitKeypressEvents } from 'node:readline';
import type { Interface } from 'node:readline';
import { setImmediate as turn } from 'node:timers/promises';
import type { Key, Keyboard } from '../ports/keyboard.ts';

interface PressedKey {
  readonly name?: string;
  readonly ctrl: boolean;
  readonly meta: boolean;
  readonly sequence?: string;
}

/** The terminal says where a text begins and ends that is pasted, so that its lines are no keys. */
const marksPastes = (isOn: boolean): string => `\u001b[?2004${isOn ? 'h' : 'l'}`;

/** How long what may begin the code of a key waits for its rest, in milliseconds; then it was Escape. */
const escapeMs = 50;

/** Codes of control keys and of keys that are not known write nothing. */
const isWritten = (text: string): boolean => /^[^\p{Cc}]+$/u.test(text);

/** A line end or a code in what was pasted is a space. */
const asLine = (character = ''): string => (isWritten(character) ? character : ' ');

const keyOf = (text: string | undefined, { name, ctrl, meta, sequence }: PressedKey): Key => {
  const typed = text ?? sequence ?? '';
  return { name: name ?? typed, text: !ctrl && !meta && isWritten(typed) ? typed : '', ctrl };
};

/** The keys of the terminal that is this process's input. `show` writes to it. */
export const nodeKeyboard = (stdin: NodeJS.ReadStream, show: (text: string) => void): Keyboard => {
  const pressed: (Key | null)[] = [];
  let tell: ((key: Key | null) => void) | undefined;
  let isHeld = false;
  let pasted: string | undefined;
  const take = (key: Key | null): void => {
    if (tell === undefined) pressed.push(key);
    else tell(key);
    tell = undefined;
  };
  const onKey = (text: string | undefined, key: PressedKey): void => {
    if (key.name === 'paste-start') pasted = '';
    else if (pasted === undefined || (key.ctrl && key.name === 'c')) take(keyOf(text, key));
    else if (key.name !== 'paste-end') pasted += asLine(key.sequence);
    else {
      take({ name: 'pasted', text: pasted, ctrl: false });
      pasted = undefined;
    }
  };
  // The window was closed.
  const onEnd = (): void => take(null);
  const onResize = (): void => take({ name: 'resize', text: '', ctrl: false });

  const hold = async (): Promise<void> => {
    if (isHeld) return;
    isHeld = true;
    emitKeypressEvents(stdin, { escapeCodeTimeout: escapeMs } as unknown as Interface);
    stdin.on('keypress', onKey).on('end', onEnd).on('error', onEnd);
    process.on('SIGWINCH', onResize);
    stdin.setRawMode(true);
    stdin.resume();
    show(marksPastes(true));
    // What waits in the terminal has come after a whole turn of the event loop, of which the first one may be half over.
    await turn();
    await turn();
    pressed.splice(0, pressed.length, ...pressed.filter((key) => key === null));
    pasted = undefined;
  };
  const release = (): void => {
    if (!isHeld) return;
    isHeld = false;
    pressed.length = 0;
    stdin.off('keypress', onKey).off('end', onEnd).off('error', onEnd);
    process.off('SIGWINCH', onResize);
    show(marksPastes(false));
    stdin.setRawMode(false);
    stdin.pause();
  };
  return {
    hold,
    next() {
      const first = pressed.shift();
      return first === undefined ? new Promise((resolve) => (tell = resolve)) : Promise.resolve(first);
    },
    release,
    async suspend() {
      release();
      // The whole job, as the terminal would: `npx` before us has to stop too.
      if (process.platform !== 'win32') process.kill(0, 'SIGTSTP');
      await turn();
    },
  };
};
