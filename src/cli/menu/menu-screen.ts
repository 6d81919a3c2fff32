import { displayWidth } from '../../reporting/display-width.ts';
import type { Terminal } from '../../reporting/terminal.ts';

/** Lines at the end of what was printed, which others take the place of; all before them stays. */
export class MenuScreen {
  readonly #terminal: Terminal;
  #lines: readonly string[] = [];

  constructor(terminal: Terminal) {
    this.#terminal = terminal;
  }

  /** Shows these lines instead of the last ones; the cursor stands behind them. */
  draw(lines: readonly string[]): void {
    this.#terminal.err(`${this.#clearing()}${lines.join('\n')}`);
    this.#lines = lines;
  }

  /** Takes the lines away. */
  clear(): void {
    this.#terminal.err(this.#clearing());
    this.#lines = [];
  }

  /** Leaves the lines where they are; what comes next stands below. */
  keep(): void {
    this.#terminal.err('\n');
    this.#lines = [];
  }

  #clearing(): string {
    if (this.#lines.length === 0) return '';
    // A window that was made narrower has broken them.
    const width = Math.max(1, this.#terminal.errLook.width);
    const rows = this.#lines.reduce((sum, line) => sum + Math.max(1, Math.ceil(displayWidth(line) / width)), 0);
    return `\r${rows > 1 ? `\u001b[${rows - 1}A` : ''}\u001b[J`;
  }
}
