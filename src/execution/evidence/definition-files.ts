import { posix } from 'node:path';
import type { Command } from '../../ports/processes.ts';
import type { TreeChange } from '../../ports/run-store.ts';
import { commandFolders, commandWords } from './command-words.ts';
import { pathMatcher } from './glob.ts';

const ofPackageScripts = ['package.json', '.npmrc', '.yarnrc*', 'bunfig.toml', 'pnpm-workspace.yaml'];
const ofVitest = ['vitest.config.*', 'vitest.workspace.*', 'vite.config.*'];
const ofPytest = ['pytest.ini', 'pyproject.toml', 'tox.ini', 'setup.cfg', '**/conftest.py'];

/** Programs that do what a file in their folder says, and these files. */
const definitionsOf: Readonly<Record<string, readonly string[]>> = {
  npm: ofPackageScripts,
  pnpm: ofPackageScripts,
  yarn: ofPackageScripts,
  bun: ofPackageScripts,
  make: ['Makefile', 'makefile', 'GNUmakefile'],
  gmake: ['Makefile', 'makefile', 'GNUmakefile'],
  just: ['justfile', 'Justfile', '.justfile'],
  task: ['Taskfile.{yml,yaml}', 'taskfile.{yml,yaml}', 'Taskfile.dist.{yml,yaml}'],
  rake: ['Rakefile', 'rakefile', 'Rakefile.rb'],
  tox: ['tox.ini', 'pyproject.toml', 'setup.cfg'],
  nox: ['noxfile.py'],
  composer: ['composer.json'],
  deno: ['deno.json', 'deno.jsonc'],
  pytest: ofPytest,
  vitest: ofVitest,
  jest: ['jest.config.*', 'package.json'],
  mocha: ['.mocharc.*', 'package.json'],
};

/**
 * The changed files that say what a command stands for: package.json for `npm test`, the Makefile for `make check`.
 * Their texts, before and after, tell whether it still stands for the same.
 */
export const definitionFiles = (
  command: Command,
  prefix: string,
  changes: readonly Pick<TreeChange, 'path'>[],
): readonly string[] => {
  const words = commandWords(command);
  const names = new Set(words.flatMap((word) => definitionsOf[posix.basename(word)] ?? []));
  const folders = [...new Set(commandFolders(words).map((folder) => posix.join(prefix, folder)))];
  const matchers = folders.flatMap((folder) => [...names].map((name) => pathMatcher(posix.join(folder, name))));
  return changes.map(({ path }) => path).filter((path) => matchers.some((matches) => matches(path)));
};
