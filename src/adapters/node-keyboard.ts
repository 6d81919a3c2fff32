import { emitKeypressEvents } from 'node:readline';
import type { Key, Keyboard } from '../ports/keyboard.ts';

interface PressedKey {
  readonly name?: string;
  readonly ctrl: boolean;
  readonly meta: boolean;
  readonly sequence?: string;
}

/** Codes of control keys and of keys that are not known write nothing. */
const isWritten = (text: string): boolean => /^[^\p{Cc}]+$/u.test(text);

const keyOf = (text: string | undefined, { name, ctrl, meta, sequence }: PressedKey): Key => {
  const typed = text ?? sequence ?? '';
  return { name: name ?? typed, text: !ctrl && !meta && isWritten(typed) ? typed : '', ctrl };
};

/** The keys of the terminal that is this process's input. */
export const nodeKeyboard = (stdin: NodeJS.ReadStream): Keyboard => {
  const pressed: (Key | null)[] = [];
  let tell: ((key: Key | null) => void) | undefined;
  let isHeld = false;
  const take = (key: Key | null): void => {
    if (tell === undefined) pressed.push(key);
    else tell(key);
    tell = undefined;
  };
  const onKey = (text: string | undefined, key: PressedKey): void => take(keyOf(text, key));
  // The window was closed.
  const onEnd = (): void => take(null);
  const hold = (): void => {
    if (isHeld) return;
    isHeld = true;
    emitKeypressEvents(stdin);
    stdin.on('keypress', onKey).on('end', onEnd).on('error', onEnd);
    stdin.setRawMode(true);
    stdin.resume();
  };
  return {
    next() {
      hold();
      const first = pressed.shift();
      return first === undefined ? new Promise((resolve) => (tell = resolve)) : Promise.resolve(first);
    },
    release() {
      if (!isHeld) return;
      isHeld = false;
      pressed.length = 0;
      stdin.off('keypress', onKey).off('end', onEnd).off('error', onEnd);
      stdin.setRawMode(false);
      stdin.pause();
    },
  };
};
