import type { Block, TextLine } from '../domain/block.ts';
import { taskBox, taskBoxOrAlone, withoutBlankEnd, withoutDefinitions } from './markdown-lines.ts';

/** A block whose lines are still coming in. */
export type Leaf =
  | { readonly kind: 'paragraph'; readonly first: boolean; readonly lines: TextLine[] }
  | { readonly kind: 'fence'; readonly fence: string; readonly info: string; readonly lines: TextLine[] }
  | { readonly kind: 'indented'; readonly lines: TextLine[] }
  | { readonly kind: 'html'; readonly end: RegExp | null; readonly lines: TextLine[] }
  | { readonly kind: 'table'; readonly header: readonly string[] };

/** Where a leaf stands when it closes. */
interface LeafPlace {
  /** How many lists it stands in. */
  readonly depth: number;
  /** The bullet of the innermost item. */
  readonly marker: string | undefined;
  /** Whether a closing fence ended it; what was left open loses the blank lines at its end. */
  readonly byFence: boolean;
}

/** The block that a leaf makes when it closes; nothing for a paragraph of link definitions. Rows are made as they come. */
export const blockOfLeaf = (leaf: Leaf, place: LeafPlace): Block | undefined => {
  const { depth } = place;
  switch (leaf.kind) {
    case 'fence':
      return { kind: 'code', depth, lines: place.byFence ? leaf.lines : withoutBlankEnd(leaf.lines), info: leaf.info };
    case 'indented':
      return { kind: 'code', depth, lines: withoutBlankEnd(leaf.lines), info: '' };
    case 'html':
      return { kind: 'html', depth, lines: withoutBlankEnd(leaf.lines) };
    case 'table':
      return undefined;
    case 'paragraph': {
      const lines = withoutDefinitions(leaf.lines);
      if (lines.length === 0) return undefined;
      return leaf.first && place.marker !== undefined
        ? itemBlock(lines, depth, place.marker)
        : { kind: 'paragraph', depth, lines };
    }
  }
};

const itemBlock = (lines: readonly TextLine[], depth: number, marker: string): Block => {
  const [head, ...rest] = lines;
  const task = head === undefined ? null : (rest.length > 0 ? taskBoxOrAlone : taskBox).exec(head.text);
  if (head === undefined || task === null) return { kind: 'item', depth, lines, marker };
  const width = Math.max(task[0].length, 4);
  const own = { ...head, text: head.text.slice(width), column: head.column + width };
  return { kind: 'item', depth, lines: [own, ...rest], marker, checked: task[1] === 'x' || task[1] === 'X' };
};
