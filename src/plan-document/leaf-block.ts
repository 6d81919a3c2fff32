import type { Block, TextLine } from '../domain/block.ts';
import type { LineCursor } from './line-cursor.ts';
import { taskBox, taskBoxOrAlone, withoutBlankEnd, withoutDefinitions } from './markdown-lines.ts';

/** A block whose lines are still coming in; `bullet` stands in front of the first paragraph of an item. */
export type Leaf =
  | { readonly kind: 'paragraph'; readonly bullet: string | undefined; readonly lines: TextLine[] }
  | {
      readonly kind: 'fence';
      /** Where it opens. */
      readonly line: number;
      readonly fence: string;
      readonly info: string;
      readonly lines: TextLine[];
    }
  | { readonly kind: 'indented'; readonly lines: TextLine[] }
  | { readonly kind: 'html'; readonly end: RegExp | null; readonly lines: TextLine[] }
  | { readonly kind: 'table'; readonly header: readonly string[] };

/**
 * The block that a leaf makes when it closes, `depth` lists deep; nothing for a paragraph of link definitions. Rows are
 * made as they come. A fence that no closing fence ended loses the blank lines at its end.
 */
export const blockOfLeaf = (leaf: Leaf, depth: number, byFence: boolean): Block | undefined => {
  switch (leaf.kind) {
    case 'fence':
      return { kind: 'code', depth, lines: byFence ? leaf.lines : withoutBlankEnd(leaf.lines), info: leaf.info };
    case 'indented':
      return { kind: 'code', depth, lines: withoutBlankEnd(leaf.lines), info: '' };
    case 'html':
      return { kind: 'html', depth, lines: withoutBlankEnd(leaf.lines) };
    case 'table':
      return undefined;
    case 'paragraph': {
      const lines = withoutDefinitions(leaf.lines);
      if (lines.length === 0) return undefined;
      return leaf.bullet === undefined ? { kind: 'paragraph', depth, lines } : itemBlock(lines, depth, leaf.bullet);
    }
  }
};

/** Gives the line at the cursor to a fence or to HTML: whether it goes on, ends with that line, or does not take it. */
export const continueLeaf = (leaf: Leaf, cursor: LineCursor): 'more' | 'last' | 'refused' => {
  if (leaf.kind === 'fence') {
    const isClosing = cursor.rest.startsWith(leaf.fence) && cursor.rest.replaceAll(leaf.fence.charAt(0), '') === '';
    if (isClosing && cursor.indent < 4) return 'last';
    leaf.lines.push(cursor.wholeLine());
    return 'more';
  }
  if (leaf.kind !== 'html' || (cursor.rest === '' && leaf.end === null)) return 'refused';
  const line = cursor.wholeLine();
  leaf.lines.push(line);
  return leaf.end?.test(line.text) === true ? 'last' : 'more';
};

const itemBlock = (lines: readonly TextLine[], depth: number, marker: string): Block => {
  const [head, ...rest] = lines;
  const task =
    head?.text.startsWith('[') !== true ? null : (rest.length > 0 ? taskBoxOrAlone : taskBox).exec(head.text);
  if (head === undefined || task === null) return { kind: 'item', depth, lines, marker };
  const width = Math.max(task[0].length, 4);
  const own = { ...head, text: head.text.slice(width), column: head.column + width };
  return { kind: 'item', depth, lines: [own, ...rest], marker, checked: task[1] === 'x' || task[1] === 'X' };
};
