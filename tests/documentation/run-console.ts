import path from 'node:path';
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
  #folder = '';

  constructor(place: Workspace) {
    this.#place = place;
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

  /** Where a file that a page shows belongs. */
  inFolder(file: string): string {
    return path.posix.join(this.#folder, file);
  }

  /** The few things that pages do at a prompt: planloom, with nobody to be asked, cd, cat and ls. */
  async #run(line: string): Promise<readonly string[]> {
    const [call = '', isSilent, withCode] = /^(.*?)( > \/dev\/null)?(; echo \$\?)?$/.exec(line)?.slice(1) ?? [];
    const [program = '', ...words] = wordsOf(call);
    switch (program) {
      case 'planloom': {
        const { output, stderr, code } = await planloom(this.#place, words, { cwd: this.#folder, width: 100 });
        const shown = isSilent === undefined ? output : stderr;
        const lines = shown === '' ? [] : shown.replace(/\n$/, '').split('\n');
        return withCode === undefined ? lines : [...lines, String(code)];
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
        throw new Error(`Pages may run planloom, cd, cat and ls, not ${program}.`);
    }
  }
}
