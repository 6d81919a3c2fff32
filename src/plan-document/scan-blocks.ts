import type { Block, TextLine } from '../domain/block.ts';
import { blockOfLeaf, continueLeaf, type Leaf } from './leaf-block.ts';
import { LineCursor } from './line-cursor.ts';
import {
  htmlEnd,
  interrupts,
  isDelimiterRow,
  isFootnote,
  isThematicBreak,
  isUnderline,
  listMarker,
  mayCloseParagraph,
  mayStartBlock,
  readFence,
  readHeading,
  withoutClosingHashes,
  withoutDefinitions,
} from './markdown-lines.ts';
import { splitRow } from './split-row.ts';

/** A container that is open while lines go by: a block quote, or a list item whose content starts at `indent`. */
type Container = { readonly kind: 'quote' } | { readonly kind: 'item'; readonly indent: number };

/** Deeper than this, a line's list and quote marks are read as text: no person wrote them. */
const deepest = 100;

/** A code fence that nothing closes before the document ends. */
export interface OpenFence {
  readonly line: number;
  readonly fence: string;
  readonly lines: readonly TextLine[];
}

/** What the scanner found. */
export interface ScannedDocument {
  readonly blocks: readonly Block[];
  /**
   * Lines with forms on which readers of Markdown differ (tabs, HTML, quotes, lazy lines, indented code, underlined
   * headings, link definitions, footnotes). Where there are none, the scanner finds what remark finds; elsewhere remark decides.
   */
  readonly intricate: readonly number[];
  /** The greatest number of lists and quotes that a line stands in. */
  readonly depth: number;
  readonly openFence: OpenFence | null;
}

/**
 * Reads the block structure of Markdown line by line: headings, list items, paragraphs, tables, fences, HTML.
 * It follows CommonMark with GFM tables and task lists for the forms that plans use, takes time in proportion to the
 * text, and never recurses, so that no document can hang it.
 */
export const scanBlocks = (text: string, firstLine = 1): ScannedDocument => {
  const source = (text.charCodeAt(0) === 0xfeff ? ' ' + text.slice(1) : text).split('\n');
  const blocks: Block[] = [];
  const containers: Container[] = [];
  const cursor = new LineCursor();
  let leaf: Leaf | null = null;
  const intricate: number[] = [];
  let depth = 0;
  let bulletInFront: string | undefined;
  let startsEmpty = false;
  let items = 0;
  let blankBefore = false;

  const doubt = (line: number): void => {
    if (intricate.at(-1) !== line) intricate.push(line);
  };

  // The compiler forgets that the functions below change `leaf`; asking through one keeps its type whole.
  const current = (): Leaf | null => leaf;

  const emit = (closed: Leaf, byFence = false): void => {
    const block = blockOfLeaf(closed, items, byFence);
    if (block !== undefined) blocks.push(block);
    if (closed.kind === 'paragraph' && block?.lines.length !== closed.lines.length)
      intricate.push(closed.lines[0]?.line ?? firstLine);
  };
  const closeLeaf = (byFence = false): void => {
    if (leaf === null) return;
    emit(leaf, byFence);
    leaf = null;
  };

  const closeContainers = (keep: number): void => {
    if (containers.length === keep) return;
    closeLeaf();
    while (containers.length > keep) if (containers.pop()?.kind === 'item') items--;
    bulletInFront = undefined;
  };

  // A header row and its delimiter row: the row above must have as many cells, and may end a paragraph.
  const startTable = (delimiter: string): boolean => {
    if (leaf?.kind !== 'paragraph' || !isDelimiterRow(delimiter)) return false;
    const above = leaf.lines.at(-1);
    if (above === undefined || !(above.text.includes('|') || delimiter.includes('|'))) return false;
    const cells = splitRow(above.text, above.column);
    if (cells.length !== splitRow(delimiter, 1).length) return false;
    leaf.lines.pop();
    if (leaf.lines.length > 0) emit(leaf);
    const header = cells.map((cell) => cell.text);
    blocks.push({ kind: 'row', depth: items, lines: [above], cells, header });
    leaf = { kind: 'table', header };
    return true;
  };

  // The line feed at the end of the text ends its last line and begins no other.
  const count = source.at(-1) === '' ? source.length - 1 : source.length;
  for (let index = 0; index < count; index++) {
    const line = firstLine + index;
    cursor.open(source[index] ?? '', line);
    if (cursor.widened > 0) doubt(line);
    const blank = cursor.rest === '';

    let matched = 0;
    for (; matched < containers.length; matched++) {
      const container = containers[matched];
      if (container?.kind === 'quote') {
        if (cursor.indent > 3 || !cursor.rest.startsWith('>')) break;
        cursor.skipQuote();
      } else if (container !== undefined && !blank) {
        if (cursor.indent < container.indent) break;
        cursor.skip(container.indent);
      }
    }

    if (matched === containers.length && leaf !== null) {
      const taken = continueLeaf(leaf, cursor);
      if (taken === 'last') closeLeaf(true);
      if (taken !== 'refused') continue;
    }
    if (cursor.rest === '') {
      // An item may begin with one blank line, not with two.
      if (startsEmpty && matched === containers.length) closeContainers(containers.length - 1);
      startsEmpty = false;
      const quote = containers.findIndex((container, i) => i >= matched && container.kind === 'quote');
      if (quote >= 0) closeContainers(quote);
      if (leaf?.kind === 'indented') leaf.lines.push(cursor.wholeLine());
      else if (leaf !== null && leaf.kind !== 'fence') closeLeaf();
      blankBefore = true;
      continue;
    }

    // Lazy continuation: text that starts nothing new goes on with the paragraph above, whatever its indentation.
    if (matched < containers.length) {
      if (leaf?.kind === 'paragraph' && !blankBefore && (cursor.indent > 3 || !interrupts(cursor.rest, true))) {
        doubt(line);
        leaf.lines.push(cursor.textLine());
        continue;
      }
      closeContainers(matched);
    }

    while (cursor.indent <= 3 && containers.length < deepest) {
      const { rest: next, indent } = cursor;
      if (next.startsWith('>')) {
        doubt(line);
        closeLeaf();
        cursor.skipQuote();
        containers.push({ kind: 'quote' });
        depth = Math.max(depth, containers.length);
        bulletInFront = undefined;
        continue;
      }
      const bullet = listMarker(next);
      if (bullet === undefined || isThematicBreak(next)) break;
      // remark holds back a list behind indented code as it does behind a paragraph.
      if ((leaf?.kind === 'paragraph' || leaf?.kind === 'indented') && !interrupts(next, false)) break;
      closeLeaf();
      cursor.skip(indent + bullet.length);
      const empty = cursor.rest === '';
      const padding = empty || cursor.indent > 4 ? 1 : cursor.indent;
      containers.push({ kind: 'item', indent: indent + bullet.length + padding });
      items++;
      bulletInFront = bullet;
      blankBefore = false;
      startsEmpty = empty;
      depth = Math.max(depth, containers.length);
      if (empty) {
        doubt(line);
        break;
      }
      cursor.skip(padding);
    }

    const { rest: next, indent } = cursor;
    if (next !== '') startsEmpty = false;
    const afterBlank = blankBefore;
    blankBefore = false;
    if (next === '' || (bulletInFront !== undefined && listMarker(next) === next)) continue;

    if (indent > 3 && leaf?.kind !== 'paragraph') {
      doubt(line);
      if (leaf?.kind !== 'indented') {
        closeLeaf();
        leaf = { kind: 'indented', lines: [] };
      }
      leaf.lines.push(cursor.wholeLine());
      bulletInFront = undefined;
      continue;
    }
    if (leaf?.kind === 'indented') closeLeaf();
    if (indent <= 3 && leaf?.kind === 'paragraph' && !afterBlank && mayCloseParagraph(next)) {
      const text = isUnderline(next) ? withoutDefinitions(leaf.lines) : [];
      if (text.length > 0) {
        doubt(line);
        blocks.push({ kind: 'heading', depth: next.startsWith('=') ? 1 : 2, lines: text });
        leaf = null;
        continue;
      }
      if (startTable(next)) continue;
    }
    if (indent <= 3 && mayStartBlock(next)) {
      const hashes = readHeading(next);
      const fence = readFence(next);
      const end = htmlEnd(next, leaf?.kind === 'paragraph');
      const rule = isThematicBreak(next);
      if (hashes !== null || fence !== null || end !== undefined || rule) {
        closeLeaf();
        bulletInFront = undefined;
      }
      if (hashes !== null) {
        const content = withoutClosingHashes(next.slice(hashes[0].length));
        const column = cursor.textLine().column + hashes[0].length;
        blocks.push({ kind: 'heading', depth: hashes[1]?.length ?? 1, lines: [{ text: content, line, column }] });
        continue;
      }
      if (rule) continue;
      if (fence !== null) {
        leaf = { kind: 'fence', line, fence: fence[1] ?? '```', info: (fence[2] ?? '').trim(), lines: [] };
        continue;
      }
      if (end !== undefined) {
        doubt(line);
        leaf = { kind: 'html', end, lines: [cursor.wholeLine()] };
        if (end?.test(next) === true) closeLeaf();
        continue;
      }
    }
    if (isFootnote(next)) doubt(line);
    const open = current();
    if (open?.kind === 'table') {
      const own = cursor.textLine();
      blocks.push({
        kind: 'row',
        depth: items,
        lines: [own],
        cells: splitRow(own.text, own.column),
        header: open.header,
      });
    } else if (open?.kind === 'paragraph') {
      open.lines.push(cursor.textLine());
    } else {
      leaf = { kind: 'paragraph', bullet: bulletInFront, lines: [cursor.textLine()] };
      bulletInFront = undefined;
    }
  }
  const last = current();
  const openFence = last?.kind === 'fence' ? last : null;
  closeLeaf();
  return { blocks, intricate, depth, openFence };
};
