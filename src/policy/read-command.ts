import type { Command } from '../ports/processes.ts';
import type { ConfigValue } from './config-value.ts';

const advice = 'Write a line such as "npm test", or its words: ["npm", "test"].';

/** A line for the shell, or a program with its arguments. */
export const readCommand = (value: ConfigValue): Command | null => {
  if (value.isAbsent) return null;
  if (typeof value.value === 'string') return isLine(value.value) ? value.value : badText(value);
  if (!Array.isArray(value.value)) return value.misfit('a command', advice);
  const words = value.list() ?? [];
  if (words.length === 0) return value.error('empty-command', `${value.subject} has no words.`, advice);
  const read = words.map((word) => {
    const text = word.text();
    return text === null || (text !== '' && !text.includes('\0')) ? text : badText(word);
  });
  return read.every((word) => word !== null) ? read : null;
};

const isLine = (text: string): boolean => text.trim() !== '' && !text.includes('\0');

const badText = (value: ConfigValue): null =>
  (value.value as string).includes('\0')
    ? value.error('nul-character', `${value.subject} has a NUL character, which no command can have.`, 'Remove it.')
    : value.error('empty-command', `${value.subject} is empty.`, advice);
