import { PassThrough } from 'node:stream';
import { expect, test } from 'vitest';
import { nodeKeyboard } from '../../src/adapters/node-keyboard.ts';
import type { Key, Keyboard } from '../../src/ports/keyboard.ts';

/** A terminal, what was written to it, and the modes that it was set to. */
const rig = () => {
  const shown: string[] = [];
  const modes: boolean[] = [];
  const input = new PassThrough();
  const stdin = Object.assign(input, {
    setRawMode: (isRaw: boolean) => modes.push(isRaw),
  }) as unknown as NodeJS.ReadStream;
  return { input, shown, modes, keyboard: nodeKeyboard(stdin, (text) => shown.push(text)) };
};

const nextKeys = async (keyboard: Keyboard, count: number): Promise<readonly (Key | null)[]> => {
  const keys = [];
  while (keys.length < count) keys.push(await keyboard.next());
  return keys;
};

test('keys come one by one, by name; what is no key writes nothing', async () => {
  const { input, keyboard } = rig();
  await keyboard.hold();
  input.write('a漢\u001b[B\u001b[99;5X\u001bq\r\u0003\u001b');
  const keys = await nextKeys(keyboard, 8);
  expect(keys.map((key) => key?.text)).toEqual(['a', '漢', '', '', '', '', '', '']);
  expect(keys.map((key) => `${key?.ctrl ? 'ctrl-' : ''}${key?.name}`)).toEqual([
    'a',
    '漢',
    'down',
    'undefined',
    'q',
    'return',
    'ctrl-c',
    'escape',
  ]);
  keyboard.release();
});

test('what was typed before it is held is forgotten, also what nobody has taken', async () => {
  const { input, keyboard } = rig();
  input.write('9\r1\r');
  await keyboard.hold();
  input.write('ab');
  expect(await nextKeys(keyboard, 1)).toMatchObject([{ text: 'a' }]);
  keyboard.release();
  input.write('9\r');
  await keyboard.hold();
  input.write('c');
  expect(await nextKeys(keyboard, 1)).toMatchObject([{ text: 'c' }]);
  keyboard.release();
});

test('a pasted text is one key, with its lines on one; Ctrl-C in it stays Ctrl-C', async () => {
  const { input, keyboard } = rig();
  await keyboard.hold();
  input.write('\u001b[200~q\r\ntwo\u001b[201~x\u001b[200~1\u0003');
  expect(await nextKeys(keyboard, 3)).toEqual([
    { name: 'pasted', text: 'q  two', ctrl: false },
    { name: 'x', text: 'x', ctrl: false },
    { name: 'c', text: '', ctrl: true },
  ]);
  keyboard.release();
});

test('another size of the window is told, and the end of the input', async () => {
  const { input, keyboard } = rig();
  await keyboard.hold();
  process.emit('SIGWINCH', 'SIGWINCH');
  input.end();
  expect(await nextKeys(keyboard, 2)).toEqual([{ name: 'resize', text: '', ctrl: false }, null]);
  keyboard.release();
});

test('the terminal is given back as it was, once for each time that it was taken', async () => {
  const before = process.listenerCount('SIGWINCH');
  const { input, keyboard, modes, shown } = rig();
  keyboard.release();
  await keyboard.hold();
  await keyboard.hold();
  keyboard.release();
  keyboard.release();
  expect(modes).toEqual([true, false]);
  expect(shown).toEqual(['\u001b[?2004h', '\u001b[?2004l']);
  expect(input.isPaused()).toBe(true);
  expect(process.listenerCount('SIGWINCH')).toBe(before);
});
