import type { Place } from '../domain/problem.ts';

/** A file's text, for turning offsets (UTF-16 units) into places and lines. */
export class SourceText {
  readonly file: string;
  readonly text: string;
  readonly #lineStarts: readonly number[];

  constructor(file: string, text: string) {
    this.file = file;
    this.text = text;
    this.#lineStarts = [0, ...[...text.matchAll(/\r\n|\n|\r/g)].map((found) => found.index + found[0].length)];
  }

  /** The place from `from` to before `to`, marked as far as it stays on one line, and at least one character. */
  placeOf(from: number, to: number): Place & { readonly line: number; readonly column: number } {
    const line = this.#lineOf(from);
    const end = Math.min(to, this.#endOf(line));
    return {
      file: this.file,
      line: line + 1,
      column: from - (this.#lineStarts[line] ?? 0) + 1,
      length: Math.max(1, end - from),
    };
  }

  /** The line that `offset` stands in, trimmed. */
  lineAt(offset: number): string {
    const line = this.#lineOf(offset);
    return this.text.slice(this.#lineStarts[line], this.#endOf(line)).trim();
  }

  #lineOf(offset: number): number {
    let low = 0;
    let high = this.#lineStarts.length - 1;
    while (low < high) {
      const middle = (low + high + 1) >> 1;
      if ((this.#lineStarts[middle] ?? Infinity) <= offset) low = middle;
      else high = middle - 1;
    }
    return low;
  }

  #endOf(line: number): number {
    const next = this.#lineStarts[line + 1];
    if (next === undefined) return this.text.length;
    return this.text[next - 1] === '\n' && this.text[next - 2] === '\r' ? next - 2 : next - 1;
  }
}
