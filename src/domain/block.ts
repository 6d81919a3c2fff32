/** A line of a block's text, where it stands in the file. */
export interface TextLine {
  readonly text: string;
  /** 1-based line. */
  readonly line: number;
  /** 1-based column of the first character of `text`, in UTF-16 units. */
  readonly column: number;
}

export interface Cell {
  readonly text: string;
  readonly column: number;
}

/**
 * The smallest piece of Markdown that the rules look at. Inline Markdown stays as written, container markers
 * (list bullets, quote marks, indentation, task boxes) are taken off.
 */
export interface Block {
  readonly kind: 'heading' | 'paragraph' | 'item' | 'row' | 'code' | 'html';
  /** Heading: 1 to 6. Everything else: how many lists it stands in (an item of a top-level list: 1). */
  readonly depth: number;
  readonly lines: readonly TextLine[];
  /** Item: the bullet as written (`-`, `1.`). */
  readonly marker?: string;
  /** Item of a task list: ticked or not. */
  readonly checked?: boolean;
  /** Row of a table; the header row is a row too, its `header` is its own texts. */
  readonly cells?: readonly Cell[];
  readonly header?: readonly string[];
  /** Code: the info string of the fence. */
  readonly info?: string;
}

/** The text of a block, its lines joined by a line feed. */
export const blockText = (block: Block): string => block.lines.map((l) => l.text).join('\n');

/** Where the character at `offset` of `blockText(block)` stands. */
export const placeInBlock = (block: Block, offset: number): { line: number; column: number } => {
  let rest = offset;
  for (const line of block.lines) {
    if (rest <= line.text.length) return { line: line.line, column: line.column + rest };
    rest -= line.text.length + 1;
  }
  const last = block.lines.at(-1);
  return { line: last?.line ?? 1, column: (last?.column ?? 1) + (last?.text.length ?? 0) };
};
