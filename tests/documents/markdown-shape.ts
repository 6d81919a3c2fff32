import type { Nodes } from 'mdast';
import remarkGfm from 'remark-gfm';
import remarkParse from 'remark-parse';
import { unified } from 'unified';

const textOf = (node: Nodes): string =>
  'value' in node ? node.value : 'children' in node ? node.children.map(textOf).join('') : '';

const visit = (node: Nodes, see: (node: Nodes) => void): void => {
  see(node);
  if ('children' in node) node.children.forEach((child) => visit(child, see));
};

export interface MarkdownShape {
  readonly headings: readonly string[];
  /** HTML comments, wherever they stand. */
  readonly comments: readonly string[];
  readonly cellsPerRow: readonly number[];
  readonly codeBlocks: number;
}

/** What a Markdown reader makes of a document: the parts that foreign text must not change. */
export const shapeOf = (markdown: string): MarkdownShape => {
  const root = unified().use(remarkParse).use(remarkGfm).parse(markdown);
  const headings: string[] = [];
  const comments: string[] = [];
  const cellsPerRow: number[] = [];
  let codeBlocks = 0;
  visit(root, (node) => {
    if (node.type === 'heading') headings.push(textOf(node));
    if (node.type === 'html' && node.value.startsWith('<!--')) comments.push(node.value);
    if (node.type === 'tableRow') cellsPerRow.push(node.children.length);
    if (node.type === 'code') codeBlocks++;
  });
  return { headings, comments, cellsPerRow, codeBlocks };
};
