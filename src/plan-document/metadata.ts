import type { Block } from '../domain/block.ts';
import { plainWords, withoutEmphasis } from './decoration.ts';

const boldField = /^(?:[-*]\s+)?\*\*([^*:]{1,40}?)\s*(?::\s*\*\*|\*\*\s*:)\s*(.+)$/;

/**
 * The head of a document as names and values, names as written: YAML front matter, then the bold "Name: value" lines,
 * items and two-column rows between the title and the next heading or the line `end`, if that comes first. The first
 * value of a name stands.
 */
export const readMetadata = (
  frontMatter: Readonly<Record<string, string>>,
  blocks: readonly Block[],
  end = Infinity,
): Readonly<Record<string, string>> => {
  const metadata: Record<string, string> = { ...frontMatter };
  const put = (name: string, value: string): void => {
    const key = plainWords(name);
    if (key !== '' && value !== '' && !Object.hasOwn(metadata, key) && key !== '__proto__') metadata[key] = value;
  };
  const title = blocks.findIndex((block) => block.kind === 'heading');
  for (const block of blocks.slice(title + 1)) {
    if (block.kind === 'heading' || (block.lines[0]?.line ?? 0) >= end) break;
    if (block.kind === 'row') {
      // The header row of a table names its columns.
      const isHeader = block.cells?.every((cell, index) => cell.text === block.header?.[index]) ?? true;
      if (
        block.cells?.length !== 2 ||
        (isHeader && /^(?:field|name|key|property|item|attribute)s?$/i.test(plainWords(block.cells[0]?.text ?? '')))
      )
        continue;
      put(block.cells[0]?.text ?? '', withoutEmphasis(block.cells[1]?.text ?? ''));
    } else if (block.kind === 'paragraph' || block.kind === 'item') {
      for (const line of block.lines) {
        if (line.line >= end) break;
        const match = boldField.exec(line.text);
        if (match !== null)
          put(
            match[1] ?? '',
            withoutEmphasis(match[2] ?? '')
              .replace(/\\$/, '')
              .trim(),
          );
      }
    }
  }
  return metadata;
};
