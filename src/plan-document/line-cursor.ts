import type { TextLine } from '../domain/block.ts';
import { expandTabs } from './markdown-lines.ts';

/**
 * Reads lines from left to right: first the marks of lists and quotes, then what is left. One cursor serves all lines
 * of a document, since a value for each of them would cost more than reading it.
 */
export class LineCursor {
  /** 1-based. */
  line = 0;
  /** Number of blanks in front of what is left. */
  indent = 0;
  /** What is left, without white space at both ends. */
  rest = '';
  /** How many characters the line grew by when the tabs before its text became blanks. */
  widened = 0;
  #written = '';
  #text = '';
  #at = 0;

  /** Goes to the start of a line. */
  open(raw: string, line: number): void {
    const written = raw.endsWith('\r') ? raw.slice(0, -1) : raw;
    this.line = line;
    this.#written = written;
    this.#text = written;
    this.widened = 0;
    if (written.includes('\t')) {
      const { text, widened } = expandTabs(written);
      this.#text = text;
      this.widened = widened;
    }
    this.#at = 0;
    this.#look();
  }

  /** Leaves `count` characters behind. */
  skip(count: number): void {
    this.#at += count;
    this.#look();
  }

  /** Leaves a `>` behind, with the blank that may follow it. */
  skipQuote(): void {
    const mark = this.#at + this.indent;
    this.skip(this.indent + (this.#text[mark + 1] === ' ' ? 2 : 1));
  }

  /** What is left, as a line of text. */
  textLine(): TextLine {
    return { text: this.rest, line: this.line, column: this.#at + this.indent + 1 - this.widened };
  }

  /** The line as written. */
  wholeLine(): TextLine {
    return { text: this.#written, line: this.line, column: 1 };
  }

  #look(): void {
    const text = this.#text;
    let end = this.#at;
    while (end < text.length && text.charCodeAt(end) === 0x20) end++;
    this.indent = end - this.#at;
    this.rest = text.slice(end).trim();
  }
}
