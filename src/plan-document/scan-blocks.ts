import type { Block, TextLine } from '../domain/block.ts';
import { splitRow } from './split-row.ts';

/** A container that is open while lines go by: a block quote, or a list item whose content starts at `indent`. */
type Container =
  { readonly kind: 'quote' } | { readonly kind: 'item'; readonly indent: number; readonly marker: string };

type Leaf =
  | { readonly kind: 'paragraph'; readonly first: boolean; readonly lines: TextLine[] }
  | { readonly kind: 'fence'; readonly fence: string; readonly info: string; readonly lines: TextLine[] }
  | { readonly kind: 'indented'; readonly lines: TextLine[] }
  | { readonly kind: 'html'; readonly end: RegExp | null; readonly lines: TextLine[] }
  | { readonly kind: 'table'; readonly header: readonly string[] };

const heading = /^(#{1,6})(?:[ \t]+|$)/;
const thematicBreak = /^(?:(?:\*[ \t]*){3,}|(?:-[ \t]*){3,}|(?:_[ \t]*){3,})$/;
const fenceStart = /^(`{3,}(?=[^`]*$)|~{3,})(.*)$/;
const listMarker = /^([-*+]|\d{1,9}[.)])(?=[ \t]|$)/;
const delimiterRow = /^\|?[ \t]*:?-+:?[ \t]*(?:\|[ \t]*:?-+:?[ \t]*)*\|?$/;
const taskBox = /^\[([ \txX])\][ \t]+(?=\S)/;
const taskBoxOrAlone = /^\[([ \txX])\](?:[ \t]+(?=\S)|$)/;
const definition = /^\[[^\]\n]+\]:[ \t]*\S/;
const blockTag =
  /^<\/?(?:address|article|aside|base|basefont|blockquote|body|caption|center|col|colgroup|dd|details|dialog|dir|div|dl|dt|fieldset|figcaption|figure|footer|form|frame|frameset|h[1-6]|head|header|hr|html|iframe|legend|li|link|main|menu|menuitem|nav|noframes|ol|optgroup|option|p|param|search|section|summary|table|tbody|td|tfoot|th|thead|title|tr|track|ul)(?:[\s/>]|$)/i;
const anyTag = /^<(?:[a-z][a-z\d-]*(?:\s[^<>]*)?\/?|\/[a-z][a-z\d-]*\s*)>\s*$/i;

/** How an HTML block that starts with `text` ends: at a pattern, at a blank line (null), or undefined when none starts. */
const htmlEnd = (text: string, inParagraph: boolean): RegExp | null | undefined => {
  if (!text.startsWith('<')) return undefined;
  if (text.startsWith('<!--')) return /-->/;
  if (text.startsWith('<?')) return /\?>/;
  if (/^<![a-z]/i.test(text)) return />/;
  if (/^<(?:script|pre|style|textarea)(?:[\s>]|$)/i.test(text)) return /<\/(?:script|pre|style|textarea)>/i;
  if (blockTag.test(text)) return null;
  return !inParagraph && anyTag.test(text) ? null : undefined;
};

/** A line whose leading white space and list markers hold no tabs any more, and by how many characters it grew. */
const expandTabs = (written: string): { text: string; widened: number } => {
  const lead = /^[\s>*+\d.)-]*/.exec(written)?.[0] ?? '';
  if (!lead.includes('\t')) return { text: written, widened: 0 };
  let wide = '';
  for (const character of lead) wide += character === '\t' ? ' '.repeat(4 - (wide.length % 4)) : character;
  return { text: wide + written.slice(lead.length), widened: wide.length - lead.length };
};

/**
 * Whether a line that could go on with a paragraph starts something new instead. Inside the paragraph's own container
 * only a non-empty bullet or a `1.` does; a line that left that container may start any item.
 */
const interrupts = (next: string, leavesItem: boolean): boolean => {
  const bullet = listMarker.exec(next)?.[0];
  return (
    heading.test(next) ||
    thematicBreak.test(next) ||
    fenceStart.test(next) ||
    next.startsWith('>') ||
    htmlEnd(next, true) !== undefined ||
    (bullet !== undefined &&
      (leavesItem || (next.length > bullet.length && (!/^\d/.test(bullet) || /^1[.)]/.test(bullet)))))
  );
};

/** The text of a heading without the hashes that may close it. */
const withoutClosingHashes = (text: string): string => {
  let end = text.length;
  while (end > 0 && text[end - 1] === '#') end--;
  const closes = end < text.length && (end === 0 || text[end - 1] === ' ' || text[end - 1] === '\t');
  return (closes ? text.slice(0, end) : text).trimEnd();
};

/** The lines of a paragraph behind the link definitions at its start. */
const withoutDefinitions = (lines: readonly TextLine[]): readonly TextLine[] => {
  const start = lines.findIndex((line) => !definition.test(line.text));
  return start < 0 ? [] : lines.slice(start);
};

const withoutBlankEnd = (lines: readonly TextLine[]): readonly TextLine[] => {
  const last = lines.findLastIndex((line) => line.text.trim() !== '');
  return lines.slice(0, last + 1);
};

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

  const emitParagraph = (lines: readonly TextLine[], first: boolean): void => {
    const rest = withoutDefinitions(lines);
    const head = rest[0];
    if (head === undefined) return;
    const bullet = first ? marker() : undefined;
    if (bullet === undefined) {
      blocks.push({ kind: 'paragraph', depth: items, lines: rest });
      return;
    }
    const task = (rest.length > 1 ? taskBoxOrAlone : taskBox).exec(head.text);
    const boxed = Math.max(task?.[0].length ?? 0, 4);
    const own = task ? { ...head, text: head.text.slice(boxed), column: head.column + boxed } : head;
    blocks.push({
      kind: 'item',
      depth: items,
      lines: [own, ...rest.slice(1)],
      marker: bullet,
      ...(task ? { checked: task[1] === 'x' || task[1] === 'X' } : {}),
    });
  };

  const closeLeaf = (closed = false): void => {
    if (leaf === null) return;
    if (leaf.kind === 'paragraph') emitParagraph(leaf.lines, leaf.first);
    else if (leaf.kind === 'fence') {
      blocks.push({ kind: 'code', depth: items, lines: closed ? leaf.lines : withoutBlankEnd(leaf.lines), info: leaf.info });
    } else if (leaf.kind === 'indented') {
      blocks.push({ kind: 'code', depth: items, lines: withoutBlankEnd(leaf.lines), info: '' });
    } else if (leaf.kind === 'html') blocks.push({ kind: 'html', depth: items, lines: withoutBlankEnd(leaf.lines) });
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
    if (leaf.lines.length > 0) emitParagraph(leaf.lines, leaf.first);
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
        const text = withoutDefinitions(leaf.lines);
        if (text.length < leaf.lines.length) doubt();
        if (text.length > 0 && /^(?:=+|-+)$/.test(next)) {
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
