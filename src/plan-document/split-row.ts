import type { Cell } from '../domain/block.ts';

/** The cells of a table row, trimmed, with the columns they start at. `column` is that of the row's first character. */
export const splitRow = (text: string, column: number): readonly Cell[] => {
  const cells: Cell[] = [];
  let start = text.startsWith('|') ? 1 : 0;
  const close = (end: number): void => {
    const raw = text.slice(start, end);
    cells.push({ text: raw.trim(), column: column + start + (raw.length - raw.trimStart().length) });
    start = end + 1;
  };
  for (let i = start; i < text.length; i++) {
    if (text[i] === '\\') i++;
    else if (text[i] === '|') close(i);
  }
  if (start < text.length && text.slice(start).trim() !== '') close(text.length);
  return cells;
};
