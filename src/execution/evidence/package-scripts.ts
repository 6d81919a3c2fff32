import type { Command } from '../../ports/processes.ts';
import { commandWords } from './command-words.ts';

/** The texts of a file before and after an attempt; undefined where it is not there, or is no text. */
export interface TextPair {
  readonly base: string | undefined;
  readonly result: string | undefined;
}

/** Names of the scripts of a package.json that differ, in name order; undefined when one of the texts is no JSON. */
export const changedScripts = ({ base, result }: TextPair): readonly string[] | undefined => {
  const before = scriptsOf(base);
  const after = scriptsOf(result);
  if (before === undefined || after === undefined) return undefined;
  const names = new Set([...before.keys(), ...after.keys()]);
  return [...names].filter((name) => before.get(name) !== after.get(name)).sort();
};

/** The scripts that a command runs by name and that are there only since the attempt. */
export const ownScripts = (command: Command, { base, result }: TextPair): readonly string[] => {
  const before = scriptsOf(base);
  const after = scriptsOf(result);
  return scriptsRunBy(command).filter((name) => before?.has(name) === false && after?.has(name) === true);
};

const scriptsOf = (text: string | undefined): ReadonlyMap<string, string> | undefined => {
  if (text === undefined || text.trim() === '') return new Map();
  try {
    const content: unknown = JSON.parse(text);
    const scripts = isRecord(content) ? content.scripts : undefined;
    if (!isRecord(scripts)) return new Map();
    return new Map(Object.entries(scripts).map(([name, line]) => [name, JSON.stringify(line)]));
  } catch {
    return undefined;
  }
};

const isRecord = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null;

const isRunner = /^(?:npm|pnpm|yarn|bun)$/;
const takesValue = /^(?:-C|-w|-F|--(?:prefix|cwd|dir|workspace|filter))$/;
const shortNames: Readonly<Record<string, string>> = { t: 'test', tst: 'test' };

/** `npm test` runs `test`, `npm --prefix web run lint` runs `lint`. */
const scriptsRunBy = (command: Command): readonly string[] => {
  const words = commandWords(command);
  return words.flatMap((word, index) => {
    if (!isRunner.test(word)) return [];
    const [first = '', second = ''] = words
      .slice(index + 1)
      .filter((next, at, all) => !next.startsWith('-') && !takesValue.test(all[at - 1] ?? ''));
    const name = /^run(?:-script)?$/.test(first) ? second : (shortNames[first] ?? first);
    return name === '' ? [] : [name];
  });
};
