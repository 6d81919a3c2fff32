import { execFileSync } from 'node:child_process';
import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { onTestFinished } from 'vitest';
import { planloom } from '../support/planloom.ts';
import type { Workspace } from '../support/workspace.ts';

/** What a reader of a page sees of a call: the command line, and what it printed. */
interface Step {
  readonly command: string;
  readonly lines: readonly string[];
}

/** Words of a command line; double quotes hold words together. */
const wordsOf = (command: string): readonly string[] =>
  [...command.matchAll(/"([^"]*)"|\S+/g)].map((match) => match[1] ?? match[0]);

/** Runs what pages show in ```console blocks, one session after the other, in one workspace. */
export class ConsoleSession {
  readonly #place: Workspace;
  readonly #home: string;
  #folder = '';

  constructor(place: Workspace) {
    this.#place = place;
    this.#home = `${place.root}.home`;
    mkdirSync(this.#home);
    writeFileSync(path.join(this.#home, '.gitconfig'), '[user]\n\tname = Ada\n\temail = ada@example.org\n');
    onTestFinished(() => {
      for (const what of ['home', 'state', 'config', 'worktrees']) {
        rmSync(`${place.root}.${what}`, { recursive: true, force: true });
      }
    });
  }

  /** The content of a block as it must be: every `$` line, and below it what it prints now. */
  async replay(content: readonly string[]): Promise<readonly string[]> {
    const steps: Step[] = [];
    for (const line of content) {
      if (!line.startsWith('$ ')) continue;
      steps.push({ command: line, lines: await this.#run(line.slice(2)) });
    }
    return steps.flatMap(({ command, lines }) => [command, ...lines]);
  }

  /** Where a file that a page shows belongs */
  inFolder(file: string): string {
    return path.posix.join(this.#folder, file);
  }

  /** The few things that pages do at a prompt: planloom, with nobody to be asked, git, cd, cat and ls. */
  async #run(line: string): Promise<readonly string[]> {
    const [call = '', isSilent, withCode] = /^(.*?)( > \/dev\/null)?(; echo \$\?)?$/.exec(line)?.slice(1) ?? [];
    const [program = '', ...words] = wordsOf(call);
    switch (program) {
      case 'planloom': {
        const setting = { cwd: this.#folder, width: 100, interruptions: [] };
        const { output, stderr, code } = await planloom(this.#place, words, setting);
        const shown = isSilent === undefined ? output : stderr;
        const lines = shown === '' ? [] : shown.replace(/\n$/, '').split('\n');
        return withCode === undefined ? lines : [...lines, String(code)];
      }
      case 'git': {
        const cwd = this.#place.path(this.#folder);
        const env = { PATH: process.env.PATH, HOME: this.#home, GIT_CONFIG_NOSYSTEM: '1' };
        const shown = execFileSync('git', words, { cwd, env, stdio: 'pipe' }).toString();
        return shown === '' ? [] : shown.trimEnd().split('\n');
      }
      case 'cd':
        this.#folder = path.posix.join(this.#folder, words[0] ?? '.');
        return [];
      case 'cat':
        return this.#place
          .read(this.inFolder(words[0] ?? ''))
          .trimEnd()
          .split('\n');
      case 'ls':
        return this.#place
          .files()
          .filter((file) => path.posix.dirname(file) === this.inFolder(words[0] ?? '.'))
          .map((file) => path.posix.basename(file));
      default:
        throw new Error(`Pages may run planloom, git, cd, cat and ls, not ${program}.`);
    }
  }
}

const isEvent = (line: string): boolean => /^ +\d+:\d\d /.test(line);

/**
 * What two sessions have in common: without the ids of runs and commits, without times and the room that they take, and
 * with the events of a run in no order, as several work at once.
 */
export const withoutChance = (lines: readonly string[]): readonly string[] => {
  const plain = lines.map((line) =>
    line
      .replace(/\d{8}-\d{6}-[0-9a-z]{4}/g, '<run>')
      .replace(/\b(merged|at|merged into \S+:) [0-9a-f]{7}\b/g, '$1 <commit>')
      .replace(/^( +Time ) .*/, '$1 <times>')
      .replace(/\b\d{4}-\d\d-\d\d \d\d:\d\d\b/g, '<when>')
      .replace(/^ +\d+:\d\d /, '   0:00 ')
      .replace(/\b\d+(?:\.\d)? s\b/g, '<time>')
      .replace(/\b\d+(?:\.\d)? [kMG]?B\b/g, '<size>')
      .replace(/slot \d/, 'slot <slot>')
      .replace(/ {2,}/g, '  '),
  );
  return [...plain.filter((line) => !isEvent(line)), ...plain.filter(isEvent).sort()];
};
