import { displayWidth } from '../../reporting/display-width.ts';
import type { Terminal } from '../../reporting/terminal.ts';

/** Lines at the end of what was printed, which others take the place of; all before them stays. */
export class MenuScreen {
  readonly #terminal: Terminal;
  #lines: readonly string[] = [];

  constructor(terminal: Terminal) {
    this.#terminal = terminal;
  }

  /** Shows these lines instead of the last ones; the cursor stands behind them. In a low window the first ones are left out. */
  draw(lines: readonly string[]): void {
    const room = this.#terminal.errRows ?? lines.length;
    let shown = lines;
    // What has left the window at its top could not be taken away any more.
    while (shown.length > 1 && this.#rowsOf(shown) > room) shown = shown.slice(1);
    this.#terminal.err(`${this.#clearing()}${shown.join('\n')}`);
    this.#lines = shown;
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
    const rows = this.#rowsOf(this.#lines);
    return `\r${rows > 1 ? `\u001b[${rows - 1}A` : ''}\u001b[J`;
  }

  /** A window that was made narrower has broken lines. */
  #rowsOf(lines: readonly string[]): number {
    const width = Math.max(1, this.#terminal.errLook.width);
    return lines.reduce((sum, line) => sum + Math.max(1, Math.ceil(displayWidth(line) / width)), 0);
  }
}
