import type { ListItem, Nodes, Paragraph, Parents, Root, Table } from 'mdast';
import remarkGfm from 'remark-gfm';
import remarkParse from 'remark-parse';
import { unified } from 'unified';
import type { Block, TextLine } from '../domain/block.ts';
import { withoutBlankEnd } from './markdown-lines.ts';
import { splitRow } from './split-row.ts';

const parser = unified().use(remarkParse).use(remarkGfm).freeze();

interface Container {
  readonly lists: number;
  readonly quotes: number;
}

/** The lines of a text, as remark counts them: a carriage return before the line feed is no part of the line. */
const sourceLines = (text: string): readonly string[] => text.split(/\r?\n/);

/** Reads the blocks of `text` with remark-parse; the first line of `text` is line `firstLine` of the file. */
export const blocksWithRemark = (text: string, firstLine = 1): readonly Block[] => {
  const source = sourceLines(text.replace(/^\ufeff/, ' '));
  const tree: Root = parser.parse(text.replace(/^\ufeff/, ' '));
  const blocks: Block[] = [];
  const lineAt = (line: number): string => source[line - 1] ?? '';

  const textLines = (node: Nodes, container: Container): readonly TextLine[] => {
    const { start, end } = placeOf(node);
    const lines: TextLine[] = [];
    for (let line = start.line; line <= end.line; line++) {
      const whole = line === end.line ? lineAt(line).slice(0, end.column - 1) : lineAt(line);
      const from = line === start.line ? start.column - 1 : behindQuotes(whole, container.quotes);
      const kept = whole.slice(from);
      const indent = kept.length - kept.trimStart().length;
      lines.push({ text: kept.trim(), line: firstLine + line - 1, column: from + indent + 1 });
    }
    return lines;
  };
  const wholeLines = (from: number, to: number): readonly TextLine[] => {
    const lines: TextLine[] = [];
    for (let line = from; line <= to; line++) lines.push({ text: lineAt(line), line: firstLine + line - 1, column: 1 });
    return lines;
  };

  const item = (node: ListItem, container: Container): void => {
    const inside = { ...container, lists: container.lists + 1 };
    const start = placeOf(node).start;
    const marker = /^(?:[-*+]|\d{1,9}[.)])/.exec(lineAt(start.line).slice(start.column - 1))?.[0] ?? '-';
    node.children.forEach((child, index) => {
      if (index > 0 || child.type !== 'paragraph') {
        visit(child, inside);
        return;
      }
      const checked = typeof node.checked === 'boolean' ? { checked: node.checked } : {};
      const lines = textLines(child, inside);
      blocks.push({
        kind: 'item',
        depth: inside.lists,
        lines: node.checked === null ? lines : withoutBox(lines),
        marker,
        ...checked,
      });
    });
  };

  const table = (node: Table, container: Container): void => {
    let header: readonly string[] = [];
    node.children.forEach((row, index) => {
      const line = textLines(row, container)[0];
      if (line === undefined) return;
      const cells = splitRow(line.text, line.column);
      if (index === 0) header = cells.map((cell) => cell.text);
      blocks.push({ kind: 'row', depth: container.lists, lines: [line], cells, header });
    });
  };

  const code = (node: Nodes & { type: 'code' }, container: Container): void => {
    const { start, end } = placeOf(node);
    const opening = lineAt(start.line).slice(start.column - 1);
    const fence = /^ {0,3}(`{3,}|~{3,})/.exec(opening);
    if (fence === null) {
      blocks.push({
        kind: 'code',
        depth: container.lists,
        lines: withoutBlankEnd(wholeLines(start.line, end.line)),
        info: '',
      });
      return;
    }
    const info = opening.slice(fence[0].length).trim();
    const last = end.column === 1 && end.line > start.line ? end.line - 1 : end.line;
    const count = node.value === '' ? emptyLines(start.line, last) : node.value.split('\n').length;
    const lines = wholeLines(start.line + 1, start.line + count);
    const closed = /^[\s>]*(?:`{3,}|~{3,})\s*$/.test(lineAt(last)) && start.line + count < last;
    blocks.push({ kind: 'code', depth: container.lists, lines: closed ? lines : withoutBlankEnd(lines), info });
  };
  // A fence around nothing: the lines between it and its closing fence, which an unclosed one does not have.
  const emptyLines = (from: number, to: number): number =>
    to > from && /^[\s>]*(?:`{3,}|~{3,})?\s*$/.test(lineAt(to)) ? to - from - 1 : to - from;

  const visit = (node: Nodes, container: Container): void => {
    switch (node.type) {
      case 'heading':
        blocks.push({ kind: 'heading', depth: node.depth, lines: headingLines(node, container) });
        return;
      case 'paragraph':
        blocks.push({ kind: 'paragraph', depth: container.lists, lines: textLines(node, container) });
        return;
      case 'list':
        for (const child of node.children) item(child, container);
        return;
      case 'blockquote':
        for (const child of node.children) visit(child, { ...container, quotes: container.quotes + 1 });
        return;
      case 'table':
        table(node, container);
        return;
      case 'code':
        code(node, container);
        return;
      case 'html':
        blocks.push({
          kind: 'html',
          depth: container.lists,
          lines: withoutBlankEnd(wholeLines(placeOf(node).start.line, placeOf(node).end.line)),
        });
        return;
      case 'root':
      case 'footnoteDefinition':
        for (const child of node.children) visit(child, container);
        return;
      default:
        return;
    }
  };
  const headingLines = (node: Parents, container: Container): readonly TextLine[] => {
    const [first, last] = [node.children[0], node.children.at(-1)];
    if (first?.position === undefined || last?.position === undefined) {
      const { start } = placeOf(node);
      const hashes = /^#+[ \t]*/.exec(lineAt(start.line).slice(start.column - 1))?.[0] ?? '';
      return [{ text: '', line: firstLine + start.line - 1, column: start.column + hashes.length }];
    }
    const position = { start: first.position.start, end: last.position.end };
    return textLines({ ...(node as Paragraph), position }, container);
  };

  visit(tree, { lists: 0, quotes: 0 });
  return blocks;
};

/** A task whose box stands alone on its line keeps the box in its text; where there are words behind it, remark takes it off. */
const withoutBox = (lines: readonly TextLine[]): readonly TextLine[] => {
  const [first, ...rest] = lines;
  const box = /^\[[ xX]\]\s*/.exec(first?.text ?? '');
  if (first === undefined || box === null) return lines;
  const width = Math.max(box[0].length, 4);
  return [{ ...first, text: first.text.slice(width), column: first.column + width }, ...rest];
};

const placeOf = (node: Nodes): NonNullable<Nodes['position']> => {
  if (node.position === undefined) throw new Error(`Internal error: remark gave a ${node.type} without a position`);
  return node.position;
};

/** Where the text of a line starts that goes on with a paragraph inside `quotes` block quotes. */
const behindQuotes = (line: string, quotes: number): number => {
  let at = 0;
  for (let left = quotes; left > 0; left--) {
    const mark = /^\s*> ?/.exec(line.slice(at));
    if (mark === null) break;
    at += mark[0].length;
  }
  return at;
};
