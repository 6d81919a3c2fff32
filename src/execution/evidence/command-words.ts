import type { Command } from '../../ports/processes.ts';

/**
 * The words of a command that may be paths or names of programs, in order: those of a line for the shell, and those of
 * words that are such lines themselves (`bash -c "…"`). Quotes are taken away, operators part words, and what is assigned
 * to an option (`--config=a.json`) is a word as well. It need not be exact: whoever asks looks for words that are known.
 */
export const commandWords = (command: Command): readonly string[] => {
  if (typeof command === 'string') return wordsOfLine(command);
  return command.flatMap((word) => (isLine.test(word) ? [word, ...wordsOfLine(word)] : withValue(word)));
};

const isLine = /[\s;|&<>()"'\\]/;

const wordsOfLine = (line: string): readonly string[] =>
  [...line.matchAll(/(?:"(?:[^"\\]|\\.)*"|'[^']*'|\\.|[^\s;|&<>()"'\\])+/g)]
    .map(([word]) => withoutQuotes(word))
    .filter((word) => word !== '')
    .flatMap((word) => (/\s/.test(word) ? [word, ...wordsOfLine(word)] : withValue(word)));

const withoutQuotes = (word: string): string =>
  word.replace(
    /"((?:[^"\\]|\\.)*)"|'([^']*)'|\\(.)/g,
    (_, double: string | undefined, single: string | undefined, one: string | undefined) =>
      double?.replace(/\\(.)/g, '$1') ?? single ?? one ?? '',
  );

const withValue = (word: string): readonly string[] => {
  const value = /^[\w-]+=(.+)$/.exec(word)?.[1];
  return value === undefined ? [word] : [word, value];
};

const entersFolder = /^(?:cd|pushd|-C|--(?:prefix|cwd|cd|dir|directory))(?:=(.+))?$/;

/** The folders in which the command may look for files, from where it is started: `.`, and those that it goes into. */
export const commandFolders = (words: readonly string[]): readonly string[] => [
  '.',
  ...words.flatMap((word, index) => {
    const found = entersFolder.exec(word);
    const folder = found === null ? undefined : (found[1] ?? words[index + 1]);
    return folder === undefined || folder.startsWith('/') ? [] : [folder];
  }),
];
