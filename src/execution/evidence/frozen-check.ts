import { posix } from 'node:path';
import type { Command } from '../../ports/processes.ts';
import type { TreeChange } from '../../ports/run-store.ts';
import { listInWords } from '../../text/list-in-words.ts';
import { commandFolders, commandWords } from './command-words.ts';
import { isGlob, pathMatcher } from './glob.ts';
import { changedScripts, ownScripts } from './package-scripts.ts';
import type { TextPair } from './package-scripts.ts';
import { withObstacles } from './with-obstacles.ts';

/** A check and the work that it is to judge. Paths are from the top of the repository unless said otherwise. */
export interface CheckToFreeze {
  /** It is started at the root of the workspace. */
  readonly command: Command;
  /** Globs relative to the root of the workspace; null: the files that the command names, but for `deliverables`. */
  readonly protect: readonly string[] | null;
  /** The workspace's root as seen from the top of the repository; empty when they are one. */
  readonly prefix: string;
  /** Every path of the attempt's base. */
  readonly basePaths: readonly string[];
  /** Without what was taken back. */
  readonly changes: readonly TreeChange[];
  /** The texts of `definitionFiles`, by path. */
  readonly definitions: ReadonlyMap<string, TextPair>;
  /** What the attempt was to make, relative to the root of the workspace. */
  readonly deliverables: readonly string[];
}

export interface FrozenCheck {
  /** False: the attempt wrote it itself, so that it proves nothing when it passes. */
  readonly counts: boolean;
  /** Why it does not count, as a sentence; empty when it does. */
  readonly reason: string;
  /**
   * Changed files that it is frozen by, in the order of the changes: put back to what they are in the base before it
   * runs, those that the attempt added taken away.
   */
  readonly restore: readonly string[];
  /** Odd things worth a look, in sentences. */
  readonly remarks: readonly string[];
}

/**
 * What keeps an attempt from bending a check: the files to put back before it runs, whether the attempt wrote it, and
 * what the attempt changed of what the command stands for. `name`: the command as a person would type it.
 */
export const frozenCheck = (name: string, check: CheckToFreeze): FrozenCheck => {
  const { command, protect, prefix, changes, definitions } = check;
  const changed = changes.map(({ path }) => path);
  const named = namedFiles(check);
  const isProtected = protect === null ? named.isProtected : anyOf(protect.map((glob) => matcherAt(prefix, glob)));
  const restore = withObstacles(changed, changed.filter(isProtected));
  const own = [...named.own, ...ownScriptsOf(command, definitions)];
  return {
    counts: own.length === 0,
    reason: own.length === 0 ? '' : `The attempt itself wrote ${listInWords(own)}, which "${name}" runs.`,
    restore,
    remarks: [...definitions].flatMap(([path, texts]) => (restore.includes(path) ? [] : bent(name, path, texts))),
  };
};

type Matcher = (path: string) => boolean;

const anyOf =
  (matchers: readonly Matcher[]): Matcher =>
  (path) =>
    matchers.some((matches) => matches(path));

const matcherAt = (prefix: string, glob: string): Matcher => pathMatcher(posix.join(prefix, glob));

interface NamedFiles {
  readonly isProtected: Matcher;
  /** Files that the command names and that only the attempt has brought, or was to change. */
  readonly own: readonly string[];
}

/**
 * Folders are not among them: what lints `src` names all of the work. A word may be meant from each folder that the
 * command goes into. A changed file that the attempt was asked for is its own, also where there was one before: by the
 * old one it could not be judged.
 */
const namedFiles = ({ command, protect, prefix, basePaths, changes, deliverables }: CheckToFreeze): NamedFiles => {
  const words = commandWords(command);
  const folders = commandFolders(words).map((folder) => posix.join(prefix, folder));
  const base = new Set(basePaths);
  const added = new Set(changes.filter(({ kind }) => kind === 'added').map(({ path }) => path));
  const files = new Set<string>();
  const globs: Matcher[] = [];
  const asked = new Set(protect === null ? deliverables.map((path) => posix.join(prefix, path)) : []);
  const changedOnRequest = new Set(changes.map(({ path }) => path).filter((path) => asked.has(path)));
  const own = new Set<string>();
  for (const word of words) {
    if (/^[-/~]/.test(word)) continue;
    const places = folders.map((folder) => posix.join(folder, word));
    const matches = isGlob(word) ? anyOf(places.map((place) => pathMatcher(place))) : undefined;
    const inBase = matches === undefined ? places.filter((place) => base.has(place)) : filtered(base, matches);
    if (inBase.length === 0) {
      const brought = matches === undefined ? places.filter((place) => added.has(place)) : filtered(added, matches);
      for (const path of brought) own.add(path);
    } else if (matches === undefined) for (const path of inBase) (changedOnRequest.has(path) ? own : files).add(path);
    else globs.push(matches);
  }
  const isInGlob = anyOf(globs);
  return { isProtected: (path) => files.has(path) || isInGlob(path), own: [...own] };
};

const filtered = (paths: Iterable<string>, matches: Matcher): readonly string[] => [...paths].filter(matches);

const isPackage = (path: string): boolean => posix.basename(path) === 'package.json';

const ownScriptsOf = (command: Command, definitions: ReadonlyMap<string, TextPair>): readonly string[] =>
  [...definitions]
    .filter(([path]) => isPackage(path))
    .flatMap(([path, texts]) => ownScripts(command, texts).map((script) => `the script "${script}" of ${path}`));

/** What a command stands for is changed in this file, as a sentence. */
const bent = (name: string, path: string, texts: TextPair): readonly string[] => {
  if (texts.base === texts.result) return [];
  const scripts = isPackage(path) ? changedScripts(texts) : undefined;
  if (scripts?.length === 0) return [];
  const what =
    scripts === undefined
      ? path
      : `the ${scripts.length === 1 ? 'script' : 'scripts'} ${listInWords(scripts.map((script) => `"${script}"`))} of ${path}`;
  return [`The attempt changed ${what}, which says what "${name}" does.`];
};
