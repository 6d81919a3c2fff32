import type { Block, TextLine } from '../domain/block.ts';
import { plainWords } from './decoration.ts';
import { headingField, readField, withoutItalics, type FieldKind, type NamedValue } from './field-line.ts';
import { findPaths } from './paths.ts';

/** A line of an achievement's section. */
export interface BodyLine {
  readonly text: string;
  readonly line: number;
  readonly column: number;
  /** -1: a heading, 0: a paragraph, from 1 on: an item, the deeper the more. */
  readonly level: number;
  readonly item: boolean;
  /** Whether it goes on with the line above in the same block. */
  readonly continues: boolean;
}

/** "Name: value" with everything below it. */
export interface Field {
  readonly kind: FieldKind;
  /** In lower case. */
  readonly name: string;
  value: string;
  readonly line: BodyLine;
  readonly parent: Field | null;
  readonly children: BodyLine[];
}

/** The lines of `blocks` as the body of an achievement whose own list depth is `base`; code and HTML are left out. */
export const bodyLines = (blocks: readonly Block[], base: number): readonly BodyLine[] => {
  const body: BodyLine[] = [];
  for (const block of blocks) {
    if (block.kind === 'code' || block.kind === 'html') continue;
    if (block.kind === 'row') {
      body.push(...rowAsLine(block, base));
      continue;
    }
    const level = block.kind === 'heading' ? -1 : block.depth - base;
    let continues = false;
    for (const whole of block.lines) {
      for (const { text, line, column } of fieldsInLine(whole)) {
        body.push({ text, line, column, level, item: block.kind === 'item' && !continues, continues });
        continues = true;
      }
    }
  }
  return body;
};

/** "**Effort**: 3h | **Status**: done" is two lines in one; a line of which some part is no field stays whole. */
const fieldsInLine = (line: TextLine): readonly TextLine[] => {
  if (!/\s[|·•]\s/.test(line.text) || line.text.length > 1_000) return [line];
  const parts: TextLine[] = [];
  const { text: words, column } = withoutItalicsAround(line);
  let start = 0;
  for (const text of words.split(/(?<=\s)[|·•](?=\s)/)) {
    parts.push({
      text: text.trim(),
      line: line.line,
      column: column + start + (text.length - text.trimStart().length),
    });
    start += text.length + 1;
  }
  return parts.every((part) => readField(part.text) !== undefined) ? parts : [line];
};

const withoutItalicsAround = (line: TextLine): TextLine => {
  const inside = withoutItalics(line.text);
  return inside === line.text ? line : { ...line, text: inside, column: line.column + 1 };
};

const columnNames =
  /^(?:fields?|names?|keys?|property|items?|attributes?|files?|paths?|deliverables?|artifacts?|aspects?|#)$/i;

const placeNames = /^\W*(?:files?|paths?|location|output)\W*$/i;

/** A row that opens with a path, or has one in a column for it, reads like an item, a row of a two-column table like a line "Name: value". */
const rowAsLine = (row: Block, base: number): BodyLine[] => {
  const [name, value] = row.cells ?? [];
  if (name === undefined || value === undefined) return [];
  // The header row of a table names its columns; below it, "Files" is the name of a field.
  if (row.header?.[0] === name.text && row.header[1] === value.text && columnNames.test(plainWords(name.text)))
    return [];
  const line = row.lines[0]?.line ?? 1;
  const place = { line, column: name.column, continues: false };
  const depth = row.depth - base;
  if (findPaths(name.text.slice(0, 300)).length > 0)
    return [{ ...place, text: `${name.text} - ${value.text}`, level: depth + 1, item: true }];
  const at = row.header?.findIndex((header, index) => index > 0 && placeNames.test(header)) ?? -1;
  const located = row.cells?.[at];
  if (located !== undefined && findPaths(located.text.slice(0, 300)).length > 0)
    return [{ ...place, text: `${name.text}: ${located.text}`, level: depth + 1, item: true }];
  if (row.cells?.length !== 2) return [];
  return [{ ...place, text: `${name.text.replace(/[*:]/g, '')}: ${value.text}`, level: depth, item: false }];
};

/** All fields of a section, nested ones with their parent, in document order. */
export const readFields = (lines: readonly BodyLine[]): readonly Field[] => {
  const fields: Field[] = [];
  const open: Field[] = [];
  for (const line of lines) {
    const found = line.level === -1 ? headingField(line.text) : readField(line.text);
    const innermost = open.at(-1);
    if (line.continues && found === undefined && innermost?.children.length === 0) {
      innermost.value = innermost.value === '' ? line.text : `${innermost.value} ${line.text}`;
      continue;
    }
    while (open.length > 0 && !owns(open.at(-1), line, found)) open.pop();
    for (const field of open) field.children.push(line);
    if (found === undefined) continue;
    const field: Field = { ...found, line, parent: open.at(-1) ?? null, children: [] };
    fields.push(field);
    open.push(field);
  }
  return fields;
};

const owns = (field: Field | undefined, line: BodyLine, found: NamedValue | undefined): boolean => {
  if (field === undefined) return false;
  if (line.level > field.line.level) return !isNextField(field, line, found);
  const isField = found !== undefined;
  return field.line.level === 0 && line.level === 0 && !isField && field.value === '' && field.children.length === 0;
};

/** "**Goal**: Pay" as a paragraph and "- **Effort**: 2h" below it are two fields of the section. */
const isNextField = (field: Field, line: BodyLine, found: NamedValue | undefined): boolean =>
  field.line.level === 0 &&
  !field.line.item &&
  field.value !== '' &&
  field.kind !== 'other' &&
  line.level === 1 &&
  found !== undefined &&
  found.kind !== 'other' &&
  /^(?:\*\*|__)/.test(line.text);
