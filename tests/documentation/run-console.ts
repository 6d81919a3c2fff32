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

/** What a program printed, on stdout and stderr together and on stderr alone, and its exit code. */
export interface Printed {
  readonly output: string;
  readonly stderr: string;
  readonly code: number;
}

/** A program that pages may call. `folder` is relative to the workspace. */
export type PageProgram = (words: readonly string[], folder: string) => Promise<Printed>;

/** Words of a command line; double quotes hold words together. */
const wordsOf = (command: string): readonly string[] =>
  [...command.matchAll(/"([^"]*)"|\S+/g)].map((match) => match[1] ?? match[0]);

/** Runs what pages show in ```console blocks, one session after the other, in one workspace. */
export class ConsoleSession {
  readonly #place: Workspace;
  readonly #home: string;
  readonly #programs: Readonly<Record<string, PageProgram>>;
  #folder = '';

  /** `programs`: those that may be called besides the usual ones, or in their place. */
  constructor(place: Workspace, programs: Readonly<Record<string, PageProgram>> = {}) {
    this.#place = place;
    const inProcess: PageProgram = (words, cwd) => planloom(place, words, { cwd, width: 100, interruptions: [] });
    this.#programs = { planloom: inProcess, ...programs };
    this.#home = `${place.root}.home`;
    mkdirSync(this.#home);
    writeFileSync(path.join(this.#home, '.gitconfig'), '[user]\n\tname = Ada\n\temail = ada@example.org\n');
    onTestFinished(() => {
      for (const what of ['home', 'state', 'config', 'worktrees']) {
        rmSync(`${place.root}.${what}`, { recursive: true, force: true, maxRetries: 20 });
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

  /** Writes a file that a page shows. */
  write(file: string, text: string): void {
    this.#place.write(this.#inFolder(file), text);
  }

  #inFolder(file: string): string {
    return path.posix.join(this.#folder, file);
  }

  /** The few things that pages do at a prompt: planloom, with nobody to be asked, git, cd, cat and ls. */
  async #run(line: string): Promise<readonly string[]> {
    const [call = '', isSilent, head, withCode] =
      /^(.*?)( > \/dev\/null)?(?: \| head -(\d+))?(; echo \$\?)?$/.exec(line)?.slice(1) ?? [];
    const [name = '', ...words] = wordsOf(call);
    const program = this.#programs[name];
    if (program !== undefined) {
      const { output, stderr, code } = await program(words, this.#folder);
      const shown = isSilent === undefined ? output : stderr;
      const lines = shown === '' ? [] : shown.replace(/\n$/, '').split('\n');
      const seen = head === undefined ? lines : lines.slice(0, Number(head));
      return withCode === undefined ? seen : [...seen, String(code)];
    }
    switch (name) {
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
          .read(this.#inFolder(words[0] ?? ''))
          .trimEnd()
          .split('\n');
      case 'ls':
        return this.#place
          .files()
          .filter((file) => path.posix.dirname(file) === this.#inFolder(words[0] ?? '.'))
          .map((file) => path.posix.basename(file));
      default:
        throw new Error(`Pages may run planloom, git, cd, cat and ls, not ${name}.`);
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
