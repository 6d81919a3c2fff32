import type { Block, TextLine } from '../domain/block.ts';
import { blockOfLeaf, type Leaf } from './leaf-block.ts';
import {
  delimiterRow,
  expandTabs,
  fenceStart,
  heading,
  htmlEnd,
  interrupts,
  listMarker,
  thematicBreak,
  withoutClosingHashes,
  withoutDefinitions,
} from './markdown-lines.ts';
import { splitRow } from './split-row.ts';

/** A container that is open while lines go by: a block quote, or a list item whose content starts at `indent`. */
type Container =
  { readonly kind: 'quote' } | { readonly kind: 'item'; readonly indent: number; readonly marker: string };

/** Deeper than this, a line's list and quote marks are read as text: no person wrote them. */
const deepest = 100;

/** What the scanner found. */
export interface ScannedDocument {
  readonly blocks: readonly Block[];
  /**
   * Lines with forms on which readers of Markdown differ (tabs, HTML, quotes, lazy lines, indented code, underlined
   * headings, link definitions). Where there are none, the scanner finds what remark finds; elsewhere remark decides.
   */
  readonly intricate: readonly number[];
  /** The greatest number of lists and quotes that a line stands in. */
  readonly depth: number;
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
  let leaf: Leaf | null = null;
  const intricate: number[] = [];
  let depth = 0;
  let startsItem = false;
  let startsEmpty = false;
  let items = 0;
  let blankBefore = false;

  const marker = (): string | undefined => {
    for (let i = containers.length - 1; i >= 0; i--) {
      const container = containers[i];
      if (container?.kind === 'item') return container.marker;
    }
    return undefined;
  };

  // The compiler forgets that the functions below change `leaf`; asking through one keeps its type whole.
  const current = (): Leaf | null => leaf;

  const emit = (closed: Leaf | null, byFence = false): void => {
    const block = closed === null ? undefined : blockOfLeaf(closed, { depth: items, marker: marker(), byFence });
    if (block !== undefined) blocks.push(block);
    if (closed?.kind !== 'paragraph') return;
    const [first] = closed.lines;
    if (first !== undefined && block?.lines.length !== closed.lines.length) intricate.push(first.line);
  };
  const closeLeaf = (byFence = false): void => {
    emit(leaf, byFence);
    leaf = null;
  };

  const closeContainers = (keep: number): void => {
    if (containers.length === keep) return;
    closeLeaf();
    while (containers.length > keep) if (containers.pop()?.kind === 'item') items--;
    startsItem = false;
  };

  // A header row and its delimiter row: the row above must have as many cells, and may end a paragraph.
  const startTable = (delimiter: string): boolean => {
    if (leaf?.kind !== 'paragraph' || !delimiter.includes('-') || !delimiterRow.test(delimiter)) return false;
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
    const raw = source[index] ?? '';
    const written = raw.endsWith('\r') ? raw.slice(0, -1) : raw;
    const { text: lineText, widened } = expandTabs(written);
    const line = firstLine + index;
    const doubt = (): void => {
      if (intricate.at(-1) !== line) intricate.push(line);
    };
    if (widened > 0) doubt();
    const blank = lineText.trim() === '';
    let at = 0;

    const indentHere = (): number => {
      let i = at;
      while (lineText[i] === ' ') i++;
      return i - at;
    };
    const rest = (): string => lineText.slice(at).trim();
    const here = (): TextLine => ({ text: rest(), line, column: at + indentHere() + 1 - widened });
    const whole = (): TextLine => ({ text: written, line, column: 1 });
    const enterQuote = (): void => {
      at += indentHere() + 1;
      if (lineText[at] === ' ') at++;
    };

    let matched = 0;
    for (; matched < containers.length; matched++) {
      const container = containers[matched];
      if (container?.kind === 'quote') {
        if (indentHere() > 3 || !rest().startsWith('>')) break;
        enterQuote();
      } else if (container !== undefined && !blank) {
        if (indentHere() < container.indent) break;
        at += container.indent;
      }
    }

    if (matched === containers.length && leaf !== null) {
      if (leaf.kind === 'fence') {
        const closing = rest();
        const ends = closing.startsWith(leaf.fence) && closing.replaceAll(leaf.fence.charAt(0), '') === '';
        if (ends && indentHere() < 4) closeLeaf(true);
        else leaf.lines.push(whole());
        continue;
      }
      if (leaf.kind === 'html' && !(rest() === '' && leaf.end === null)) {
        leaf.lines.push(whole());
        if (leaf.end?.test(written) === true) closeLeaf();
        continue;
      }
    }
    if (rest() === '') {
      // An item may begin with one blank line, not with two.
      if (startsEmpty && matched === containers.length) closeContainers(containers.length - 1);
      startsEmpty = false;
      const quote = containers.findIndex((container, i) => i >= matched && container.kind === 'quote');
      if (quote >= 0) closeContainers(quote);
      if (leaf?.kind === 'indented') leaf.lines.push(whole());
      else if (leaf !== null && leaf.kind !== 'fence') closeLeaf();
      blankBefore = true;
      continue;
    }

    // Lazy continuation: text that starts nothing new goes on with the paragraph above, whatever its indentation.
    if (matched < containers.length) {
      if (leaf?.kind === 'paragraph' && !blankBefore && (indentHere() > 3 || !interrupts(rest(), true))) {
        doubt();
        leaf.lines.push(here());
        continue;
      }
      closeContainers(matched);
    }

    for (let next = rest(), indent = indentHere(); indent <= 3; next = rest(), indent = indentHere()) {
      if (containers.length >= deepest) break;
      if (next.startsWith('>')) {
        doubt();
        closeLeaf();
        enterQuote();
        containers.push({ kind: 'quote' });
        depth = Math.max(depth, containers.length);
        startsItem = false;
        continue;
      }
      const bullet = listMarker.exec(next)?.[0];
      if (bullet === undefined || thematicBreak.test(next)) break;
      // remark holds back a list behind indented code as it does behind a paragraph.
      if ((leaf?.kind === 'paragraph' || leaf?.kind === 'indented') && !interrupts(next, false)) break;
      closeLeaf();
      at += indent + bullet.length;
      const empty = rest() === '';
      const padding = empty || indentHere() > 4 ? 1 : indentHere();
      containers.push({ kind: 'item', indent: indent + bullet.length + padding, marker: bullet });
      items++;
      startsItem = true;
      blankBefore = false;
      startsEmpty = empty;
      depth = Math.max(depth, containers.length);
      if (empty) {
        doubt();
        break;
      }
      at += padding;
    }

    const next = rest();
    const indent = indentHere();
    if (next !== '') startsEmpty = false;
    const afterBlank = blankBefore;
    blankBefore = false;
    if (next === '' || (listMarker.test(next) && startsItem && next.replace(listMarker, '').trim() === '')) continue;

    if (indent > 3 && leaf?.kind !== 'paragraph') {
      doubt();
      if (leaf?.kind !== 'indented') {
        closeLeaf();
        leaf = { kind: 'indented', lines: [] };
      }
      leaf.lines.push(whole());
      startsItem = false;
      continue;
    }
    if (leaf?.kind === 'indented') closeLeaf();
    if (indent <= 3) {
      if (leaf?.kind === 'paragraph' && !afterBlank) {
        const text = /^(?:=+|-+)$/.test(next) ? withoutDefinitions(leaf.lines) : [];
        if (text.length > 0) {
          doubt();
          blocks.push({ kind: 'heading', depth: next.startsWith('=') ? 1 : 2, lines: text });
          leaf = null;
          continue;
        }
        if (startTable(next)) continue;
      }
      const hashes = heading.exec(next);
      const fence = fenceStart.exec(next);
      const end = htmlEnd(next, leaf?.kind === 'paragraph');
      if (hashes !== null || fence !== null || end !== undefined || thematicBreak.test(next)) {
        closeLeaf();
        startsItem = false;
      }
      if (hashes !== null) {
        const content = withoutClosingHashes(next.slice(hashes[0].length));
        const column = here().column + hashes[0].length;
        blocks.push({ kind: 'heading', depth: hashes[1]?.length ?? 1, lines: [{ text: content, line, column }] });
        continue;
      }
      if (thematicBreak.test(next)) continue;
      if (fence !== null) {
        leaf = { kind: 'fence', fence: fence[1] ?? '```', info: (fence[2] ?? '').trim(), lines: [] };
        continue;
      }
      if (end !== undefined) {
        doubt();
        leaf = { kind: 'html', end, lines: [whole()] };
        if (end?.test(next) === true) closeLeaf();
        continue;
      }
    }
    const open = current();
    if (open?.kind === 'table') {
      const own = here();
      blocks.push({
        kind: 'row',
        depth: items,
        lines: [own],
        cells: splitRow(own.text, own.column),
        header: open.header,
      });
    } else if (open?.kind === 'paragraph') {
      open.lines.push(here());
    } else {
      leaf = { kind: 'paragraph', first: startsItem, lines: [here()] };
      startsItem = false;
    }
  }
  closeLeaf();
  return { blocks, intricate, depth };
};
