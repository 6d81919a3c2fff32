import type { Command } from '../ports/processes.ts';

/** What a terminal acts upon instead of showing it, and what changes the order of what is shown. */
const unseen = /[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\p{Cs}]/gu;

/** A command on one line, as a person would type it; characters that cannot be seen are spelled out. */
export const commandText = (command: Command): string =>
  visible(typeof command === 'string' ? command : command.map(quoted).join(' '));

/** The text with what cannot be seen spelled out, as in "\u{1b}". */
export const visible = (text: string): string =>
  text.replace(unseen, (character) => `\\u{${character.codePointAt(0)!.toString(16)}}`);

const quoted = (word: string): string =>
  /^[\w@%+=:,./-]+$/.test(word) ? word : `'${word.replaceAll("'", String.raw`'\''`)}'`;
