import { readFile, rename, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { type Git, lineOf } from './git.ts';
import type { Repository } from './repository.ts';

/** Who commits. */
export interface Person {
  readonly name: string;
  readonly mail: string;
}

/** What is set, by name in small letters; of a name that is set twice the last one counts. */
const valuesOf = async (git: Git, cwd: string, names: string): Promise<ReadonlyMap<string, string>> => {
  const { stdout } = await git(['config', '-z', '--get-regexp', names], { cwd, accept: [0, 1] });
  const settings = stdout.toString().split('\0').slice(0, -1);
  return new Map(
    settings.map((setting) => {
      const [name = '', ...lines] = setting.split('\n');
      return [name, lines.join('\n')];
    }),
  );
};

const quoted = (value: string): string =>
  `"${value.replace(/["\\]/g, String.raw`\$&`).replaceAll('\n', String.raw`\n`)}"`;

const textOfFile = (file: string): Promise<string> => readFile(file, 'utf8').catch(() => '');

/** Writes the file whole, over a link or a pipe as well: an attempt may have put one there. */
const writeAnew = async (file: string, text: string): Promise<void> => {
  const temporary = `${file}.${String(process.pid)}.tmp`;
  await rm(temporary, { recursive: true, force: true });
  await writeFile(temporary, text, { flag: 'wx' });
  await rename(temporary, file);
};

/** A line for an exclude file that means exactly this path, relative to the top of the repository. */
const excludeLine = (file: string): string => `/${file.replace(/[\\*?[\]!# ]/g, String.raw`\$&`)}`;

const lineEnds = ['core.autocrlf', 'core.eol'] as const;
const wanted = String.raw`^(user\.(name|email)|core\.(autocrlf|eol))$`;

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
  const ofPath = ['config', '--type=path', '--get', 'core.excludesFile'];
  const [values, userExcludes] = await Promise.all([
    valuesOf(git, cwd, wanted),
    git(ofPath, { cwd, accept: [0, 1] }).then(lineOf),
  ]);
  const valueOf = (key: string): string => values.get(key)?.trimEnd() ?? '';
  const ends = lineEnds.map(valueOf);
  // Git refuses to commit for nobody; a run is not to fail for that.
  const person = author ?? {
    name: valueOf('user.name') || 'planloom',
    mail: valueOf('user.email') || 'planloom@localhost',
  };
  const excludes = path.join(storeRoot, 'excludes');
  const file = path.join(storeRoot, 'gitconfig');
  const texts = await Promise.all([
    userExcludes === '' ? '' : textOfFile(userExcludes),
    textOfFile(path.join(repository.commonFolder, 'info', 'exclude')),
  ]);
  await writeAnew(excludes, [...texts, ...brought.map(excludeLine), ''].join('\n'));
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
  // Safecrlf could only make git refuse what an attempt wrote, and warn in words that nobody reads.
  await writeAnew(
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
