import { cutText, padText } from './cut-text.ts';
import { displayWidth } from './display-width.ts';
import type { Look } from './look.ts';
import { usableWidth } from './look.ts';
import { symbolsOf } from './symbols.ts';

export interface Column {
  readonly align?: 'left' | 'right';
  /** Gives way when the table is too wide, down to this many columns of the terminal. Others keep their width. */
  readonly least?: number;
}

/**
 * Rows of equal columns, as lines no wider than the look's width and without trailing spaces. Cells may hold colour
 * codes, not line ends.
 */
export const tableLines = (
  rows: readonly (readonly string[])[],
  columns: readonly Column[],
  look: Look,
  indent = 2,
  gap = 2,
): readonly string[] => {
  const widths = columns.map((_, index) => Math.max(0, ...rows.map((row) => displayWidth(row[index] ?? ''))));
  const shown = widths.filter((w) => w > 0).length;
  let excess = indent + widths.reduce((sum, w) => sum + w, 0) + gap * Math.max(0, shown - 1) - usableWidth(look);
  while (excess > 0) {
    const widest = columns.reduce((best, column, index) => {
      const spare = (i: number): number => (i < 0 ? 0 : (widths[i] ?? 0) - (columns[i]?.least ?? Infinity));
      return column.least !== undefined && spare(index) > spare(best) ? index : best;
    }, -1);
    if (widest < 0) break;
    widths[widest] = (widths[widest] ?? 0) - 1;
    excess--;
  }
  const { ellipsis } = symbolsOf(look);
  return rows.map((row) => {
    const cells = columns
      .map((column, index) => ({ column, width: widths[index] ?? 0, text: row[index] ?? '' }))
      .filter(({ width }) => width > 0)
      .map(({ column, width, text }) => padText(cutText(text, width, ellipsis), width, column.align));
    const line = ' '.repeat(indent) + cells.join(' '.repeat(gap));
    return cutText(line.trimEnd(), usableWidth(look), ellipsis);
  });
};
