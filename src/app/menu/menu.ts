import { shellWord } from '../../text/shell-word.ts';

/** What choosing comes to. */
export type Deed =
  | { readonly do: 'command'; readonly words: readonly string[] }
  | { readonly do: 'open'; readonly menu: Menu }
  /** A line of text is asked for; it ends the command line, with `flag` before it where there is one. */
  | {
      readonly do: 'ask';
      readonly question: string;
      readonly words: readonly string[];
      readonly flag: string | null;
      /** Without a text the command line is `words` alone; else there has to be one. */
      readonly mayBeEmpty: boolean;
    }
  /** To the plan in this file, relative to the root. */
  | { readonly do: 'switch'; readonly file: string }
  | { readonly do: 'read' }
  | { readonly do: 'quit' };

/** An entry of a menu. */
export interface Choice {
  /** One character that chooses it, and no other of its menu; empty: only arrows reach it. */
  readonly key: string;
  readonly title: string;
  /** The command line that does the same; empty where there is none. */
  readonly command: string;
  /** Why it makes no sense now; null: it does. */
  readonly whyNot: string | null;
  readonly deed: Deed;
}

export interface Menu {
  /** What is chosen here; empty for the first menu. */
  readonly title: string;
  /** At least one. */
  readonly choices: readonly Choice[];
  /** The key of the choice that is proposed. */
  readonly proposed: string;
}

/** A command line as one types it, whole. */
export const commandLine = (words: readonly string[]): string =>
  ['planloom', ...words.map((word) => shellWord(word, Infinity))].join(' ');

/** A choice that is a command. */
export const commandChoice = (
  key: string,
  title: string,
  words: readonly string[],
  whyNot: string | null = null,
): Choice => ({ key, title, command: commandLine(words), whyNot, deed: { do: 'command', words } });

/** A choice that is a command whose last word is asked for. */
export const askingChoice = (
  key: string,
  title: string,
  asked: Omit<Extract<Deed, { readonly do: 'ask' }>, 'do'>,
  whyNot: string | null = null,
): Choice => {
  const { words, flag, mayBeEmpty } = asked;
  const command = mayBeEmpty
    ? commandLine(words)
    : `${commandLine(words)} ${flag === null ? 'FILE' : `${flag} ${flag === '--output' ? 'FILE' : '"…"'}`}`;
  return { key, title, command, whyNot, deed: { do: 'ask', ...asked } };
};

/** A choice that leads to another menu; `command` is the one that most of it comes to. */
export const openingChoice = (
  key: string,
  title: string,
  command: string,
  menu: Menu | { readonly whyNot: string },
): Choice => ({
  key,
  title,
  command,
  ...('whyNot' in menu
    ? { whyNot: menu.whyNot, deed: { do: 'read' } as const }
    : { whyNot: null, deed: { do: 'open', menu } as const }),
});
