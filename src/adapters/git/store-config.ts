import { readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { type Git, lineOf } from './git.ts';
import type { Repository } from './repository.ts';

/** Who commits. */
export interface Person {
  readonly name: string;
  readonly mail: string;
}

const valueOf = async (git: Git, cwd: string, key: string, type: readonly string[] = []): Promise<string> =>
  lineOf(await git(['config', ...type, '--get', key], { cwd, accept: [0, 1] }));

const quoted = (value: string): string =>
  `"${value.replace(/["\\]/g, String.raw`\$&`).replaceAll('\n', String.raw`\n`)}"`;

const textOfFile = (file: string): Promise<string> => readFile(file, 'utf8').catch(() => '');

/** A line for an exclude file that means exactly this path, relative to the top of the repository. */
const excludeLine = (file: string): string => `/${file.replace(/[\\*?[\]!# ]/g, String.raw`\$&`)}`;

const lineEnds = ['core.autocrlf', 'core.eol'] as const;

/** Where our own configuration is, beside the store. */
export interface StoreConfig {
  /** The global configuration of our git. */
  readonly file: string;
  /** What is never committed, besides what the tree's own `.gitignore` files say. */
  readonly excludes: string;
  /** What the repository of an attempt says for itself. */
  readonly ofAttempts: string;
  readonly person: Person;
}

/**
 * Writes the configuration that our git works with: the user's name, excludes and line ends, and nothing else of his.
 * `brought`: paths relative to the top that are never committed. `git`: the user's own.
 */
export const writeStoreConfig = async (
  storeRoot: string,
  repository: Repository,
  git: Git,
  author: Person | null,
  brought: readonly string[],
): Promise<StoreConfig> => {
  const cwd = repository.top;
  const [name, mail, userExcludes, ...ends] = await Promise.all([
    valueOf(git, cwd, 'user.name'),
    valueOf(git, cwd, 'user.email'),
    valueOf(git, cwd, 'core.excludesFile', ['--type=path']),
    ...lineEnds.map((key) => valueOf(git, cwd, key)),
  ]);
  // Git refuses to commit for nobody; a run is not to fail for that.
  const person = author ?? { name: name || 'planloom', mail: mail || 'planloom@localhost' };
  const excludes = path.join(storeRoot, 'excludes');
  const texts = await Promise.all([
    userExcludes === '' ? '' : textOfFile(userExcludes),
    textOfFile(path.join(repository.commonFolder, 'info', 'exclude')),
  ]);
  await writeFile(excludes, [...texts, ...brought.map(excludeLine), ''].join('\n'));
  const ours = `[user]
\tname = ${quoted(person.name)}
\temail = ${quoted(person.mail)}
[gc]
\tauto = 0
[maintenance]
\tauto = false
[commit]
\tgpgSign = false
[tag]
\tgpgSign = false
[core]
${lineEnds.map((key, index) => (ends[index] ? `\t${key.slice('core.'.length)} = ${quoted(ends[index])}\n` : '')).join('')}`;
  const file = path.join(storeRoot, 'gitconfig');
  // Safecrlf could only make git refuse what an attempt wrote, and warn in words that nobody reads.
  await writeFile(
    file,
    `${ours}\texcludesFile = ${quoted(excludes)}
\tattributesFile = /dev/null
\tsafecrlf = false
\tquotePath = false
\thooksPath = /dev/null
\tfsmonitor = false
[advice]
\taddEmbeddedRepo = false
\tdetachedHead = false
[safe]
\tdirectory = *
[protocol "file"]
\tallow = always
`,
  );
  return { file, excludes, ofAttempts: ours, person };
};
